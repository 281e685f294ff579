package org.matdesinne.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;

class TestRenamedKeys {
  private static final String NOISE = "networks.cinn.training.sheet-noise";
  private static final String NOISE_NOW = "networks.cinn.training.input-noise-at-reference";

  private static ConfigurationFile including(String text) {
    return ConfigurationFile.parse("include classpath(\"conf/mos2.conf\")\n" + text, "my.conf");
  }

  private static List<String> notices(String text) {
    List<String> notices = new ArrayList<>();
    Config config =
        ConfigFactory.parseString(
            text, ConfigParseOptions.defaults().setOriginDescription("my.conf"));
    RenamedKeys.inPresentNames(config.resolve(), notices::add);
    return notices;
  }

  @ParameterizedTest
  @CsvSource({
    "networks.dense.training.sheet-noise, networks.dense.training.input-noise-at-reference, 0.25",
    "networks.cinn.teacher.spread, networks.cinn.teacher.noise, 0.25",
    "networks.cinn.teacher.sheet-spread, networks.cinn.teacher.noise-at-reference, 0.25",
    "generation.localization.gauss-newton.caution.weight,"
        + " generation.localization.gauss-newton.uncertainty-penalty.weight, 0.25",
    "search.least-in-range, search.min-in-range, 0.25",
    "search.least-unique, search.min-unique, 0.25",
    "search.most-discrepancy, search.max-discrepancy, 0.25",
    "benchmark.held-out.least, benchmark.held-out.min-points, 25",
    "benchmark.held-out.points, benchmark.held-out.max-points, 25",
  })
  void aFormerNameGoesOnWorkingInAFileAndOnTheCommandLine(
      String former, String present, double value) {
    for (ConfigurationFile file :
        List.of(
            including(former + " = " + value),
            ConfigurationFile.builtIn().with(former + "=" + value),
            ConfigurationFile.builtIn().with(former, value))) {
      Config resolved = file.resolved();
      assertThat(resolved.getDouble(present)).isEqualTo(value);
      assertThat(resolved.hasPath(former)).isFalse();
      assertThat(RunSettings.from(resolved)).isNotNull();
    }
  }

  @Test
  void theBuiltInConfigurationUsesNoFormerName() {
    List<String> notices = new ArrayList<>();
    RenamedKeys.inPresentNames(
        ConfigFactory.parseResources("conf/mos2.conf").resolve(), notices::add);
    assertThat(notices).isEmpty();
  }

  @Test
  void whatANetworkIsMadeFromMayHaveTheFormerName() {
    var resolved =
        including(
                """
                networks.mine = ${networks.cinn} { training { sheet-noise = 0.1 } }
                networks.other = ${networks.mine}
                """)
            .resolved();
    for (String name : List.of("mine", "other")) {
      assertThat(resolved.getDouble("networks." + name + ".training.input-noise-at-reference"))
          .isEqualTo(0.1);
    }
    assertThat(resolved.getDouble(NOISE_NOW)).isZero();
  }

  @Test
  void partsOfAnObjectTakeThePlaceOfParts() {
    String penalty = "generation.localization.gauss-newton.uncertainty-penalty";
    var resolved =
        including("generation.localization.gauss-newton { caution { steps = 5 } }").resolved();
    assertThat(resolved.getInt(penalty + ".steps")).isEqualTo(5);
    assertThat(resolved.getInt(penalty + ".weight")).isEqualTo(300);
  }

  @Test
  void aGeneratorsOwnSettingsAndGridsMayHaveFormerNames() {
    var resolved =
        including(
                """
                generation.generator = cinn
                generation.by-generator.cinn.localization.gauss-newton.caution.steps = 9
                search.grids.cinn { "teacher.sheet-spread" = [1, 2] }
                """)
            .resolved();
    assertThat(resolved.getInt("generation.localization.gauss-newton.uncertainty-penalty.steps"))
        .isEqualTo(9);
    assertThat(RunSettings.from(resolved).search().grid("cinn").values())
        .containsEntry("teacher.noise-at-reference", List.of("1", "2"));
  }

  @Test
  void theCommandLineGoesOverTheFileWhicheverNameEitherUses() {
    assertThat(including(NOISE + " = 0.1").with(NOISE_NOW + "=0.2").resolved().getDouble(NOISE_NOW))
        .isEqualTo(0.2);
    assertThat(including(NOISE_NOW + " = 0.1").with(NOISE + "=0.2").resolved().getDouble(NOISE_NOW))
        .isEqualTo(0.2);
  }

  @Test
  void bothNamesInOneFileOrOnOneCommandLineAreAnError() {
    assertThatThrownBy(() -> including(NOISE + " = 0.1\n" + NOISE_NOW + " = 0.2").resolved())
        .isInstanceOf(InputException.class)
        .hasMessage(
            "configuration key '%s' (my.conf: 2) is called '%s' now, which is given, too"
                + " (my.conf: 3); leave the former out",
            NOISE, NOISE_NOW);
    ConfigurationFile both =
        ConfigurationFile.builtIn().with(NOISE_NOW + "=0.2").with(NOISE + "=0.1");
    assertThatThrownBy(both::resolved)
        .isInstanceOf(InputException.class)
        .hasMessage(
            "configuration key '%1$s' (--set %1$s=0.1) is called '%2$s' now, which is given, too"
                + " (--set %2$s=0.2); leave the former out",
            NOISE, NOISE_NOW);
  }

  @Test
  void aNoticeSaysWhereAndWhatTheKeyIsCalledNow() {
    assertThat(notices("search {\n  least-unique = 0\n  least-in-range = 0.5\n}"))
        .containsExactly(
            "my.conf: 3: configuration key 'least-in-range' is called 'min-in-range' now",
            "my.conf: 2: configuration key 'least-unique' is called 'min-unique' now");
    assertThat(notices("search.draws = 5")).isEmpty();
  }

  @Test
  void aPlaceThatIsReferredToIsNamedOnce() {
    assertThat(
            notices(
                """
                networks.cinn.training { sheet-noise = 0.1 }
                networks.mdn.training = ${networks.cinn.training} { epochs = 5 }
                """))
        .containsExactly(
            "my.conf: 1: configuration key 'sheet-noise' is called 'input-noise-at-reference' now");
  }

  @Test
  void anAmountOfAnotherPropertyIsLeftOutUnderItsFormerNameToo(@TempDir Path folder)
      throws IOException {
    String weight = "generation.localization.gauss-newton.uncertainty-penalty.weight";
    String former = "generation.localization.gauss-newton.caution.weight";
    Path part =
        Files.writeString(
            folder.resolve("part.conf"), "property { name = gap, unit = eV }\n" + former + " = 5");
    String text = "include required(file(\"" + part + "\"))\n";
    assertThat(ConfigurationFile.parse(text, "my.conf").resolved().getInt(weight)).isEqualTo(5);
    text += "property { name = toughness, unit = J }\n";
    assertThat(ConfigurationFile.parse(text, "my.conf").resolved().hasPath(weight)).isFalse();
    text += former + " = 7\n";
    assertThat(ConfigurationFile.parse(text, "my.conf").resolved().getInt(weight)).isEqualTo(7);
  }
}
