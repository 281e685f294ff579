package org.matdesinne.pipeline;

import java.util.Optional;
import java.util.OptionalDouble;
import org.matdesinne.localization.Localized;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.selection.Abstention;
import org.matdesinne.selection.DownSelection;
import org.matdesinne.selection.GivenPoints;
import org.matdesinne.selection.Rejection;

/**
 * The last down-selection: localization may leave the range, miss the target or end on a known
 * material, or where the surrogate is not to be trusted.
 *
 * @param selection whose ranges a candidate must keep
 * @param novelty compares with what is known; empty when nothing is
 * @param onlyNew whether a known material is dropped, where known ones can be told
 * @param abstention which of the others are not believed
 * @param given points that candidates are to be near; empty where none are given
 */
public record Acceptance(
    DownSelection selection,
    Optional<Novelty> novelty,
    boolean onlyNew,
    Abstention abstention,
    Optional<GivenPoints> given) {

  /**
   * What the selection says of a candidate.
   *
   * @param novelty empty when it is not worth asking, or nothing is known
   * @param nearest given point; empty where none are given, or the candidate missed the target
   * @param rejection empty when it is accepted
   */
  record Verdict(
      Optional<Novelty.Result> novelty,
      Optional<GivenPoints.Nearest> nearest,
      Optional<Rejection> rejection) {}

  /** Judges one candidate. */
  Verdict judge(Localized end) {
    Optional<Rejection> missed =
        selection
            .rejection(end.point())
            .or(() -> end.converged() ? Optional.empty() : Optional.of(Rejection.NOT_CONVERGED));
    if (missed.isPresent()) {
      return new Verdict(Optional.empty(), Optional.empty(), missed);
    }
    Optional<GivenPoints.Nearest> nearest = given.map(points -> points.nearest(end.point()));
    if (nearest.filter(found -> !found.isNear()).isPresent()) {
      return new Verdict(Optional.empty(), nearest, Optional.of(Rejection.FAR));
    }
    Optional<Novelty.Result> found = novelty.map(comparison -> comparison.examine(end.point()));
    boolean known =
        found.filter(result -> !(result.novelAverage() && result.novelMaximum())).isPresent();
    if (onlyNew && known) {
      return new Verdict(found, nearest, Optional.of(Rejection.KNOWN));
    }
    OptionalDouble remoteness =
        found.stream()
            .mapToDouble(result -> result.nearestDistance() / novelty.orElseThrow().spacing())
            .findFirst();
    return new Verdict(found, nearest, abstention.rejection(end.uncertainty(), remoteness));
  }
}
