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
 * @param novelty compares with what is known
 * @param onlyNew whether a known material is dropped
 */
public record Acceptance(DownSelection selection, Novelty novelty, boolean onlyNew) {

  /**
   * What the selection says of a candidate.
   *
   * @param novelty empty when it is not worth asking
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
    Novelty.Result found = novelty.examine(end.point());
    boolean isNew = found.novelAverage() && found.novelMaximum();
    boolean dropped = onlyNew && !isNew;
    return new Verdict(
        Optional.of(found), dropped ? Optional.of(Rejection.KNOWN) : Optional.empty());
  }
}
