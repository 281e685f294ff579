package org.matdesinne.spark.predict;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.struct;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.to_json;
import static org.apache.spark.sql.functions.xxhash64;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.design.Properties;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.report.PredictionTable;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/** Predicts the properties of a table of design points, of any size, into another table. */
public final class PredictTableJob {
  /** The median's rank is right to one in as many rows. */
  private static final int ACCURACY = 10_000;

  /** So that a core that has slow rows does not keep the others waiting. */
  private static final int TASKS_PER_CORE = 2;

  private final JobContext context;

  /** A job in {@code context}. */
  public PredictTableJob(JobContext context) {
    this.context = context;
  }

  private record Found(long rows, String fingerprint) {}

  /**
   * Writes the points with what is predicted of them.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param data a training set, for the distance to its nearest point; where none is named, the
   *     model's own, if it is at hand
   * @param output folder
   * @throws InputException when there is no such model, or the points lack a parameter or are none;
   *     nothing is written then
   */
  public RunManifest run(String model, PointsOption option, Optional<String> data, String output) {
    Predictions predictions = Predictions.of(context, model, data);
    Dataset<Row> points = option.open(context);
    String source = option.source(context);
    PointColumns columns = predictions.columns(points, source);
    Found found = context.progress().phase("look at the points", () -> look(points));
    if (found.rows == 0) {
      throw new InputException("%s holds no rows; give at least one design point", source);
    }
    RunFolder folder =
        new RunFolder(
            context,
            JobKind.PREDICT,
            Output.of(output),
            source,
            found.fingerprint,
            predictions.identity());
    return folder.complete(() -> write(predictions, points, columns, found, source, folder));
  }

  /** How many rows there are, and what they hold, in whatever order. */
  private static Found look(Dataset<Row> points) {
    Column hash =
        xxhash64(
            Arrays.stream(points.schema().fields())
                .map(PredictTableJob::hashable)
                .toArray(Column[]::new));
    Row found =
        points.agg(count(lit(1)), sum(hash.cast(DataTypes.createDecimalType(20, 0)))).head();
    return new Found(found.getLong(0), String.valueOf(found.get(1)));
  }

  /** Spark hashes no maps. */
  private static Column hashable(StructField field) {
    Column column = Table.column(field.name());
    return field.dataType().catalogString().contains("map<") ? to_json(struct(column)) : column;
  }

  private RunManifest write(
      Predictions predictions,
      Dataset<Row> points,
      PointColumns columns,
      Found found,
      String source,
      RunFolder folder) {
    Table table = new Table(context.spark(), TableSchema.PREDICTIONS, columns.predicted());
    String place = folder.table(TableSchema.PREDICTIONS);
    Map<String, Long> statuses =
        context
            .progress()
            .phase(
                String.format(Locale.ROOT, "predict %,d points", found.rows),
                () -> {
                  table.write(predictions.addTo(spread(points), columns), place);
                  return statuses(table.written(place));
                });
    long written = statuses.values().stream().mapToLong(Long::longValue).sum();
    if (written != found.rows) {
      throw new InputException(
          "%s has changed while it was read: it held %d rows and then %d; start the job again when"
              + " nobody writes to it",
          source, found.rows, written);
    }
    NetworkManifest network = predictions.network();
    return folder.finishPredictions(
        source,
        Map.of(TableSchema.PREDICTIONS.tableName(), written),
        Map.of("surrogate", network.weightsSha256()),
        statuses);
  }

  /**
   * A few small files would leave cores idle; what makes more tasks than that need not be moved.
   */
  private Dataset<Row> spread(Dataset<Row> points) {
    int cores = context.jobs().defaultParallelism();
    return points.toJavaRDD().getNumPartitions() <= cores
        ? points.repartition(TASKS_PER_CORE * cores)
        : points;
  }

  private static Map<String, Long> statuses(Dataset<Row> predicted) {
    Map<String, Long> statuses = new HashMap<>();
    predicted
        .groupBy("status")
        .count()
        .collectAsList()
        .forEach(row -> statuses.put(row.getString(0), row.getLong(1)));
    return statuses;
  }

  /** What the rows of a finished output say, by status. */
  public PredictionTable table(String output) {
    Properties properties = context.settings().properties();
    List<String> uncertainties = TableSchema.ofEach("uncertainty", properties);
    Map<String, Row> rows = new HashMap<>();
    context
        .readOwn(TableSchema.PREDICTIONS, Output.of(output))
        .groupBy("status")
        .agg(
            count(lit(1)).as("rows"),
            Stream.concat(
                    IntStream.range(0, uncertainties.size())
                        .mapToObj(
                            k -> avg(Table.column(uncertainties.get(k))).as("uncertainty_" + k)),
                    Stream.of(
                        percentile_approx(col("nearest_training_distance"), lit(0.5), lit(ACCURACY))
                            .as("distance")))
                .toArray(Column[]::new))
        .collectAsList()
        .forEach(row -> rows.put(row.getAs("status"), row));
    List<PredictionTable.Group> groups =
        Stream.of(PredictionStatus.values())
            .map(PredictionStatus::label)
            .filter(rows::containsKey)
            .map(status -> group(status, rows.get(status), properties.count()))
            .toList();
    return new PredictionTable(properties, groups);
  }

  private static PredictionTable.Group group(String status, Row row, int properties) {
    return new PredictionTable.Group(
        status,
        row.getAs("rows"),
        Amounts.of(
            IntStream.range(0, properties)
                .mapToDouble(k -> number(row, "uncertainty_" + k))
                .toArray()),
        number(row, "distance"));
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }
}
