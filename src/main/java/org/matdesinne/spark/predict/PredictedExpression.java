package org.matdesinne.spark.predict;

import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.CreateArray;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ScalaUDF;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NullType;
import org.apache.spark.sql.types.NumericType;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.device.TaskDevice;
import scala.Option;
import scala.collection.Seq;
import scala.collection.immutable.List$;
import scala.runtime.AbstractFunction1;

/** What is said of one point, as a function of its design parameters that SQL calls. */
final class PredictedExpression extends AbstractFunction1<Object, Object> implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Sent once to every executor. */
  private final Broadcast<PointPredictor> predictor;

  private PredictedExpression(Broadcast<PointPredictor> predictor) {
    this.predictor = predictor;
  }

  /**
   * The expression: a struct.
   *
   * @param function its name, for messages
   * @param numbers the design parameters
   * @throws InputException when they are more or fewer than the model's, or one is no number
   */
  static Expression of(Predictions predictions, String function, List<Expression> numbers) {
    List<String> names = predictions.network().designSpace().names();
    if (numbers.size() != names.size()) {
      throw new InputException(
          "%s got %d numbers behind the name of the model, which has %d design parameters; write"
              + " %s('MODEL', %s)",
          function, numbers.size(), names.size(), function, String.join(", ", names));
    }
    // Of an immutable list, as Scala 2.13 wants it.
    scala.collection.immutable.List<Expression> doubles = List$.MODULE$.empty();
    for (int j = names.size() - 1; j >= 0; j--) {
      doubles = doubles.$colon$colon(number(numbers.get(j), function, names.get(j)));
    }
    scala.collection.immutable.List<Expression> none = List$.MODULE$.empty();
    return new ScalaUDF(
        new PredictedExpression(predictions.shared()),
        predictions.added(),
        none.$colon$colon(new CreateArray(doubles)),
        List$.MODULE$.empty(),
        Option.empty(),
        Option.apply(function),
        false,
        true);
  }

  private static Expression number(Expression argument, String function, String parameter) {
    boolean isNumber =
        argument.dataType() instanceof NumericType || argument.dataType() instanceof NullType;
    if (!isNumber) {
      throw new InputException(
          "%s: %s, given for the design parameter '%s', is of the type %s; it must be a number",
          function, argument.sql(), parameter, argument.dataType().simpleString());
    }
    return new Cast(argument, DataTypes.DoubleType, Option.empty());
  }

  @Override
  public Object apply(Object parameters) {
    Seq<?> values = (Seq<?>) parameters;
    double[] point =
        IntStream.range(0, values.size())
            .mapToDouble(j -> values.apply(j) instanceof Double value ? value : Double.NaN)
            .toArray();
    return predictor.value().predict(new double[][] {point}, TaskDevice.current())[0].row();
  }
}
