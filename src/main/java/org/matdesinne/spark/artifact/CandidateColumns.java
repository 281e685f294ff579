package org.matdesinne.spark.artifact;

import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.matdesinne.design.Properties;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.selection.Rejection;

/** Columns of rows of the table {@code candidates}. */
public final class CandidateColumns {
  private CandidateColumns() {}

  /** The label of a row's target, see {@link org.matdesinne.design.Target#label}. */
  public static Column wanted() {
    return coalesce(col("wanted"), col("target").cast("string")).as("wanted");
  }

  /**
   * How far a value of a property is from what was wanted; null where nothing was wanted of it.
   *
   * @param property its index
   * @param value in the property's unit
   */
  public static Column missed(Properties properties, int property, Column value) {
    return Missed.by(properties, property, value);
  }

  /** Whether a candidate has one of these statuses. */
  public static Column hasStatus(CandidateStatus... any) {
    return col("status").isin(Arrays.stream(any).map(CandidateStatus::label).toArray());
  }

  /** Whether a candidate was rejected for this reason, or abstained from. */
  public static Column hasReason(Rejection reason) {
    return col("reason").eqNullSafe(reason.reason());
  }
}
