package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

class TestBenchmarkSettings {
  @Test
  void theDefaultConfigurationCarriesThePapersFigures() {
    Config conf = ConfigFactory.parseResources("conf/mos2.conf").getConfig("benchmark");
    BenchmarkSettings settings = Section.read(conf, BenchmarkSettings::from);
    assertThat(settings.noveltyTolerance()).isEqualTo(0.01);
    assertThat(settings.published("cinn", 0.5, Stage.RAW, Metric.MAE)).hasValue(0.219);
    assertThat(settings.published("spline-cinn", 0.5, Stage.RAW, Metric.MAE)).hasValue(0.219);
    assertThat(settings.published("cinn", 1, Stage.LOCALIZED, Metric.NOVEL_MAXIMUM)).hasValue(0.85);
    assertThat(settings.published("cinn", 0, Stage.LOCALIZED, Metric.NOVEL_MAXIMUM)).isEmpty();
    assertThat(settings.published("inn", 0.5, Stage.RAW, Metric.MAE)).isEmpty();
  }

  @Test
  void rejectsAnUnknownStage() {
    assertThatThrownBy(() -> read(figure("polished", "mae")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'published[0].stage' is \"polished\"")
        .hasMessageEndingWith("allowed: raw, raw-in-range, localized, posterior");
  }

  @Test
  void rejectsAFigureThatIsGivenTwice() {
    assertThatThrownBy(
            () -> read(figure("raw-in-range", "mae") + "," + figure("raw-in-range", "mae")))
        .isInstanceOf(InputException.class)
        .hasMessage("benchmark.published gives mae of cinn at 0.5, raw in range, twice; keep one");
  }

  @Test
  void rejectsAnOracleSampleOfNothing() {
    assertThatThrownBy(
            () ->
                Section.read(
                    ConfigFactory.parseString(
                        "novelty-tolerance = 0.01, oracle-sample = 0, held-out { window = 0.1, least = 4, bins = 4, points = 9, seed = 1 }, posterior-points = 1, posterior-draws = 9, target-window = 0.1, floor-tolerance = 0.01, published = []"),
                    BenchmarkSettings::from))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'oracle-sample' is 0")
        .hasMessageEndingWith("allowed: 1 or more");
  }

  private static String figure(String stage, String metric) {
    return "{ models = [cinn], target = 0.5, value = 1, stage = "
        + stage
        + ", metric = "
        + metric
        + " }";
  }

  private static BenchmarkSettings read(String figures) {
    return Section.read(
        ConfigFactory.parseString(
            "novelty-tolerance = 0.01, oracle-sample = 10, held-out { window = 0.1, least = 4, bins = 4, points = 9, seed = 1 }, posterior-points = 1, posterior-draws = 9, target-window = 0.1, floor-tolerance = 0.01, published = ["
                + figures
                + "]"),
        BenchmarkSettings::from);
  }
}
