package org.matdesinne.spark.evaluate;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.array;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
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
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignSpace;
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

/**
 * Measures finished candidates. Every number is computed from the rows that were written, so that
 * retried tasks count once and a benchmark can be made again at any time.
 *
 * @param space names the parameters' columns
 * @param property what was designed for
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
    Property property,
    Ranges trainingRanges,
    double[][] seen,
    BenchmarkSettings settings,
    Examples heldOut,
    Optional<Labeller> oracle,
    Optional<Judge> judge) {

  private static final Column[] DESIGN = {col("run_id"), col("model"), col("target")};
  private static final List<Stage> CANDIDATE_STAGES =
      List.of(Stage.RAW, Stage.RAW_IN_RANGE, Stage.LOCALIZED);
  private static final List<Stage> JUDGED_STAGES = List.of(Stage.RAW_IN_RANGE, Stage.LOCALIZED);
  private static final String[] PUBLISHED_KEYS = {"model", "target", "stage", "metric"};

  /**
   * Measures every model and target. A figure of no candidates (the error of none accepted) is left
   * out.
   *
   * @param candidates all that were drawn, as generation writes them
   * @param blocks what their making took, as generation writes them
   * @return run_id, model, target, stage, metric, value, unit, published (null where nothing is),
   *     repeat (null)
   */
  public Dataset<Row> measure(Dataset<Row> candidates, Dataset<Row> blocks) {
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
            "run_id", "model", "target", "stage", "metric", "value", "unit", "published", "repeat")
        .orderBy("run_id", "model", "target", "stage", "metric");
  }

  /** The rows of {@link #measure} as values, in their order, for a table. */
  public static List<Measurement> measurements(Dataset<Row> metrics) {
    return metrics.collectAsList().stream().map(CandidateMetrics::measurement).toList();
  }

  private static Measurement measurement(Row row) {
    return new Measurement(
        row.getAs("model"),
        optional(row.getAs("target")),
        Stage.ofColumn(row.getAs("stage")),
        Metric.ofColumn(row.getAs("metric")),
        row.<Double>getAs("value"),
        optional(row.getAs("published")));
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

  private Column figure(Stage stage, Metric metric, Column value) {
    return struct(
        lit(stage.column()).as("stage"),
        lit(metric.column()).as("metric"),
        value.cast(DataTypes.DoubleType).as("value"),
        lit(metric.unit(property)).as("unit"));
  }

  private List<Column> candidateFigures() {
    List<Column> figures = new ArrayList<>();
    for (Stage stage : CANDIDATE_STAGES) {
      Column error = when(belongsTo(stage), abs(prediction(stage).minus(col("target"))));
      figures.add(figure(stage, Metric.CANDIDATES, count(error)));
      figures.add(figure(stage, Metric.MAE, avg(error)));
      figures.add(figure(stage, Metric.MEDIAN_ERROR, percentile(error, lit(0.5))));
      figures.add(figure(stage, Metric.P95_ERROR, percentile(error, lit(0.95))));
      figures.add(figure(stage, Metric.MAXIMUM_ERROR, max(error)));
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
  private static Column evaluations() {
    // Of a draw that was localized once to select it, before each step, after the last, and once
    // for the uncertainty.
    return when(col("predicted").isNull(), 1).otherwise(col("localization_steps").plus(3));
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
      Column error = when(col("stage").equalTo(stage.column()), col("error"));
      figures.add(figure(stage, Metric.ORACLE_CANDIDATES, count(error)));
      figures.add(figure(stage, Metric.ORACLE_MAE, avg(error)));
      Column failed = when(col("stage").equalTo(stage.column()).and(col("error").isNull()), 1);
      figures.add(figure(stage, Metric.ORACLE_FAILED, nullif(count(failed), lit(0))));
    }
    return figures;
  }

  private List<Column> judgeFigures() {
    List<Column> figures = new ArrayList<>();
    for (Stage stage : JUDGED_STAGES) {
      Column error = when(col("stage").equalTo(stage.column()), col("error"));
      Column within = error.leq(settings.accuracy().window().reach()).cast(DataTypes.IntegerType);
      figures.add(figure(stage, Metric.JUDGE_MAE, avg(error)));
      figures.add(figure(stage, Metric.JUDGE_MEDIAN, percentile(error, lit(0.5))));
      figures.add(figure(stage, Metric.JUDGE_P95, percentile(error, lit(0.95))));
      figures.add(figure(stage, Metric.JUDGE_MAX, max(error)));
      figures.add(figure(stage, Metric.JUDGE_WITHIN, avg(within)));
    }
    return figures;
  }

  /** The figures that take all candidates of a design together, one design a task. */
  private Dataset<Row> setFigures(Dataset<Row> candidates) {
    StructType schema =
        new StructType()
            .add("run_id", DataTypes.StringType)
            .add("model", DataTypes.StringType)
            .add("target", DataTypes.DoubleType)
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
                    property,
                    seen,
                    heldOut));
    FlatMapGroupsFunction<String, Row, Row> measure =
        (design, rows) -> figures.value().call(design, rows);
    return candidates
        .filter(rawFinite())
        .groupByKey(
            (MapFunction<Row, String>)
                row -> row.getAs("run_id") + "|" + row.getAs("model") + "|" + row.getAs("target"),
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

  private static Column prediction(Stage stage) {
    return switch (stage) {
      case RAW, RAW_IN_RANGE -> col("predicted_raw");
      case LOCALIZED, POSTERIOR -> col("predicted");
    };
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
    return Stream.concat(Stream.of(col("predicted_raw")), Stream.of(parameters(Stage.RAW)))
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
   * The oracle's absolute errors: run_id, model, target, stage, error; that is null where the
   * oracle gave no label.
   */
  private Dataset<Row> labelled(Dataset<Row> candidates, Labeller source) {
    Dataset<Row> sample =
        sample(candidates, Stage.RAW_IN_RANGE)
            .unionByName(sample(candidates, Stage.LOCALIZED))
            // A window leaves each target in one partition; an oracle may be slow.
            .repartition(candidates.sparkSession().sparkContext().defaultParallelism());
    Column label = when(Labeller.hasValues(), col(Labeller.VALUES).getItem(0));
    return source
        .label(sample)
        .withColumn("error", abs(label.minus(col("_design.target"))))
        .select("_design.*", "error");
  }

  /** The judge's absolute errors: run_id, model, target, stage, error. */
  private Dataset<Row> judged(Dataset<Row> candidates, Judge model) {
    Dataset<Row> all =
        points(candidates.filter(belongsTo(Stage.RAW_IN_RANGE)), Stage.RAW_IN_RANGE)
            .unionByName(points(candidates.filter(belongsTo(Stage.LOCALIZED)), Stage.LOCALIZED));
    return all.mapPartitions(new JudgeErrors(model), Encoders.row(errors(all)));
  }

  private static StructType errors(Dataset<Row> points) {
    return points.drop("point").schema().add("error", DataTypes.DoubleType, false);
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
