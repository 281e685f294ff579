package org.matdesinne.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class TestSection {
  private enum Colour {
    RED,
    DARK_BLUE
  }

  private static <T> T read(String hocon, Function<Section, T> reader) {
    ConfigParseOptions named = ConfigParseOptions.defaults().setOriginDescription("my.conf");
    return Section.read(ConfigFactory.parseString(hocon, named), reader);
  }

  @Test
  void valuesOfEveryType() {
    assertThat((Object) read("k = text", s -> s.string("k"))).isEqualTo("text");
    assertThat((Object) read("k = 1.5", s -> s.number("k"))).isEqualTo(1.5);
    assertThat((Object) read("k = 1e-3", s -> s.positive("k"))).isEqualTo(1e-3);
    assertThat((Object) read("k = 1", s -> s.number("k", 0, 1))).isEqualTo(1.0);
    assertThat((Object) read("k = 3", s -> s.integer("k", 3))).isEqualTo(3);
    assertThat((Object) read("k = 5000000000", s -> s.integer("k"))).isEqualTo(5_000_000_000L);
    assertThat((Object) read("k = [a, b]", s -> s.strings("k"))).isEqualTo(List.of("a", "b"));
    assertThat((Object) read("k = [1, 0.5]", s -> s.numbers("k"))).isEqualTo(List.of(1.0, 0.5));
    assertThat((Object) read("k = dark-blue", s -> s.choice("k", Colour.class)))
        .isEqualTo(Colour.DARK_BLUE);
    assertThat((Object) read("k { a = 1 }", s -> s.section("k", t -> t.number("a"))))
        .isEqualTo(1.0);
    assertThat(
            (Object) read("k = [{ a = 1 }, { a = 2 }]", s -> s.sections("k", t -> t.number("a"))))
        .isEqualTo(List.of(1.0, 2.0));
  }

  @Test
  void namedObjectsComeInOrderOfTheirNames() {
    Map<String, Double> found =
        read("k { b { a = 1 }, c { a = 2 }, a { a = 3 } }", s -> s.named("k", t -> t.number("a")));
    assertThat(found.keySet()).containsExactly("a", "b", "c");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        bad("", s -> s.number("k"), "'k' is missing; give a number"),
        bad("k = red", s -> s.number("k"), "'k' (my.conf: 1) must be a number"),
        bad("k = -1", s -> s.positive("k"), "'k' is -1 (my.conf: 1); it must be above 0"),
        bad("k = 2", s -> s.number("k", 0, 1), "'k' is 2 (my.conf: 1); allowed: 0.0 to 1.0"),
        bad("k = 2", s -> s.integer("k", 3), "'k' is 2 (my.conf: 1); allowed: 3 or more"),
        bad("k = 2.5", s -> s.integer("k", 3), "allowed: 3 or more"),
        bad("k = blue", s -> s.choice("k", Colour.class), "allowed: red, dark-blue"),
        bad("k = RED", s -> s.choice("k", Colour.class), "allowed: red, dark-blue"),
        bad("k = 1\nkay = 2", s -> s.number("k"), "unknown configuration key 'kay' (my.conf: 2)"),
        bad(
            "k { a = 1, b = 2 }",
            s -> s.section("k", t -> t.number("a")),
            "unknown configuration key 'k.b' (my.conf: 1); known here: a"),
        bad(
            "k = [{ a = 1 }, { b = 2 }]",
            s -> s.sections("k", t -> t.number("a")),
            "'k[1].a' is missing"),
        bad("k { z { b = 2 } }", s -> s.named("k", t -> t.number("a")), "'k.z.a' is missing"));
  }

  private static Arguments bad(String hocon, Function<Section, ?> reader, String message) {
    return Arguments.of(hocon, reader, message);
  }

  @ParameterizedTest(name = "{0}: {2}")
  @MethodSource
  void wrong(String hocon, Function<Section, Object> reader, String message) {
    assertThatThrownBy(() -> read(hocon, reader))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
