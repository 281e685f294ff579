package org.matdesinne.spark.oracle;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.expr;
import static org.apache.spark.sql.functions.struct;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.BooleanType;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.oracle.ExpressionSettings;
import org.matdesinne.oracle.Outcome.Status;
import org.matdesinne.spark.storage.Table;

/**
 * Labels by formulas, evaluated by Spark SQL in a session of its own: whatever the user's session
 * has set, a division by zero gives no number and ends no job, and no function of the user's is
 * called.
 */
final class ExpressionLabeller implements Labeller {
  private static final String ROW = "row";

  private final SparkSession session;
  private final List<String> parameters;
  private final List<String> properties;
  private final List<Step> steps;

  private ExpressionLabeller(
      SparkSession session, List<String> parameters, List<String> properties, List<Step> steps) {
    this.session = session;
    this.parameters = parameters;
    this.properties = properties;
    this.steps = steps;
  }

  /**
   * A formula on its way.
   *
   * @param where it stands in the configuration
   * @param column that it makes
   * @param sql of other columns
   */
  private record Step(String where, String column, String sql) {}

  /**
   * A labeller whose formulas are right.
   *
   * @param properties names of the configuration's properties, in order
   * @throws InputException when a formula is wrong, or one is missing or superfluous
   */
  static ExpressionLabeller of(
      SparkSession spark, DesignSpace space, List<String> properties, ExpressionSettings settings) {
    Map<String, String> columns = new LinkedHashMap<>();
    space.names().forEach(name -> columns.put(name, "p" + columns.size()));
    List<Step> steps = new ArrayList<>();
    for (int i = 0; i < settings.let().size(); i++) {
      ExpressionSettings.Named each = settings.let().get(i);
      String where = "oracle.let[" + i + "] ('" + each.name() + "')";
      if (columns.containsKey(each.name())) {
        throw new InputException("%s has the name of another; choose one of its own", where);
      }
      steps.add(new Step(where, "l" + i, Formula.sql(each.formula(), where, columns)));
      columns.put(each.name(), "l" + i);
    }
    requireEach(properties, settings);
    for (int k = 0; k < properties.size(); k++) {
      String where = "oracle.formulas." + properties.get(k);
      String formula = settings.formulas().get(properties.get(k));
      steps.add(new Step(where, "y" + k, Formula.sql(formula, where, columns)));
    }
    SparkSession session = spark.newSession();
    session.conf().set("spark.sql.ansi.enabled", "false");
    ExpressionLabeller labeller =
        new ExpressionLabeller(session, space.names(), properties, List.copyOf(steps));
    labeller.evaluated(
        session.createDataFrame(
            new ArrayList<Row>(),
            labeller.columns(new StructType().add("id", DataTypes.LongType))));
    return labeller;
  }

  private static void requireEach(List<String> properties, ExpressionSettings settings) {
    for (String name : settings.formulas().keySet()) {
      if (!properties.contains(name)) {
        throw new InputException(
            "oracle.formulas gives '%s', which is no property; there are: %s (what others use stands"
                + " in oracle.let)",
            name, String.join(", ", properties));
      }
    }
    for (String name : properties) {
      if (!settings.formulas().containsKey(name)) {
        throw new InputException("oracle.formulas gives no formula for '%s'; add one", name);
      }
    }
  }

  @Override
  public Dataset<Row> label(Dataset<Row> points) {
    StructType schema = points.schema();
    Column whole =
        struct(Arrays.stream(schema.fieldNames()).map(Table::column).toArray(Column[]::new));
    Column[] all =
        Stream.concat(Stream.of(whole.as(ROW)), parameters.stream().map(Table::column))
            .toArray(Column[]::new);
    Dataset<Row> own = session.createDataFrame(points.select(all).toJavaRDD(), columns(schema));
    Column[] wanted =
        Stream.concat(
                Stream.of(col(ROW)),
                IntStream.range(0, properties.size()).mapToObj(k -> col("y" + k)))
            .toArray(Column[]::new);
    List<String> names = properties;
    JavaRDD<Row> labelled =
        evaluated(own).select(wanted).toJavaRDD().map(row -> labelled(row, names));
    return points.sparkSession().createDataFrame(labelled, Labeller.schema(schema));
  }

  /** The columns of the session of its own: those of a row in one, then the parameters. */
  private StructType columns(StructType row) {
    StructType columns = new StructType().add(ROW, row, false);
    for (int j = 0; j < parameters.size(); j++) {
      columns = columns.add("p" + j, DataTypes.DoubleType, false);
    }
    return columns;
  }

  /** With a column for each formula, of doubles for those of properties. */
  private Dataset<Row> evaluated(Dataset<Row> points) {
    Dataset<Row> rows = points;
    for (Step step : steps) {
      rows = with(step, rows);
    }
    return rows;
  }

  private static Dataset<Row> with(Step step, Dataset<Row> rows) {
    boolean last = step.column.startsWith("y");
    Dataset<Row> all;
    try {
      all = rows.withColumn(step.column, expr(step.sql));
    } catch (Exception e) {
      // Java cannot catch Spark's checked exceptions by name: Scala does not declare them.
      throw new InputException(
          e,
          "%s cannot be calculated: %s",
          step.where,
          InputException.firstLine(e.getMessage()).replaceFirst("^\\[[A-Z_.]+]\\s*", ""));
    }
    DataType type = all.schema().apply(step.column).dataType();
    if (!(type instanceof NumericType) && (last || !(type instanceof BooleanType))) {
      throw new InputException(
          "%s gives %s, not a number; write CASE WHEN … THEN 1 ELSE 0 END to make one of a"
              + " condition",
          step.where, type.simpleString());
    }
    return type instanceof NumericType
        ? all.withColumn(step.column, col(step.column).cast(DataTypes.DoubleType))
        : all;
  }

  private static Row labelled(Row row, List<String> properties) {
    Row point = row.getStruct(0);
    double[] values = new double[properties.size()];
    List<String> missing = new ArrayList<>();
    for (int k = 0; k < values.length; k++) {
      values[k] = row.isNullAt(1 + k) ? Double.NaN : row.getDouble(1 + k);
      if (!Double.isFinite(values[k])) {
        missing.add(properties.get(k) + (row.isNullAt(1 + k) ? " (null)" : " (" + values[k] + ")"));
      }
    }
    return missing.isEmpty()
        ? LabelledRows.row(point, values, Status.VALUE, null)
        : LabelledRows.row(
            point,
            null,
            Status.FAILED,
            missing.stream()
                .collect(Collectors.joining(", ", "the formula gives no number for ", "")));
  }

  /** Nothing beside the settings. */
  @Override
  public String fingerprint() {
    return "";
  }
}
