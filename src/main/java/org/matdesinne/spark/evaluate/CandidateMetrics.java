package org.matdesinne.spark.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.element_at;
import static org.apache.spark.sql.functions.inline;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.max;
import static org.apache.spark.sql.functions.not;
import static org.apache.spark.sql.functions.nullif;
import static org.apache.spark.sql.functions.percentile;
import static org.apache.spark.sql.functions.row_number;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.expressions.Window;
import org.apache.spark.sql.expressions.WindowSpec;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.metrics.BenchmarkSettings;
import org.matdesinne.metrics.Measurement;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.PublishedValue;
import org.matdesinne.metrics.Stage;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.selection.Rejection;
import org.matdesinne.spark.artifact.CandidateColumns;
import org.matdesinne.spark.artifact.TargetOutcomes;
import org.matdesinne.spark.oracle.Labeller;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/**
 * Measures finished candidates. Every number is computed from the rows that were written, so that
 * retried tasks count once and a benchmark can be made again at any time.
 *
 * @param space names the parameters' columns
 * @param properties what was designed for
 * @param spread of the properties, by which errors of several are put together
 * @param trainingRanges the ranges of the models' training set
 * @param seen (rows, parameters) the rows that the models were trained and validated on, of which
 *     draws may be copies; no rows: nothing is said of the novelty of draws
 * @param settings oracle sample, judge's window and published figures
 * @param heldOut points of the training set that no model has seen
 * @param oracle labels a sample of the candidates, where there is one; its first label is of the
 *     property
 * @param judge predicts for all candidates, where there is one
 */
public record CandidateMetrics(
    DesignSpace space,
    Properties properties,
    Amounts spread,
    Ranges trainingRanges,
    double[][] seen,
    BenchmarkSettings settings,
    Examples heldOut,
    Optional<Labeller> oracle,
    Optional<Judge> judge) {

  private static final Column[] DESIGN = {
    col("run_id"), col("model"), col("target"), col("wanted")
  };
  private static final List<Stage> CANDIDATE_STAGES =
      List.of(Stage.RAW, Stage.RAW_IN_RANGE, Stage.LOCALIZED);
  private static final List<Stage> JUDGED_STAGES = List.of(Stage.RAW_IN_RANGE, Stage.LOCALIZED);
  private static final String ERRORS = "errors";

  /** Proposals among which the best counts, as published figures have them. */
  private static final int MANY = 50;

  private static final String[] PUBLISHED_KEYS = {"model", "target", "stage", "metric"};

  /**
   * Measures every model and target. A figure of no candidates (the error of none accepted) is left
   * out.
   *
   * @param candidates all that were drawn, as generation writes them
   * @param blocks what their making took, as generation writes them
   * @return run_id, model, target, stage, metric, value, unit, published (null where nothing is),
   *     repeat (null), wanted, property (null where there is one, or a figure is of all)
   */
  public Dataset<Row> measure(Dataset<Row> candidates, Dataset<Row> blocks) {
    return measured(labelled(candidates), labelled(blocks));
  }

  /** Rows of earlier versions have a number alone. */
  private static Dataset<Row> labelled(Dataset<Row> rows) {
    return rows.withColumn("wanted", CandidateColumns.wanted());
  }

  private Dataset<Row> measured(Dataset<Row> candidates, Dataset<Row> blocks) {
    Dataset<Row> figures =
        figures(candidates, candidateFigures())
            .unionByName(figures(blocks, blockFigures()))
            .unionByName(setFigures(candidates));
    if (oracle.isPresent()) {
      Dataset<Row> labelled = labelled(candidates, oracle.get());
      figures = figures.unionByName(figures(labelled, oracleFigures()));
    }
    if (judge.isPresent()) {
      figures = figures.unionByName(figures(judged(candidates, judge.get()), judgeFigures()));
    }
    return figures
        .filter(col("value").isNotNull())
        .join(published(candidates.sparkSession()), PUBLISHED_KEYS, "left")
        .withColumn("repeat", lit(null).cast(DataTypes.IntegerType))
        .select(
            "run_id",
            "model",
            "target",
            "stage",
            "metric",
            "value",
            "unit",
            "published",
            "repeat",
            "wanted",
            "property")
        .orderBy("run_id", "model", "target", "wanted", "stage", "property", "metric");
  }

  /** The rows of {@link #measure} as values, in their order, for a table. */
  public static List<Measurement> measurements(Dataset<Row> metrics) {
    return metrics.collectAsList().stream().map(CandidateMetrics::measurement).toList();
  }

  private static Measurement measurement(Row row) {
    return new Measurement(
        row.getAs("model"),
        wanted(row),
        Optional.ofNullable(row.<String>getAs("property")),
        Stage.ofColumn(row.getAs("stage")),
        Metric.ofColumn(row.getAs("metric")),
        row.<Double>getAs("value"),
        optional(row.getAs("published")));
  }

  /** Rows of earlier versions have a number alone. */
  private static Optional<String> wanted(Row row) {
    Double target = row.getAs("target");
    return Optional.ofNullable(row.<String>getAs("wanted"))
        .or(() -> Optional.ofNullable(target).map(number -> Double.toString(number)));
  }

  private static OptionalDouble optional(Double value) {
    return value == null ? OptionalDouble.empty() : OptionalDouble.of(value);
  }

  /** One row a design and figure. */
  private static Dataset<Row> figures(Dataset<Row> rows, List<Column> figures) {
    Column[] columns = figures.toArray(Column[]::new);
    return rows.groupBy(DESIGN)
        .agg(array(columns).as("figures"))
        .select(concat(DESIGN, inline(col("figures"))));
  }

  /** A figure of all properties. */
  private Column figure(Stage stage, Metric metric, Column value) {
    return figure(
        stage,
        metric,
        value,
        lit(null).cast(DataTypes.StringType),
        properties.several() ? "1" : properties.first().unit());
  }

  /** A figure of the property at an index. */
  private Column figure(Stage stage, Metric metric, Column value, int property) {
    Property of = properties.get(property);
    Column name = lit(properties.several() ? of.name() : null).cast(DataTypes.StringType);
    return figure(stage, metric, value, name, of.unit());
  }

  private static Column figure(
      Stage stage, Metric metric, Column value, Column property, String unit) {
    return struct(
        property.as("property"),
        lit(stage.column()).as("stage"),
        lit(metric.column()).as("metric"),
        value.cast(DataTypes.DoubleType).as("value"),
        lit(metric.unit(unit)).as("unit"));
  }

  private List<Column> candidateFigures() {
    List<Column> figures = new ArrayList<>();
    for (Stage stage : CANDIDATE_STAGES) {
      figures.add(figure(stage, Metric.CANDIDATES, count(when(belongsTo(stage), 1))));
      for (int k = 0; k < properties.count(); k++) {
        Column missed = CandidateColumns.missed(properties, k, predictions(stage)[k]);
        Column error = when(belongsTo(stage), missed);
        figures.add(figure(stage, Metric.MAE, avg(error), k));
        figures.add(figure(stage, Metric.MEDIAN_ERROR, percentile(error, lit(0.5)), k));
        figures.add(figure(stage, Metric.P95_ERROR, percentile(error, lit(0.95)), k));
        figures.add(figure(stage, Metric.MAXIMUM_ERROR, max(error), k));
      }
    }
    figures.add(figure(Stage.RAW, Metric.OUTSIDE, share(Stage.RAW, not(rawInRange()))));
    figures.add(
        figure(
            Stage.LOCALIZED, Metric.NOVEL_AVERAGE, share(Stage.LOCALIZED, col("novel_average"))));
    figures.add(
        figure(
            Stage.LOCALIZED, Metric.NOVEL_MAXIMUM, share(Stage.LOCALIZED, col("novel_maximum"))));
    figures.add(
        figure(
            Stage.LOCALIZED,
            Metric.KNOWN,
            avg(
                when(
                    CandidateColumns.hasStatus(CandidateStatus.ACCEPTED, CandidateStatus.ABSTAINED)
                        .or(known())
                        .and(col("novel_average").isNotNull()),
                    known().cast(DataTypes.IntegerType)))));
    figures.add(
        figure(
            Stage.LOCALIZED,
            Metric.ABSTAINED,
            avg(
                CandidateColumns.hasStatus(CandidateStatus.ABSTAINED)
                    .cast(DataTypes.IntegerType))));
    figures.add(
        figure(
            Stage.LOCALIZED,
            Metric.EVALUATIONS_PER_ACCEPTED,
            ratio(sum(evaluations()), count(when(belongsTo(Stage.LOCALIZED), 1)))));
    return figures;
  }

  /** How often the surrogate was evaluated for a draw. */
  private Column evaluations() {
    // Of a draw that was localized once to select it, before each step, after the last, and once
    // for the uncertainty.
    return when(predictions(Stage.LOCALIZED)[0].isNull(), 1)
        .otherwise(col("localization_steps").plus(3));
  }

  private static Column known() {
    return CandidateColumns.hasReason(Rejection.KNOWN);
  }

  private List<Column> blockFigures() {
    return List.of(
        figure(Stage.LOCALIZED, Metric.YIELD, ratio(sum("accepted"), sum("draws"))),
        figure(Stage.LOCALIZED, Metric.DRAWS_PER_ACCEPTED, ratio(sum("draws"), sum("accepted"))),
        figure(
            Stage.LOCALIZED,
            Metric.SECONDS_PER_ACCEPTED,
            ratio(sum(TargetOutcomes.taskSeconds()), sum("accepted"))),
        figure(Stage.RAW, Metric.GENERATION_SECONDS, sum("generation_seconds")),
        figure(Stage.LOCALIZED, Metric.SELECTION_SECONDS, sum("selection_seconds")),
        figure(Stage.LOCALIZED, Metric.LOCALIZATION_SECONDS, sum("localization_seconds")));
  }

  /** Null where the whole is 0. */
  private static Column ratio(Column part, Column whole) {
    return part.divide(nullif(whole, lit(0)));
  }

  private List<Column> oracleFigures() {
    List<Column> figures = new ArrayList<>();
    for (Stage stage : JUDGED_STAGES) {
      Column labelled = col(ERRORS).isNotNull();
      figures.add(
          figure(stage, Metric.ORACLE_CANDIDATES, count(when(isOf(stage).and(labelled), 1))));
      for (int k = 0; k < properties.count(); k++) {
        figures.add(figure(stage, Metric.ORACLE_MAE, avg(error(stage, k)), k));
      }
      figures.add(figure(stage, Metric.ORACLE_WITHIN, within(stage, labelled)));
      Column square = square(stage);
      figures.add(figure(stage, Metric.ORACLE_BEST_OF_1, BestSquare.of(square, 1)));
      figures.add(figure(stage, Metric.ORACLE_BEST_OF_50, BestSquare.of(square, MANY)));
      Column failed = count(when(isOf(stage).and(not(labelled)), 1));
      figures.add(figure(stage, Metric.ORACLE_FAILED, nullif(failed, lit(0))));
    }
    return figures;
  }

  private List<Column> judgeFigures() {
    List<Column> figures = new ArrayList<>();
    for (Stage stage : JUDGED_STAGES) {
      for (int k = 0; k < properties.count(); k++) {
        Column error = error(stage, k);
        figures.add(figure(stage, Metric.JUDGE_MAE, avg(error), k));
        figures.add(figure(stage, Metric.JUDGE_MEDIAN, percentile(error, lit(0.5)), k));
        figures.add(figure(stage, Metric.JUDGE_P95, percentile(error, lit(0.95)), k));
        figures.add(figure(stage, Metric.JUDGE_MAX, max(error), k));
      }
      figures.add(figure(stage, Metric.JUDGE_WITHIN, within(stage, lit(true))));
    }
    return figures;
  }

  /** Squared errors in variances, of all properties; null where there are none. */
  private Column square(Stage stage) {
    Column sum = lit(0.0);
    for (int k = 0; k < properties.count(); k++) {
      Column multiple = error(stage, k).divide(spread.get(k));
      sum = sum.plus(coalesce(multiple.multiply(multiple), lit(0.0)));
    }
    return when(isOf(stage).and(col(ERRORS).isNotNull()), sum);
  }

  /** The share of rows with {@link #errors} of which all are within the target's window. */
  private Column within(Stage stage, Column counts) {
    Column within = lit(true);
    for (int k = 0; k < properties.count(); k++) {
      Column error = error(stage, k);
      within = within.and(error.isNull().or(error.leq(settings.accuracy().window().reach(k))));
    }
    return avg(when(isOf(stage).and(counts), within.cast(DataTypes.IntegerType)));
  }

  /** Of rows with {@link #errors}; null where nothing was wanted of the property. */
  private static Column error(Stage stage, int property) {
    return when(isOf(stage), element_at(col(ERRORS), property + 1));
  }

  private static Column isOf(Stage stage) {
    return col("stage").equalTo(stage.column());
  }

  /** The figures that take all candidates of a design together, one design a task. */
  private Dataset<Row> setFigures(Dataset<Row> candidates) {
    StructType schema =
        new StructType()
            .add("run_id", DataTypes.StringType)
            .add("model", DataTypes.StringType)
            .add("target", DataTypes.DoubleType)
            .add("wanted", DataTypes.StringType)
            .add("property", DataTypes.StringType)
            .add("stage", DataTypes.StringType)
            .add("metric", DataTypes.StringType)
            .add("value", DataTypes.DoubleType)
            .add("unit", DataTypes.StringType);
    // It carries the training set, too much for a task to be sent with each time.
    Broadcast<DesignMetrics> figures =
        JavaSparkContext.fromSparkContext(candidates.sparkSession().sparkContext())
            .broadcast(
                new DesignMetrics(
                    settings.setFigures(space, trainingRanges),
                    space.names(),
                    properties,
                    spread,
                    seen,
                    heldOut));
    FlatMapGroupsFunction<String, Row, Row> measure =
        (design, rows) -> figures.value().call(design, rows);
    return candidates
        .filter(rawFinite())
        .groupByKey(
            (MapFunction<Row, String>)
                row -> row.getAs("run_id") + "|" + row.getAs("model") + "|" + row.getAs("wanted"),
            Encoders.STRING())
        .flatMapSortedGroups(new Column[] {col("candidate_id")}, measure, Encoders.row(schema));
  }

  private Column share(Stage stage, Column condition) {
    return avg(when(belongsTo(stage), condition.cast(DataTypes.IntegerType)));
  }

  private Column belongsTo(Stage stage) {
    return switch (stage) {
      case RAW -> rawFinite();
      case RAW_IN_RANGE -> rawFinite().and(rawInRange());
      case LOCALIZED -> CandidateColumns.hasStatus(CandidateStatus.ACCEPTED);
      case POSTERIOR -> lit(false);
    };
  }

  /** One a property. */
  private Column[] predictions(Stage stage) {
    String column =
        switch (stage) {
          case RAW, RAW_IN_RANGE -> "predicted_raw";
          case LOCALIZED, POSTERIOR -> "predicted";
        };
    return TableSchema.ofEach(column, properties).stream()
        .map(Table::column)
        .toArray(Column[]::new);
  }

  private Column[] parameters(Stage stage) {
    String suffix =
        switch (stage) {
          case RAW, RAW_IN_RANGE -> "_raw";
          case LOCALIZED, POSTERIOR -> "";
        };
    return space.names().stream().map(name -> Table.column(name + suffix)).toArray(Column[]::new);
  }

  private Column rawFinite() {
    // Spark orders NaN above infinity: one comparison rules out both.
    return Stream.concat(Stream.of(predictions(Stage.RAW)), Stream.of(parameters(Stage.RAW)))
        .map(value -> value.isNotNull().and(abs(value).lt(Double.POSITIVE_INFINITY)))
        .reduce(Column::and)
        .orElseThrow();
  }

  private Column rawInRange() {
    Column[] raw = parameters(Stage.RAW);
    Column inside = lit(true);
    for (int j = 0; j < raw.length; j++) {
      inside = inside.and(raw[j].between(trainingRanges.minimum()[j], trainingRanges.maximum()[j]));
    }
    return inside;
  }

  /**
   * The oracle's errors: run_id, model, target, wanted, stage, errors; these are null where the
   * oracle gave no label.
   */
  private Dataset<Row> labelled(Dataset<Row> candidates, Labeller source) {
    Dataset<Row> sample =
        sample(candidates, Stage.RAW_IN_RANGE)
            .unionByName(sample(candidates, Stage.LOCALIZED))
            // A window leaves each target in one partition; an oracle may be slow.
            .repartition(candidates.sparkSession().sparkContext().defaultParallelism());
    Column[] errors = new Column[properties.count()];
    Arrays.setAll(
        errors, k -> CandidateColumns.missed(properties, k, col(Labeller.VALUES).getItem(k)));
    return source
        .label(sample)
        .select("_design.*", Labeller.VALUES, Labeller.OUTCOME)
        .withColumn(ERRORS, when(Labeller.hasValues(), array(errors)))
        .drop(Labeller.VALUES, Labeller.OUTCOME);
  }

  /** The judge's errors: run_id, model, target, wanted, stage, errors. */
  private Dataset<Row> judged(Dataset<Row> candidates, Judge model) {
    Dataset<Row> all =
        points(candidates.filter(belongsTo(Stage.RAW_IN_RANGE)), Stage.RAW_IN_RANGE)
            .unionByName(points(candidates.filter(belongsTo(Stage.LOCALIZED)), Stage.LOCALIZED));
    return all.mapPartitions(new JudgeErrors(model, properties), Encoders.row(errors(all)));
  }

  private static StructType errors(Dataset<Row> points) {
    return points
        .drop("point")
        .schema()
        .add(ERRORS, DataTypes.createArrayType(DataTypes.DoubleType), false);
  }

  private Dataset<Row> points(Dataset<Row> candidates, Stage stage) {
    return candidates.select(
        concat(DESIGN, lit(stage.column()).as("stage"), array(parameters(stage)).as("point")));
  }

  /**
   * The first candidates of each design by number, a sample that is the same every time: what they
   * are of, in one column, then the design parameters under their own names.
   */
  private Dataset<Row> sample(Dataset<Row> candidates, Stage stage) {
    WindowSpec byNumber = Window.partitionBy(DESIGN).orderBy("candidate_id");
    Column[] parameters = parameters(stage);
    Column[] named = new Column[parameters.length];
    for (int j = 0; j < named.length; j++) {
      named[j] = parameters[j].as(space.names().get(j));
    }
    Column design = struct(concat(DESIGN, lit(stage.column()).as("stage"))).as("_design");
    return candidates
        .filter(belongsTo(stage))
        .withColumn("_rank", row_number().over(byNumber))
        .filter(col("_rank").leq(settings.oracleSample()))
        .select(concat(new Column[] {design}, named));
  }

  private Dataset<Row> published(SparkSession session) {
    StructType schema =
        new StructType()
            .add("model", DataTypes.StringType)
            .add("target", DataTypes.DoubleType)
            .add("stage", DataTypes.StringType)
            .add("metric", DataTypes.StringType)
            .add("published", DataTypes.DoubleType);
    List<Row> rows = settings.published().figures().stream().map(CandidateMetrics::row).toList();
    return session.createDataFrame(rows, schema);
  }

  private static Row row(PublishedValue figure) {
    return RowFactory.create(
        figure.model(),
        figure.target(),
        figure.stage().column(),
        figure.metric().column(),
        figure.value());
  }

  private static Column[] concat(Column[] first, Column... second) {
    return Stream.concat(Stream.of(first), Stream.of(second)).toArray(Column[]::new);
  }
}
