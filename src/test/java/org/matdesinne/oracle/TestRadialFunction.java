package org.matdesinne.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.matdesinne.oracle.RadialFunction.Cutoff;

class TestRadialFunction {
  private final RadialFunction function = new RadialFunction(-2, 3, new Cutoff(2.4, 4.2, 0.25));

  @Test
  void hasItsStrengthAtTheReferenceLengthButForTheCutoff() {
    assertThat(function.at(2.4)).isCloseTo(-2 / (1 + Math.exp(-1.8 / 0.25)), within(1e-14));
  }

  @Test
  void isHalvedAtTheCutoff() {
    assertThat(function.at(4.2)).isCloseTo(-2 * Math.exp(-3 * 0.75) / 2, within(1e-14));
  }
}
