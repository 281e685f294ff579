package org.matdesinne.spark.artifact;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.avg;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.percentile_approx;
import static org.apache.spark.sql.functions.sum;
import static org.apache.spark.sql.functions.when;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.report.GenerationTable;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.storage.TableSchema;

/** What the rows of a finished generation say of each target. */
public final class TargetOutcomes {
  /** The median's rank is right to one in as many rows. */
  private static final int ACCURACY = 10_000;

  private TargetOutcomes() {}

  /** The outcomes of the context's targets, in the order in which they are asked for. */
  public static List<GenerationTable.Target> of(JobContext context, Output generated) {
    // A row each target and reason: accepted candidates have none, and are the rows of null.
    Dataset<Row> outcomes =
        context
            .read(TableSchema.CANDIDATES, generated)
            .groupBy("target", "reason")
            .agg(
                count(lit(1)).as("draws"),
                count(when(CandidateColumns.hasStatus(CandidateStatus.ABSTAINED), 1))
                    .as("abstained"),
                avg(abs(col("predicted").minus(col("target")))).as("mae"),
                avg("uncertainty").as("uncertainty"),
                percentile_approx(col("nearest_training_distance"), lit(0.5), lit(ACCURACY))
                    .as("distance"));
    Dataset<Row> times =
        context
            .read(TableSchema.BLOCKS, generated)
            .groupBy("target")
            .agg(sum(taskSeconds()).as("seconds"));
    List<Row> rows = outcomes.join(times, "target").collectAsList();
    return context.settings().generation().targets().stream()
        .map(target -> outcome(target, rows))
        .toList();
  }

  /** What a block took, of the table of blocks: time of the task that carried it out. */
  public static Column taskSeconds() {
    return col("generation_seconds")
        .plus(col("selection_seconds"))
        .plus(col("localization_seconds"));
  }

  private static GenerationTable.Target outcome(double target, List<Row> rows) {
    long draws = 0;
    long accepted = 0;
    long abstained = 0;
    Map<String, Long> reasons = new HashMap<>();
    double mae = Double.NaN;
    double uncertainty = Double.NaN;
    double distance = Double.NaN;
    double seconds = Double.NaN;
    for (Row row : rows) {
      if (row.<Double>getAs("target") == target) {
        long count = row.getAs("draws");
        draws += count;
        abstained += row.<Long>getAs("abstained");
        seconds = row.getAs("seconds");
        String reason = row.getAs("reason");
        if (reason == null) {
          accepted = count;
          mae = number(row, "mae");
          uncertainty = number(row, "uncertainty");
          distance = number(row, "distance");
        } else {
          reasons.put(reason, count);
        }
      }
    }
    return new GenerationTable.Target(
        target, draws, accepted, abstained, reasons, mae, uncertainty, distance, seconds);
  }

  private static double number(Row row, String column) {
    Double value = row.getAs(column);
    return value == null ? Double.NaN : value;
  }
}
