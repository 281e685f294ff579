package org.matdesinne.spark.artifact;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Row;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.report.GenerationTable;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TargetYield;
import org.matdesinne.spark.run.Together;
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
    Map<Double, Double> seconds = new HashMap<>();
    Map<Double, Row> accepted =
        Together.with(
            () -> seconds.putAll(seconds(context, generated)), () -> accepted(context, generated));
    return RunManifest.read(context.storage(), generated.state()).orElseThrow().targets().stream()
        .map(
            counts ->
                outcome(
                    counts,
                    Optional.ofNullable(accepted.get(counts.target())),
                    seconds.get(counts.target())))
        .toList();
  }

  private static Map<Double, Row> accepted(JobContext context, Output generated) {
    Map<Double, Row> accepted = new HashMap<>();
    context
        .readOwn(TableSchema.CANDIDATES, generated)
        .where(CandidateColumns.hasStatus(CandidateStatus.ACCEPTED))
        .groupBy("target")
        .agg(
            avg(abs(col("predicted").minus(col("target")))).as("mae"),
            avg("uncertainty").as("uncertainty"),
            percentile_approx(col("nearest_training_distance"), lit(0.5), lit(ACCURACY))
                .as("distance"))
        .collectAsList()
        .forEach(row -> accepted.put(row.getAs("target"), row));
    return accepted;
  }

  private static Map<Double, Double> seconds(JobContext context, Output generated) {
    Map<Double, Double> seconds = new HashMap<>();
    context
        .readOwn(TableSchema.BLOCKS, generated)
        .select(col("target"), taskSeconds())
        .collectAsList()
        .forEach(row -> seconds.merge(row.getDouble(0), row.getDouble(1), Double::sum));
    return seconds;
  }

  /** What a block took, of the table of blocks: time of the task that carried it out. */
  public static Column taskSeconds() {
    return col("generation_seconds")
        .plus(col("selection_seconds"))
        .plus(col("localization_seconds"));
  }

  private static GenerationTable.Target outcome(
      TargetYield counts, Optional<Row> accepted, double seconds) {
    return new GenerationTable.Target(
        counts.target(),
        counts.draws(),
        counts.accepted(),
        counts.abstained(),
        counts.rejected(),
        number(accepted, "mae"),
        number(accepted, "uncertainty"),
        number(accepted, "distance"),
        seconds);
  }

  private static double number(Optional<Row> row, String column) {
    return row.map(found -> found.<Double>getAs(column)).orElse(Double.NaN);
  }
}
