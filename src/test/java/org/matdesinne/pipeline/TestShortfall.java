package org.matdesinne.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Limit;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Target;
import org.matdesinne.localization.GaussNewton;
import org.matdesinne.localization.LocalizationSettings;
import org.matdesinne.selection.Abstention;
import org.matdesinne.selection.Rejection;

class TestShortfall {
  private static final Property TOUGHNESS = new Property("toughness", "J", 0);

  private static GenerationSettings settings(List<Limit> limits) {
    return new GenerationSettings(
        "cinn",
        "dense",
        List.of(Target.of(30)),
        100,
        100_000,
        1024,
        Amounts.of(5),
        new LocalizationSettings(
            Amounts.of(0.1), new GaussNewton(40, 0.3, GaussNewton.UncertaintyPenalty.none(1))),
        true,
        new Abstention(Amounts.of(2), 3),
        limits,
        0.1);
  }

  private static String message(List<Limit> limits, long accepted, Map<Rejection, Long> reasons) {
    return new Shortfall(
            settings(limits), Properties.of(TOUGHNESS), "30.0", 20_000, accepted, reasons)
        .message();
  }

  @Test
  void nothingAcceptedSaysEveryReasonWithItsCountAndWhatDecidesIt() {
    Map<Rejection, Long> reasons = new EnumMap<>(Rejection.class);
    reasons.put(Rejection.OUT_OF_RANGE, 1000L);
    reasons.put(Rejection.KNOWN, 7274L);
    reasons.put(Rejection.UNCERTAIN, 11_726L);
    assertThat(message(List.of(), 0, reasons))
        .isEqualTo(
            "target 30.0 J is given up: none of 20,000 draws was accepted; 11,726 uncertain"
                + " (generation.abstention.uncertainty = 2.0 J), 7,274 known (generation.only-new ="
                + " true, benchmark.novelty-tolerance), 1,000 out_of_range (the ranges of the"
                + " training set; there are no generation.limits); change what decides the most of"
                + " them, or choose another target, generator or surrogate");
  }

  @Test
  void tooFewSaysAlsoHowManyDrawsThereWere() {
    assertThat(message(List.of(), 12, Map.of(Rejection.NOT_CONVERGED, 19_988L)))
        .startsWith(
            "target 30.0 J: only 12 of 100 candidates after 20,000 draws (generation.max-draws ="
                + " 100,000, yield 0.00060); 19,988 not_converged"
                + " (generation.localization.tolerance = 0.1 J,"
                + " generation.localization.gauss-newton.steps = 40); ");
  }

  @ParameterizedTest
  @EnumSource(Rejection.class)
  void everyReasonNamesWhatDecidesIt(Rejection reason) {
    Limit limit = new Limit.Between("field", 0, 0);
    String decides =
        switch (reason) {
          case NOT_FINITE -> "the networks: they gave no number; train them again";
          case OUT_OF_RANGE -> "generation.limits within the ranges of the training set";
          case OFF_TARGET -> "generation.window = 5.0 J";
          case NOT_CONVERGED -> "generation.localization.tolerance = 0.1 J";
          case FAR -> "--within = 0.1";
          case KNOWN -> "generation.only-new = true";
          case UNCERTAIN -> "generation.abstention.uncertainty = 2.0 J";
          case REMOTE -> "generation.abstention.distance = 3.0";
        };
    assertThat(message(List.of(limit), 0, Map.of(reason, 20_000L)))
        .contains("20,000 " + reason.reason() + " (" + decides);
  }
}
