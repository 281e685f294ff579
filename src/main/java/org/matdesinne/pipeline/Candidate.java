package org.matdesinne.pipeline;

import java.util.Arrays;
import java.util.Optional;
import org.matdesinne.localization.Localized;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.selection.GivenPoints;
import org.matdesinne.selection.Rejection;

/**
 * One drawn candidate and what became of it.
 *
 * @param id its index among the draws of its target
 * @param raw (parameters) as generated
 * @param rawPrediction (properties), the surrogate's values of {@code raw}
 * @param localized empty when it was dropped before localization
 * @param novelty of the final point; empty when it is off target or out of range, or when nothing
 *     was compared
 * @param nearest of the given points; empty where none are given, or it missed the target
 * @param rejection empty when it is accepted
 */
public record Candidate(
    long id,
    double[] raw,
    double[] rawPrediction,
    Optional<Localized> localized,
    Optional<Novelty.Result> novelty,
    Optional<GivenPoints.Nearest> nearest,
    Optional<Rejection> rejection) {

  /**
   * The surrogate's uncertainty of each property at the final point: (properties), NaN where there
   * is none or it states none.
   */
  public double[] uncertainty() {
    return localized
        .map(Localized::uncertainty)
        .orElseGet(() -> Arrays.stream(rawPrediction).map(any -> Double.NaN).toArray());
  }

  /** What became of it. */
  public CandidateStatus status() {
    return rejection
        .map(reason -> reason.abstains() ? CandidateStatus.ABSTAINED : CandidateStatus.REJECTED)
        .orElse(CandidateStatus.ACCEPTED);
  }

  /** Whether it passed every selection. */
  public boolean accepted() {
    return status() == CandidateStatus.ACCEPTED;
  }
}
