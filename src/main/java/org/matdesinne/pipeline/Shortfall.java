package org.matdesinne.pipeline;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.matdesinne.design.Properties;
import org.matdesinne.localization.AdamDescent;
import org.matdesinne.selection.Rejection;

/**
 * A target that got fewer candidates than were asked for, and why: what became of all that were
 * drawn, each reason with its count and the settings that decide it.
 *
 * @param settings of the generation
 * @param properties that were asked for
 * @param target as tables spell it
 * @param draws candidates drawn for it
 * @param accepted those that passed every selection
 * @param reasons how many of the others were dropped for each reason
 */
public record Shortfall(
    GenerationSettings settings,
    Properties properties,
    String target,
    long draws,
    long accepted,
    Map<Rejection, Long> reasons) {

  /** One line that says all of it. */
  public String message() {
    String start =
        accepted == 0
            ? String.format(
                Locale.ROOT,
                "target %s is given up: none of %,d draws was accepted",
                properties.amount(target),
                draws)
            : String.format(
                Locale.ROOT,
                "target %s: only %,d of %,d candidates after %,d draws (generation.max-draws ="
                    + " %,d, yield %.2g)",
                properties.amount(target),
                accepted,
                settings.samples(),
                draws,
                settings.maxDraws(),
                (double) accepted / draws);
    return start
        + "; "
        + String.join(", ", causes())
        + "; change what decides the most of them, or choose another target, generator or"
        + " surrogate";
  }

  /** Most frequent first. */
  private List<String> causes() {
    List<Map.Entry<Rejection, Long>> sorted = new ArrayList<>(reasons.entrySet());
    sorted.sort(
        Map.Entry.<Rejection, Long>comparingByValue(Comparator.reverseOrder())
            .thenComparing(Map.Entry.comparingByKey()));
    return sorted.stream()
        .map(
            each ->
                String.format(
                    Locale.ROOT,
                    "%,d %s (%s)",
                    each.getValue(),
                    each.getKey().reason(),
                    decidedBy(each.getKey())))
        .toList();
  }

  private String decidedBy(Rejection rejection) {
    return switch (rejection) {
      case NOT_FINITE -> "the networks: they gave no number; train them again";
      case OUT_OF_RANGE ->
          settings.limits().isEmpty()
              ? "the ranges of the training set; there are no generation.limits"
              : "generation.limits within the ranges of the training set";
      case OFF_TARGET -> "generation.window = " + properties.amounts(settings.window());
      case NOT_CONVERGED ->
          "generation.localization.tolerance = "
              + properties.amounts(settings.localization().tolerance())
              + ", generation.localization."
              + method()
              + ".steps = "
              + settings.localization().optimizer().steps();
      case FAR -> "--within = " + settings.within() + " of each parameter's range";
      case KNOWN -> "generation.only-new = true, benchmark.novelty-tolerance";
      case UNCERTAIN ->
          "generation.abstention.uncertainty = "
              + properties.amounts(settings.abstention().uncertainty());
      case REMOTE -> "generation.abstention.distance = " + settings.abstention().distance();
    };
  }

  private String method() {
    return settings.localization().optimizer() instanceof AdamDescent ? "adam" : "gauss-newton";
  }
}
