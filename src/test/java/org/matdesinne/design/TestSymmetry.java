package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

class TestSymmetry {
  private static final List<String> NAMES = List.of("a", "b", "alpha");

  private static Symmetry read(String hocon) {
    return Section.read(ConfigFactory.parseString(hocon), section -> Symmetry.from(section, NAMES));
  }

  @Test
  void mapsWhatIsNamedAndKeepsTheRest() {
    Symmetry exchange = read("a { from = b }, b { from = a }");
    assertThat(exchange.apply(new double[] {3, 4, 85})).containsExactly(4, 3, 85);
    Symmetry mirror = read("alpha { from = alpha, sign = -1, offset = 180 }");
    assertThat(mirror.apply(new double[] {3, 4, 85})).containsExactly(3, 4, 95);
    assertThat(mirror.apply(mirror.apply(new double[] {3, 4, 85}))).containsExactly(3, 4, 85);
  }

  @Test
  void rejectsAMapThatIsNotItsOwnInverse() {
    assertThatThrownBy(() -> read("a { from = b }"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "a symmetry of the design space is not its own inverse: parameter 0 becomes");
    assertThatThrownBy(() -> read("alpha { from = alpha, offset = 1 }"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("parameter 2 becomes");
  }

  @Test
  void rejectsUnknownNamesAndSigns() {
    assertThatThrownBy(() -> read("a { from = c }"))
        .hasMessage("configuration key 'a.from' is \"c\" (String: 1); there are: a, b, alpha");
    assertThatThrownBy(() -> read("a { from = a, sign = 2 }"))
        .hasMessage("configuration key 'a.sign' is 2 (String: 1); allowed: 1, -1");
    assertThatThrownBy(() -> read("d { from = a }"))
        .hasMessageStartingWith("unknown configuration key 'd' (String: 1); known here:");
  }
}
