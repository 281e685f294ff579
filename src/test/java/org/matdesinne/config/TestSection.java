package org.matdesinne.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigParseOptions;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
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
        bad("k = NaN", s -> s.number("k"), "'k' is \"NaN\" (my.conf: 1); it must be finite"),
        bad("k = [1, NaN]", s -> s.numbers("k"), "every number must be finite"),
        bad("k = [-Infinity]", s -> s.numbers("k"), "every number must be finite"),
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

  @Test
  void allThatIsWrongIsNamedAtOnceAndOnOneLine() {
    assertThatThrownBy(
            () ->
                read(
                    "k = red\nm { a = -1, c = 3 }\nn = [{ a = 1 }, { a = x }]\nodd = 1",
                    s ->
                        List.of(
                            s.number("k"),
                            s.section("m", t -> t.positive("a") + t.integer("b", 1)),
                            s.sections("n", t -> t.number("a")),
                            s.choice("colour", Colour.class))))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "7 things are wrong in the configuration:"
                + " (1) configuration key 'k' (my.conf: 1) must be a number;"
                + " (2) configuration key 'm.a' is -1 (my.conf: 2); it must be above 0;"
                + " (3) configuration key 'm.b' is missing; give a whole number;"
                + " (4) unknown configuration key 'm.c' (my.conf: 2); known here: a, b;"
                + " (5) configuration key 'n[1].a' (my.conf: 3) must be a number;"
                + " (6) configuration key 'colour' is missing; give a text;"
                + " (7) unknown configuration key 'odd' (my.conf: 4); known here: colour, k, m, n");
  }

  @Test
  void whatAReaderSaysOfValuesThatStandInIsNotPassedOn() {
    assertThatThrownBy(
            () ->
                read(
                    "k = red",
                    s -> {
                      double k = s.number("k");
                      throw new InputException("k is %s, which nobody wrote", k);
                    }))
        .hasMessage("configuration key 'k' (my.conf: 1) must be a number");
    assertThatThrownBy(
            () ->
                read(
                    "k = 1, l = -1",
                    s -> {
                      s.positive("l");
                      throw s.invalid("k", "it must be 2");
                    }))
        .hasMessageContaining("(1) configuration key 'l' is -1")
        .hasMessageEndingWith("(2) configuration key 'k' is 1 (my.conf: 1); it must be 2");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "k = 0.25     | 0.25",
        "k = \"0.25\"   | 0.25",
        "k = 5 %      | 2",
        "k = \"12.5%\"  | 5",
        "k = 3 J      | 3",
        "k = \"1e-1 J\" | 0.1",
        "k = unlimited| Infinity",
        "other = 1    | 4",
        "k = null     | 4",
      })
  void anAmountIsANumberAShareOrUnlimited(String hocon, double expected) {
    double amount =
        Section.read(
            ConfigFactory.parseString(hocon),
            List.of(new PropertyScale("toughness", Optional.of("J"), 40)),
            s -> {
              s.has("other");
              return s.positiveAmounts("k", 0.1).get(0);
            });
    assertThat(amount).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "k = 0        | 'k' is 0 (my.conf: 1); it must be above 0",
        "k = -1 %     | it must be above 0",
        "k = NaN      | it must be finite",
        "k = Infinity | it must be finite",
        "k = much     | must be a number in the property's unit, a share of its spread such as 5 %",
        "k = 3 eV     | the property's unit is J; give it in that, or as a share",
      })
  void whatIsNoAmountIsNamed(String hocon, String message) {
    ConfigParseOptions named = ConfigParseOptions.defaults().setOriginDescription("my.conf");
    assertThatThrownBy(
            () ->
                Section.read(
                    ConfigFactory.parseString(hocon, named),
                    List.of(new PropertyScale("toughness", Optional.of("J"), 40)),
                    s -> s.positiveAmounts("k", 0.1)))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aShareIsNoNumberBeforeThereAreRows() {
    assertThat((Object) read("k = 5 %", s -> s.amounts("k", 0.1).get(0))).isEqualTo(Double.NaN);
    assertThat((Object) read("", s -> s.amounts("k", 0.1).get(0))).isEqualTo(Double.NaN);
  }

  @Test
  void noneAtAllIsNoneOfEachProperty() {
    List<PropertyScale> two =
        List.of(
            new PropertyScale("y", Optional.of("K"), 1),
            new PropertyScale("z", Optional.empty(), 1));
    Amounts none =
        Section.read(
            ConfigFactory.parseString("k = 0"),
            two,
            section -> section.numbersByProperty("k", 1, (inner, key) -> inner.number(key, 0, 9)));
    assertThat(none).isEqualTo(Amounts.of(0, 0));
    assertThatThrownBy(
            () ->
                Section.read(
                    ConfigFactory.parseString("k = 2"),
                    two,
                    section ->
                        section.numbersByProperty("k", 1, (inner, key) -> inner.number(key, 0, 9))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "'k' is 2 (String: 1); there are several properties: give one number to each, { \"y\" ="
                + " ..., \"z\" = ... }");
  }

  @Test
  void textsStandUnderNamesOfTheUsers() {
    Map<String, String> texts =
        read("k { b = x, \"a.c\" = \"y z\" }", section -> section.texts("k"));
    assertThat(texts).isEqualTo(Map.of("a.c", "y z", "b", "x"));
    assertThatThrownBy(() -> read("k { b = [1] }", section -> section.texts("k")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("must be an object of texts");
  }
}
