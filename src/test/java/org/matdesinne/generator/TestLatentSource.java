package org.matdesinne.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TestLatentSource {
  private final LatentSource source = new LatentSource(7);

  @Test
  void aCandidateHasTheSameLatentHoweverTheDrawsAreCut() {
    double[][] whole = source.draw(0.5, 0, 100, 7);
    double[][] part = source.draw(0.5, 40, 20, 7);
    assertThat(part).isDeepEqualTo(Arrays.copyOfRange(whole, 40, 60));
  }

  @Test
  void seedTargetAndIndexAllMatter() {
    double[] latent = source.draw(0.5, 3, 1, 7)[0];
    assertThat(new LatentSource(8).draw(0.5, 3, 1, 7)[0]).doesNotContain(latent);
    assertThat(source.draw(1.0, 3, 1, 7)[0]).doesNotContain(latent);
    assertThat(source.draw(0.5, 4, 1, 7)[0]).doesNotContain(latent);
  }

  @Test
  void latentsAreStandardNormal() {
    double[] values =
        Arrays.stream(source.draw(0, 0, 20_000, 7)).flatMapToDouble(Arrays::stream).toArray();
    double mean = Arrays.stream(values).average().orElseThrow();
    double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
    double tail = Arrays.stream(values).filter(v -> Math.abs(v) > 1.959964).count();
    assertThat(mean).isCloseTo(0, within(0.01));
    assertThat(variance).isCloseTo(1, within(0.02));
    assertThat(tail / values.length).isCloseTo(0.05, within(0.003));
  }
}
