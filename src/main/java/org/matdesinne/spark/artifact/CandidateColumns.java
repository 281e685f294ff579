package org.matdesinne.spark.artifact;

import static org.apache.spark.sql.functions.col;

import java.util.Arrays;
import org.apache.spark.sql.Column;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.selection.Rejection;

/** Conditions on rows of the table {@code candidates}. */
public final class CandidateColumns {
  private CandidateColumns() {}

  /** Whether a candidate has one of these statuses. */
  public static Column hasStatus(CandidateStatus... any) {
    return col("status").isin(Arrays.stream(any).map(CandidateStatus::label).toArray());
  }

  /** Whether a candidate was rejected for this reason, or abstained from. */
  public static Column hasReason(Rejection reason) {
    return col("reason").eqNullSafe(reason.reason());
  }
}
