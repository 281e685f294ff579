package org.matdesinne.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;

class TestAbstention {
  private static final Abstention ABSTENTION = new Abstention(0.05, 3);

  @Test
  void believesWhatIsSureAndNear() {
    assertThat(ABSTENTION.rejection(0.05, OptionalDouble.of(3))).isEmpty();
  }

  @Test
  void doesNotBelieveAnUncertainPrediction() {
    assertThat(ABSTENTION.rejection(0.051, OptionalDouble.of(0))).contains(Rejection.UNCERTAIN);
  }

  @Test
  void doesNotBelieveAPredictionFarFromAllData() {
    assertThat(ABSTENTION.rejection(0.01, OptionalDouble.of(3.1))).contains(Rejection.REMOTE);
  }

  @Test
  void believesWhereNothingIsStatedOrCompared() {
    assertThat(ABSTENTION.rejection(Double.NaN, OptionalDouble.empty())).isEmpty();
    assertThat(Abstention.NEVER.rejection(1e9, OptionalDouble.of(1e9))).isEmpty();
  }

  @Test
  void onlyAbstentionsMayBeGoodAllTheSame() {
    assertThat(Rejection.values())
        .filteredOn(Rejection::abstains)
        .containsExactly(Rejection.UNCERTAIN, Rejection.REMOTE);
  }
}
