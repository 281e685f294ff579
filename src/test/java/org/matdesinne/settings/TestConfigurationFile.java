package org.matdesinne.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
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
}
