package org.matdesinne.pipeline;

import java.util.Optional;
import org.matdesinne.localization.Localized;
import org.matdesinne.metrics.Novelty;
import org.matdesinne.selection.DownSelection;
import org.matdesinne.selection.Rejection;

/**
 * The last down-selection: localization may leave the range, miss the target or end on a known
 * material.
 *
 * @param selection whose ranges a candidate must keep
 * @param novelty compares with what is known; empty when nothing is
 * @param onlyNew whether a known material is dropped, where known ones can be told
 */
public record Acceptance(DownSelection selection, Optional<Novelty> novelty, boolean onlyNew) {

  /**
   * What the selection says of a candidate.
   *
   * @param novelty empty when it is not worth asking, or nothing is known
   * @param rejection empty when it is accepted
   */
  record Verdict(Optional<Novelty.Result> novelty, Optional<Rejection> rejection) {}

  Verdict judge(Localized end) {
    Optional<Rejection> missed =
        selection
            .rejects(end.point())
            .or(() -> end.converged() ? Optional.empty() : Optional.of(Rejection.NOT_CONVERGED));
    if (missed.isPresent()) {
      return new Verdict(Optional.empty(), missed);
    }
    Optional<Novelty.Result> found = novelty.map(comparison -> comparison.examine(end.point()));
    boolean known =
        found.filter(result -> !(result.novelAverage() && result.novelMaximum())).isPresent();
    return new Verdict(found, onlyNew && known ? Optional.of(Rejection.KNOWN) : Optional.empty());
  }
}
