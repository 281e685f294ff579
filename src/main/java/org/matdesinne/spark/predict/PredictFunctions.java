package org.matdesinne.spark.predict;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.SparkSessionExtensions;
import org.apache.spark.sql.catalyst.FunctionIdentifier;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.ExpressionInfo;
import org.apache.spark.sql.catalyst.plans.logical.LogicalPlan;
import org.apache.spark.sql.types.DataTypes;
import org.matdesinne.config.InputException;
import scala.Option;
import scala.Tuple3;
import scala.collection.Seq;
import scala.runtime.AbstractFunction1;
import scala.runtime.BoxedUnit;

/**
 * Functions of SQL that predict, in every session whose {@code spark.sql.extensions} names this
 * class.
 *
 * <ul>
 *   <li>{@code predict_property('MODEL', a, b, …)} of the design parameters in the order of the
 *       model's design space: a struct of {@code predicted}, {@code uncertainty} (of several
 *       properties, one each: {@code predicted_NAME}), {@code nearest_training_distance} and {@code
 *       status}, as data-schemas say of the table {@code predictions}. It may stand wherever an
 *       expression may, and goes through the network row by row.
 *   <li>{@code predict_table('MODEL', 'TABLE')}, behind {@code FROM}: the rows of a table or view
 *       with these columns behind their own, see {@link Predictions#addTo}. It goes through the
 *       network in batches.
 * </ul>
 */
public final class PredictFunctions extends AbstractFunction1<SparkSessionExtensions, BoxedUnit> {
  private static final String PROPERTY = "predict_property";
  private static final String TABLE = "predict_table";

  private static final String USE = "%s('MODEL', %s)";
  private static final String MODEL =
      "the name of a model that comes with the program, such as 'mos2-pbe', or of the folder of a"
          + " trained one";

  /** By what queries call them: Spark asks several times a query. */
  private final Map<String, Predictions> opened = new ConcurrentHashMap<>();

  @Override
  public BoxedUnit apply(SparkSessionExtensions session) {
    session.injectFunction(
        new Tuple3<>(
            new FunctionIdentifier(PROPERTY, Option.empty()),
            new ExpressionInfo(PredictFunctions.class.getName(), PROPERTY),
            arguments -> property(list(arguments))));
    session.injectTableFunction(
        new Tuple3<>(
            new FunctionIdentifier(TABLE, Option.empty()),
            new ExpressionInfo(PredictFunctions.class.getName(), TABLE),
            arguments -> table(list(arguments))));
    return BoxedUnit.UNIT;
  }

  private static List<Expression> list(Seq<Expression> arguments) {
    List<Expression> list = new ArrayList<>();
    for (int i = 0; i < arguments.size(); i++) {
      list.add(arguments.apply(i));
    }
    return list;
  }

  private Expression property(List<Expression> arguments) {
    String use = String.format(USE, PROPERTY, "NUMBER, …");
    if (arguments.isEmpty()) {
      throw new InputException("%s got no arguments; write %s", PROPERTY, use);
    }
    Predictions predictions = open(text(arguments.get(0), use + ": MODEL is " + MODEL));
    return PredictedExpression.of(predictions, PROPERTY, arguments.subList(1, arguments.size()));
  }

  private LogicalPlan table(List<Expression> arguments) {
    String use = String.format(USE, TABLE, "'TABLE'");
    if (arguments.size() != 2) {
      throw new InputException("%s got %d arguments; write %s", TABLE, arguments.size(), use);
    }
    String model = text(arguments.get(0), use + ": MODEL is " + MODEL);
    String name = text(arguments.get(1), use + ": TABLE is the name of a table or view");
    Predictions predictions = open(model);
    Dataset<Row> points = SparkSession.active().table(name);
    return predictions.addTo(points, predictions.columns(points, name)).queryExecution().analyzed();
  }

  /** The constant text that an argument is. */
  private static String text(Expression argument, String use) {
    if (!argument.foldable() || !argument.dataType().equals(DataTypes.StringType)) {
      throw new InputException("%s is no constant text; write %s", argument.sql(), use);
    }
    Object value = argument.eval(null);
    if (value == null) {
      throw new InputException("NULL is no constant text; write %s", use);
    }
    return value.toString();
  }

  /** A folder may hold another model than it did when it was named before. */
  private Predictions open(String model) {
    SparkSession spark = SparkSession.active();
    return opened.compute(
        model,
        (name, before) ->
            before != null && before.isCurrent(name) ? before : Predictions.of(spark, name));
  }
}
