package org.matdesinne.selection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Amounts;

class TestAbstention {
  private static final Abstention ABSTENTION = new Abstention(Amounts.of(0.05), 3);

  @Test
  void believesWhatIsSureAndNear() {
    assertThat(ABSTENTION.rejection(new double[] {0.05}, OptionalDouble.of(3))).isEmpty();
  }

  @Test
  void doesNotBelieveAnUncertainPrediction() {
    assertThat(ABSTENTION.rejection(new double[] {0.051}, OptionalDouble.of(0)))
        .contains(Rejection.UNCERTAIN);
  }

  @Test
  void doesNotBelieveAPredictionFarFromAllData() {
    assertThat(ABSTENTION.rejection(new double[] {0.01}, OptionalDouble.of(3.1)))
        .contains(Rejection.REMOTE);
  }

  @Test
  void believesWhereNothingIsStatedOrCompared() {
    assertThat(ABSTENTION.rejection(new double[] {Double.NaN}, OptionalDouble.empty())).isEmpty();
    assertThat(Abstention.never(1).rejection(new double[] {1e9}, OptionalDouble.of(1e9))).isEmpty();
  }

  @Test
  void onlyAbstentionsMayBeGoodAllTheSame() {
    assertThat(Rejection.values())
        .filteredOn(Rejection::abstains)
        .containsExactly(Rejection.UNCERTAIN, Rejection.REMOTE);
  }

  @Test
  void anUncertaintyOfAnyPropertyIsEnoughNotToBelieve() {
    Abstention ofTwo = new Abstention(Amounts.of(0.05, 2), 3);
    OptionalDouble near = OptionalDouble.of(1);
    assertThat(ofTwo.rejection(new double[] {0.05, 2}, near)).isEmpty();
    assertThat(ofTwo.rejection(new double[] {0.01, 2.1}, near)).contains(Rejection.UNCERTAIN);
    assertThat(ofTwo.rejection(new double[] {0.06, Double.NaN}, near))
        .contains(Rejection.UNCERTAIN);
  }
}
