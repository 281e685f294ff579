package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.List;
import java.util.OptionalDouble;
import java.util.stream.Stream;
import org.apache.commons.lang3.SerializationUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

class TestBenchmarkSettings {
  @Test
  void theDefaultConfigurationCarriesThePapersFigures() {
    Config conf = ConfigFactory.parseResources("conf/mos2.conf").getConfig("benchmark");
    BenchmarkSettings settings = Section.read(conf, BenchmarkSettings::from);
    assertThat(settings.noveltyTolerance()).isEqualTo(0.01);
    assertThat(settings.published("cinn", OptionalDouble.of(0.5), Stage.RAW, Metric.MAE))
        .hasValue(0.219);
    assertThat(settings.published("spline-cinn", OptionalDouble.of(0.5), Stage.RAW, Metric.MAE))
        .hasValue(0.219);
    assertThat(
            settings.published("cinn", OptionalDouble.of(1), Stage.LOCALIZED, Metric.NOVEL_MAXIMUM))
        .hasValue(0.85);
    assertThat(settings.published("multi-start", OptionalDouble.of(0.5), Stage.RAW, Metric.MAE))
        .isEmpty();
  }

  @ParameterizedTest(name = "{0}, {1}, {2} at {3}: {4}")
  @CsvSource({
    "MDN, RAW, MAE, 1, 0.840",
    "CVAE, RAW, MAE, 0.5, 0.461",
    "INN, RAW, MAE, 0, 0.038",
    "cINN, RAW, MAE, 1, 0.193",
    "MatDesINNe-INN, LOCALIZED, MAE, 1, 0.321",
    "MatDesINNe-cINN, LOCALIZED, MAE, 0, 0.020",
    "MatDesINNe-cINN, LOCALIZED, ORACLE_MAE, 0.5, 0.111",
    "CVAE, RAW, SECONDS_PER_ACCEPTED, 0.5, 0.00055",
    "MatDesINNe-INN, LOCALIZED, SECONDS_PER_ACCEPTED, 0, 0.0031",
  })
  void theDefaultConfigurationCarriesEverySystemOfThePaper(
      String system, Stage stage, Metric metric, double target, double value) {
    Config conf = ConfigFactory.parseResources("conf/mos2.conf").getConfig("benchmark");
    PublishedValues published = Section.read(conf, BenchmarkSettings::from).published();
    assertThat(published.work().title()).contains("Fung et al.");
    assertThat(published.figures())
        .filteredOn(
            figure ->
                figure.system().equals(system)
                    && figure.stage() == stage
                    && figure.metric() == metric
                    && figure.target() == target)
        .isNotEmpty()
        .allMatch(figure -> figure.value() == value);
  }

  @Test
  void figuresOfSeveralTargetsAreGivenTogether() {
    PublishedValues published =
        read("{ system = S, models = [a, b], stage = raw, metric = mae, targets = [1, 2], values = [3, 4] }")
            .published();
    assertThat(published.figures())
        .containsExactly(
            new PublishedValue("S", "a", 1, Stage.RAW, Metric.MAE, 3),
            new PublishedValue("S", "a", 2, Stage.RAW, Metric.MAE, 4),
            new PublishedValue("S", "b", 1, Stage.RAW, Metric.MAE, 3),
            new PublishedValue("S", "b", 2, Stage.RAW, Metric.MAE, 4));
  }

  @Test
  void rejectsTargetsWithoutAFigure() {
    assertThatThrownBy(
            () ->
                read("{ models = [a], stage = raw, metric = mae, targets = [1, 2], values = [3] }"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("'published[0].values' is [3]")
        .hasMessageEndingWith("give one for each of the 2 targets");
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
                        "novelty-tolerance = 0.01, oracle-sample = 0, held-out { window = 0.1, min-points = 4, bins = 4, max-points = 9, seed = 1 }, posterior-points = 1, posterior-draws = 9, target-window = 0.1, floor-tolerance = 0.01, published = []"),
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
            "novelty-tolerance = 0.01, oracle-sample = 10, held-out { window = 0.1, min-points = 4, bins = 4, max-points = 9, seed = 1 }, posterior-points = 1, posterior-draws = 9, target-window = 0.1, floor-tolerance = 0.01, published = ["
                + figures
                + "]"),
        BenchmarkSettings::from);
  }

  private static PublishedValues.Run run(String configuration, String property, String source) {
    List<DesignParameter> parameters =
        Stream.of("a", "b", "c", "alpha", "beta", "gamma", "field")
            .map(name -> new DesignParameter(name, "1", 0, 2, 1, DesignParameter.Role.LATTICE, 1))
            .toList();
    return new PublishedValues.Run(
        configuration,
        Properties.of(new Property(property, "eV", 0)),
        new DesignSpace(parameters),
        source,
        source.equals("files") ? ROWS : "other");
  }

  private static final String ROWS =
      "c8e4a1181c4ae297ac24fdb9bb75be240cdf703a60473112b8ccf0a779c6f03b";

  @ParameterizedTest(name = "{0}, {1}, {2}: {3}")
  @CsvSource({
    "mos2, band_gap, tight-binding, true",
    "mos2, band_gap, mos2-pbe-2021, true",
    "mos2, band_gap, files, true",
    "mos2, band_gap, sine.csv, false",
    "ws2, band_gap, tight-binding, false",
    "mos2, formation_energy, mos2-pbe-2021, false",
  })
  void publishedFiguresStandBesideWhatTheyBelongTo(
      String configuration, String property, String source, boolean there) {
    Config conf = ConfigFactory.parseResources("conf/mos2.conf").getConfig("benchmark");
    BenchmarkSettings settings =
        Section.read(conf, BenchmarkSettings::from).beside(run(configuration, property, source));
    assertThat(
            settings.published("cinn", OptionalDouble.of(0.5), Stage.RAW, Metric.MAE).isPresent())
        .isEqualTo(there);
  }

  @Test
  void publishedFiguresOfOnePropertyStandBesideNoRunOfSeveral() {
    PublishedValues.Run one = run("mos2", "band_gap", "tight-binding");
    PublishedValues.Run two =
        new PublishedValues.Run(
            one.configuration(),
            Properties.of(one.properties().first(), new Property("hardness", "GPa", null)),
            one.space(),
            one.source(),
            one.rows());
    Config conf = ConfigFactory.parseResources("conf/mos2.conf").getConfig("benchmark");
    BenchmarkSettings settings = Section.read(conf, BenchmarkSettings::from);
    assertThat(settings.beside(one).published().figures()).isNotEmpty();
    assertThat(settings.beside(two).published().figures()).isEmpty();
  }

  @Test
  void figuresWithoutAnOriginStandBesideAnyRun() {
    BenchmarkSettings settings =
        read(figure("raw", "mae")).beside(run("mine", "toughness", "mine.csv"));
    assertThat(settings.published("cinn", OptionalDouble.of(0.5), Stage.RAW, Metric.MAE))
        .hasValue(1);
  }

  @Test
  void settingsTravelToExecutors() {
    Config conf = ConfigFactory.parseResources("conf/mos2.conf").getConfig("benchmark");
    BenchmarkSettings settings = Section.read(conf, BenchmarkSettings::from);
    assertThat((Object) SerializationUtils.clone(settings)).isEqualTo(settings);
  }
}
