package org.matdesinne.spark.artifact;

import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.report.GenerationTable;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TargetYield;
import org.matdesinne.spark.run.Together;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/** What the rows of a finished generation say of each target. */
public final class TargetOutcomes {
  /** The median's rank is right to one in as many rows. */
  private static final int ACCURACY = 10_000;

  private TargetOutcomes() {}

  /**
   * The outcomes of all targets of a run of this version, in the order in which they were asked
   * for: counts as the run's manifest states them, and what the accepted candidates and the blocks
   * hold.
   */
  public static List<GenerationTable.Target> of(JobContext context, Output generated) {
    Map<String, Double> seconds = new HashMap<>();
    Map<String, Row> accepted =
        Together.with(
            () -> seconds.putAll(seconds(context, generated)), () -> accepted(context, generated));
    Properties properties = context.settings().properties();
    return RunManifest.read(context.storage(), generated.state()).orElseThrow().targets().stream()
        .map(
            counts ->
                outcome(
                    properties,
                    counts,
                    Optional.ofNullable(accepted.get(counts.target())),
                    seconds.get(counts.target())))
        .toList();
  }

  private static Map<String, Row> accepted(JobContext context, Output generated) {
    Properties properties = context.settings().properties();
    List<Column> figures = new ArrayList<>();
    for (int k = 0; k < properties.count(); k++) {
      Property property = properties.get(k);
      Column predicted = Table.column(TableSchema.ofProperty("predicted", properties, property));
      Column stated = Table.column(TableSchema.ofProperty("uncertainty", properties, property));
      figures.add(avg(CandidateColumns.missed(properties, k, predicted)).as("mae_" + k));
      figures.add(avg(stated).as("uncertainty_" + k));
    }
    Column distance =
        percentile_approx(col("nearest_training_distance"), lit(0.5), lit(ACCURACY)).as("distance");
    Map<String, Row> accepted = new HashMap<>();
    context
        .readOwn(TableSchema.CANDIDATES, generated)
        .where(CandidateColumns.hasStatus(CandidateStatus.ACCEPTED))
        .groupBy("wanted")
        .agg(distance, figures.toArray(Column[]::new))
        .collectAsList()
        .forEach(row -> accepted.put(row.getAs("wanted"), row));
    return accepted;
  }

  private static Map<String, Double> seconds(JobContext context, Output generated) {
    Map<String, Double> seconds = new HashMap<>();
    context
        .readOwn(TableSchema.BLOCKS, generated)
        .select(col("wanted"), taskSeconds())
        .collectAsList()
        .forEach(row -> seconds.merge(row.getString(0), row.getDouble(1), Double::sum));
    return seconds;
  }

  /** What a block took, of the table of blocks: time of the task that carried it out. */
  public static Column taskSeconds() {
    return col("generation_seconds")
        .plus(col("selection_seconds"))
        .plus(col("localization_seconds"));
  }

  private static GenerationTable.Target outcome(
      Properties properties, TargetYield counts, Optional<Row> accepted, double seconds) {
    return new GenerationTable.Target(
        counts.target(),
        counts.draws(),
        counts.accepted(),
        counts.abstained(),
        counts.rejected(),
        ofEach(properties, accepted, "mae_"),
        ofEach(properties, accepted, "uncertainty_"),
        number(accepted, "distance"),
        seconds);
  }

  private static Amounts ofEach(Properties properties, Optional<Row> accepted, String column) {
    return Amounts.of(
        IntStream.range(0, properties.count())
            .mapToDouble(k -> number(accepted, column + k))
            .toArray());
  }

  private static double number(Optional<Row> row, String column) {
    return row.map(found -> found.<Double>getAs(column)).orElse(Double.NaN);
  }
}
