package org.matdesinne.pipeline;

import java.util.Optional;
import org.matdesinne.localization.Localized;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.selection.Rejection;

/**
 * One drawn candidate and what became of it.
 *
 * @param id its index among the draws of its target
 * @param raw (parameters) as generated
 * @param rawPrediction the surrogate's value of {@code raw}
 * @param localized empty when it was dropped before localization
 * @param novelty of the final point; empty when it is off target or out of range, or when nothing
 *     was compared
 * @param rejection empty when it is accepted
 */
public record Candidate(
    long id,
    double[] raw,
    double rawPrediction,
    Optional<Localized> localized,
    Optional<Novelty.Result> novelty,
    Optional<Rejection> rejection) {

  /** The surrogate's uncertainty at the final point; NaN where there is none or it states none. */
  public double uncertainty() {
    return localized.map(Localized::uncertainty).orElse(Double.NaN);
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
