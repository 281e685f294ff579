package org.matdesinne.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;

class TestConfigurationFile {
  private static final String TEXT =
      "a = 1\nb = ${a}\nc { d = 2, e = 3 }\nprofiles { fast { c.d = 20, a = 10 } }";

  private static ConfigurationFile parse() {
    return ConfigurationFile.parse(TEXT, "my.conf");
  }

  @Test
  void aReferenceSeesWhatWasLaidOverTheFile() {
    assertThat(parse().resolved().getInt("b")).isEqualTo(1);
    assertThat(parse().profile("fast").resolved().getInt("b")).isEqualTo(10);
    assertThat(parse().with("a=7").resolved().getInt("b")).isEqualTo(7);
  }

  @Test
  void overridesWinOverAProfileAndLeaveTheRest() {
    var resolved = parse().profile("fast").with("c.d=200").resolved();
    assertThat(resolved.getInt("c.d")).isEqualTo(200);
    assertThat(resolved.getInt("c.e")).isEqualTo(3);
    assertThat(resolved.hasPath("profiles")).isFalse();
  }

  @Test
  void aValueMayHoldAnEqualsSign() {
    assertThat(parse().with("a=\"x=y\"").resolved().getString("a")).isEqualTo("x=y");
  }

  @Test
  void whatIsNotHoconIsNamed() {
    assertThatThrownBy(() -> ConfigurationFile.parse("a = {", "my.conf"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("my.conf is not HOCON: ");
    assertThatThrownBy(() -> parse().with("a"))
        .isInstanceOf(InputException.class)
        .hasMessage("'a' is not of the form key=value");
    assertThatThrownBy(() -> parse().profile("slow"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("no profile 'slow'");
    assertThatThrownBy(() -> parse().with("a=${nothing}").resolved())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("cannot be resolved");
  }

  @Test
  void anIncludeIsFollowedOrRefused() {
    var included = ConfigurationFile.parse("include classpath(\"conf/mos2.conf\")", "my.conf");
    assertThat(included.resolved().getString("name")).isEqualTo("mos2");
    assertThatThrownBy(() -> ConfigurationFile.parse("include \"other.conf\"", "my.conf"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "my.conf includes \"other.conf\", which says not where that is; write include"
                + " classpath(\"conf/mos2.conf\") for the built-in configuration, or include"
                + " required(file(\"/FOLDER/other.conf\"))");
  }

  private static final String INCLUDE = "include classpath(\"conf/mos2.conf\")\n";

  private static ConfigurationFile including(String text) {
    return ConfigurationFile.parse(INCLUDE + text, "my.conf");
  }

  @Test
  void aProfileGoesOverWhatIsIncludedAndUnderWhatAPersonWrote() {
    var quick = including("generation.samples = 77").profile("quick");
    assertThat(quick.resolved().getInt("generation.samples")).isEqualTo(77);
    assertThat(quick.resolved().getInt("data.rows")).isEqualTo(4000);
    assertThat(quick.with("generation.samples=5").resolved().getInt("generation.samples"))
        .isEqualTo(5);
    assertThat(quick.with("generation.samples", 6).resolved().getInt("generation.samples"))
        .isEqualTo(6);
    assertThat(ConfigurationFile.builtIn().profile("quick").resolved().getInt("data.rows"))
        .isEqualTo(4000);
  }

  @Test
  void aProfileOfOnesOwnWinsOverTheBuiltInOneAndTheFile() {
    var quick =
        including("generation.samples = 77\nprofiles.quick.generation.samples = 3")
            .profile("quick");
    assertThat(quick.resolved().getInt("generation.samples")).isEqualTo(3);
    assertThat(quick.resolved().getInt("data.rows")).isEqualTo(4000);
  }

  @Test
  void whatRefersToOrAddsToAnIncludedValueDoesSoOnceUnderAProfile() {
    String text =
        "generation.targets = ${generation.targets} [1.5]\n"
            + "networks.mine = ${networks.dense} { members = 3 }";
    var resolved = including(text).profile("quick").resolved();
    assertThat(resolved.getDoubleList("generation.targets")).containsExactly(0.0, 0.5, 1.0, 1.5);
    assertThat(resolved.getDoubleList("generation.targets"))
        .isEqualTo(including(text).resolved().getDoubleList("generation.targets"));
    assertThat(resolved.getInt("networks.mine.members")).isEqualTo(3);
    assertThat(resolved.getInt("networks.mine.architecture.hidden")).isEqualTo(128);
  }

  @Test
  void aProfileGoesOverAnIncludeDeeperInTheFile(@TempDir Path folder) throws IOException {
    Path part = Files.writeString(folder.resolve("part.conf"), "d = 1\ne = 2");
    var file =
        ConfigurationFile.parse(
            "c { include required(file(\"" + part + "\")), e = 3 }\n" + INCLUDE, "my.conf");
    assertThat(file.profile("quick").resolved().getInt("c.d")).isEqualTo(1);
    assertThat(file.profile("quick").resolved().getInt("c.e")).isEqualTo(3);
    assertThat(file.profile("quick").resolved().getInt("generation.samples")).isEqualTo(1000);
  }

  private static final String TOUGHNESS = "property { name = toughness, unit = J }\n";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generation.window",
        "generation.localization.tolerance",
        "generation.localization.gauss-newton.uncertainty-penalty.weight",
        "generation.localization.gauss-newton.uncertainty-penalty.sure",
        "generation.abstention.uncertainty",
        "benchmark.held-out.window",
        "benchmark.target-window",
        "benchmark.floor-tolerance",
        "networks.dense.floor-margin",
      })
  void amountsOfTheIncludedPropertyAreNotThoseOfAnother(String path) {
    for (String profile : List.of("none", "quick", "paper")) {
      var ours = including("");
      var other = including(TOUGHNESS);
      var given = including(TOUGHNESS + path + " = 7");
      if (!profile.equals("none")) {
        ours = ours.profile(profile);
        other = other.profile(profile);
        given = given.profile(profile);
      }
      if (!(profile.equals("paper") && path.contains("abstention"))) {
        assertThat(ours.resolved().hasPath(path)).isTrue();
        assertThat(given.resolved().getInt(path)).isEqualTo(7);
      }
      assertThat(other.resolved().hasPath(path)).as(profile).isFalse();
      assertThat(other.with(path + "=8").resolved().getInt(path)).isEqualTo(8);
    }
  }

  @Test
  void anotherPropertyByAnOptionIsAnotherPropertyToo() {
    var other = ConfigurationFile.builtIn().with("property.unit=J");
    assertThat(other.resolved().hasPath("generation.window")).isFalse();
    assertThat(other.with("generation.window=9").resolved().getInt("generation.window"))
        .isEqualTo(9);
  }

  @Test
  void sharesOfASpreadBecomeAmountsOnceItIsKnown() {
    var settings = RunSettings.from(including(TOUGHNESS).resolved(), Optional.of(Amounts.of(30)));
    assertThat(settings.generation().window()).isEqualTo(Amounts.of(15));
    assertThat(settings.generation().abstention().uncertainty()).isEqualTo(Amounts.of(6));
    assertThat(settings.generation().localization().tolerance()).isEqualTo(Amounts.of(0.06));
    assertThat(settings.benchmark().comparison().window()).isEqualTo(Amounts.of(3));
    assertThat(settings.benchmark().accuracy().targetWindow()).isEqualTo(Amounts.of(6));
    assertThat(settings.benchmark().accuracy().floorTolerance()).isEqualTo(Amounts.of(0.6));
    settings.generation().requireKnownAmounts();
    var unknown = RunSettings.from(including(TOUGHNESS).resolved()).generation();
    assertThatThrownBy(unknown::requireKnownAmounts)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("amounts of an unknown spread: ");
  }

  @Test
  void theBuiltInAmountsAreWhatTheyWere() {
    var settings =
        RunSettings.from(ConfigurationFile.builtIn().resolved(), Optional.of(Amounts.of(30)));
    assertThat(settings.generation().toString())
        .contains("window=0.25", "tolerance=0.001", "weight=300.0", "uncertainty=0.05");
    assertThat(settings.benchmark().accuracy().targetWindow()).isEqualTo(Amounts.of(0.1));
    assertThat(settings.benchmark().accuracy().floorTolerance()).isEqualTo(Amounts.of(0.01));
    assertThat(settings.benchmark().comparison().window()).isEqualTo(Amounts.of(0.05));
  }
}
