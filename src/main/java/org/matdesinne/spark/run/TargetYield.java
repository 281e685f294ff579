package org.matdesinne.spark.run;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.matdesinne.pipeline.Shortfall;
import org.matdesinne.selection.Rejection;
import org.matdesinne.settings.RunSettings;

/**
 * What a generation gave for one target.
 *
 * @param target in the property's unit
 * @param wanted accepted candidates that were asked for
 * @param draws candidates written, one a draw
 * @param accepted those that passed every selection
 * @param givenUp whether nothing was accepted and nothing more drawn
 * @param rejected how many of the others were dropped for each reason, as tables spell it
 */
public record TargetYield(
    double target,
    long wanted,
    long draws,
    long accepted,
    boolean givenUp,
    Map<String, Long> rejected) {

  /** Keeps a copy, in the order of the names. */
  public TargetYield {
    rejected = new TreeMap<>(rejected);
  }

  /**
   * What was written of a target.
   *
   * @param wanted accepted candidates that were asked for
   * @param rejected how many of the others were dropped for each reason
   */
  public static TargetYield of(
      double target, long wanted, long accepted, Map<String, Long> rejected) {
    long others = rejected.values().stream().mapToLong(Long::longValue).sum();
    return new TargetYield(target, wanted, accepted + others, accepted, accepted == 0, rejected);
  }

  /** Whether fewer were accepted than asked for. */
  public boolean fellShort() {
    return accepted < wanted;
  }

  /** How many met the target, but were too uncertain or too far from all that was known. */
  public long abstained() {
    return reasons().entrySet().stream()
        .filter(each -> each.getKey().abstains())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What there is to say of a target that got too few. */
  public Shortfall shortfall(RunSettings settings) {
    return new Shortfall(
        settings.generation(), settings.property(), target, draws, accepted, reasons());
  }

  private Map<Rejection, Long> reasons() {
    Map<Rejection, Long> reasons = new EnumMap<>(Rejection.class);
    for (Rejection rejection : Rejection.values()) {
      Long count = rejected.get(rejection.reason());
      if (count != null) {
        reasons.put(rejection, count);
      }
    }
    return reasons;
  }

  /**
   * What all targets got, on one line.
   *
   * @param unit of the property
   */
  public static String summary(List<TargetYield> yields, String unit) {
    return yields.stream()
        .map(
            each ->
                String.format(
                    Locale.ROOT,
                    "%,d of %,d accepted for %s %s%s",
                    each.accepted,
                    each.wanted,
                    each.target,
                    unit,
                    each.givenUp ? " (given up)" : ""))
        .collect(Collectors.joining(", "));
  }
}
