package org.matdesinne.spark.oracle;

import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.oracle.ExpressionSettings;
import org.matdesinne.oracle.OracleSettings;
import org.matdesinne.oracle.Outcome.Status;
import org.matdesinne.oracle.ProgramSettings;
import org.matdesinne.oracle.TightBindingSettings;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.run.JobContext;

/** Labels design points by the oracle of the configuration, where the points are. */
public interface Labeller {
  /** The column of the labels: an array of one double a property, null where there are none. */
  String VALUES = "_values";

  /** The column of the outcome, as {@link Status#column} calls it. */
  String OUTCOME = "_outcome";

  /** The column of what the oracle said beside its labels, or in their place; null for nothing. */
  String MESSAGE = "_message";

  /**
   * Points with their labels. Evaluated with the data set, again where it is: keep what costs much.
   *
   * @param points a column of doubles for each design parameter, named so; whatever else
   * @return the same columns and rows, then {@link #VALUES}, {@link #OUTCOME} and {@link #MESSAGE}
   */
  Dataset<Row> label(Dataset<Row> points);

  /** All that decides the labels. */
  String fingerprint();

  /**
   * The labeller of the configuration. Formulas are parsed and programs started once, so that what
   * is wrong with them is told before anything is drawn.
   *
   * @throws org.matdesinne.config.InputException when the configuration has no oracle, the oracle
   *     does not fit the design space and the properties, or it cannot be used
   */
  static Labeller of(JobContext context) {
    RunSettings settings = context.settings();
    List<String> properties = settings.properties().names();
    OracleSettings.Calculation calculation = settings.requireOracle().calculation();
    if (calculation instanceof TightBindingSettings bonds) {
      return new PointLabeller(
          bonds.oracle(settings.designSpace()), settings.designSpace(), properties);
    }
    return calculation instanceof ExpressionSettings expression
        ? ExpressionLabeller.of(context.spark(), settings.designSpace(), properties, expression)
        : ProgramLabeller.of(
            context, settings.designSpace(), properties, (ProgramSettings) calculation);
  }

  /** The columns of labelled points. */
  static StructType schema(StructType points) {
    return points
        .add(VALUES, DataTypes.createArrayType(DataTypes.DoubleType, false), true)
        .add(OUTCOME, DataTypes.StringType, false)
        .add(MESSAGE, DataTypes.StringType, true);
  }

  /** The values of a labelled point that has some, in a row with these columns at its end. */
  static double[] values(Row row) {
    int place = row.size() - 3;
    // Between two steps that Spark joins into one, rows hold what the first has put in.
    return row.get(place) instanceof Double[] array
        ? Arrays.stream(array).mapToDouble(Double::doubleValue).toArray()
        : row.<Double>getList(place).stream().mapToDouble(Double::doubleValue).toArray();
  }

  /** Whether a labelled point has values. */
  static Column hasValues() {
    return functions.col(OUTCOME).equalTo(Status.VALUE.column());
  }
}
