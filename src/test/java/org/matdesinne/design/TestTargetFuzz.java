package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;

/** Random targets, right ones and ones with slips of the pen. */
class TestTargetFuzz {
  private static final int TEXTS = 10_000;
  private static final List<String> WORDS =
      List.of(
          "gap",
          "band gap",
          "y",
          "y1",
          "2theta",
          "a,b",
          "x, y",
          "it's",
          "\"so\"",
          "`q`",
          "ε",
          "y y",
          "1",
          "-5",
          "e",
          "E5",
          "..",
          "gap eV",
          " padded ",
          "≤",
          "+-",
          "T (K)",
          "Δ, max");
  private static final List<String> UNITS =
      List.of("", "eV", "1", "%", "e", "E", "m/s", "g, dry", "..", "V/angstrom", " K ", "'", "5");
  private static final String SLIPS = "=<>≤≥+-±.,eE0123456789 \t\"'`yag\u00a0\n%N";

  private final Random random = new Random(20_231_128);

  private <T> T any(List<T> some) {
    return some.get(random.nextInt(some.size()));
  }

  private Properties properties() {
    Set<String> names = new LinkedHashSet<>();
    int count = 1 + random.nextInt(3);
    while (names.size() < count) {
      names.add(random.nextInt(4) == 0 ? any(WORDS) + any(WORDS) : any(WORDS));
    }
    return new Properties(
        names.stream().map(name -> new Property(name, any(UNITS), null)).toList());
  }

  /** What is wanted and a text that says so. */
  private record Wanted(List<Goal> goals, String text) {}

  private Wanted wanted(Properties properties) {
    List<Goal> goals = new ArrayList<>(Collections.nCopies(properties.count(), Goal.FREE));
    List<Integer> order = new ArrayList<>();
    for (int k = 0; k < properties.count(); k++) {
      order.add(k);
    }
    Collections.shuffle(order, random);
    List<String> texts = new ArrayList<>();
    for (int k : order.subList(0, 1 + random.nextInt(order.size()))) {
      String name = properties.get(k).name();
      String quote = any(List.of("", "", "\"", "'", "`"));
      StringBuilder text = new StringBuilder(blanks() + quote + name + quote + blanks());
      goals.set(k, goal(text));
      String unit = properties.get(k).unit();
      texts.add(text + (random.nextBoolean() && !isPartOfANumber(unit) ? unit : "") + blanks());
    }
    return new Wanted(goals, String.join(",", texts));
  }

  /** Right behind a number, such a unit would be more of it. */
  private static boolean isPartOfANumber(String unit) {
    return unit.matches("[0-9.].*");
  }

  private Goal goal(StringBuilder text) {
    String first = number();
    String second = number();
    double one = Double.parseDouble(first);
    double other = Double.parseDouble(second);
    switch (random.nextInt(5)) {
      case 0 -> {
        text.append("=").append(blanks()).append(first);
        return Goal.of(one);
      }
      case 1 -> {
        String tolerance = second.replaceFirst("^[-+]", "");
        if (other == 0) {
          tolerance = "0.5";
        }
        text.append("=").append(first).append(any(List.of("+-", " ± "))).append(tolerance);
        return new Goal(one, one, Double.parseDouble(tolerance));
      }
      case 2 -> {
        boolean ordered = one <= other;
        String least = (ordered ? first : second).replaceFirst("\\.$", "");
        text.append("=").append(least).append(any(List.of("..", " .. ")));
        text.append(ordered ? second : first);
        return new Goal(Math.min(one, other), Math.max(one, other));
      }
      case 3 -> {
        text.append(any(List.of("<=", "≤"))).append(blanks()).append(first);
        return new Goal(Double.NEGATIVE_INFINITY, one);
      }
      default -> {
        text.append(any(List.of(">=", "≥"))).append(blanks()).append(first);
        return new Goal(one, Double.POSITIVE_INFINITY);
      }
    }
  }

  private String blanks() {
    return " ".repeat(Math.max(0, random.nextInt(4) - 1));
  }

  private String number() {
    double value =
        switch (random.nextInt(4)) {
          case 0 -> random.nextInt(200) - 100;
          case 1 -> random.nextGaussian();
          case 2 -> random.nextGaussian() * Math.pow(10, random.nextInt(600) - 300);
          default -> 0;
        };
    return switch (random.nextInt(5)) {
      case 0 -> Double.toString(value);
      case 1 -> String.format(Locale.ROOT, "%.3e", value);
      case 2 -> String.format(Locale.ROOT, "%+.2f", value % 1000);
      case 3 -> String.format(Locale.ROOT, "%.0f.", value % 1000);
      default -> String.format(Locale.ROOT, "%.3f", Math.abs(value % 1)).substring(1);
    };
  }

  /** One to three slips. */
  private String slipped(String text) {
    StringBuilder slipped = new StringBuilder(text);
    for (int i = 1 + random.nextInt(3); i > 0; i--) {
      int at = random.nextInt(slipped.length() + 1);
      char typed = SLIPS.charAt(random.nextInt(SLIPS.length()));
      switch (random.nextInt(4)) {
        case 0 -> slipped.insert(at, typed);
        case 1 -> slipped.replace(at, Math.min(at + 1, slipped.length()), "" + typed);
        case 2 -> slipped.delete(at, Math.min(at + 1 + random.nextInt(3), slipped.length()));
        default -> slipped.insert(at, slipped.substring(random.nextInt(at + 1), at));
      }
    }
    return slipped.toString();
  }

  @Test
  void whatIsWrittenRightIsReadAndItsLabelSaysTheSame() {
    for (int i = 0; i < TEXTS / 2; i++) {
      Properties properties = properties();
      Wanted wanted = wanted(properties);
      Target target;
      try {
        target = Target.parse(wanted.text, properties);
      } catch (InputException e) {
        fail("%s, of %s", e.getMessage(), properties);
        continue;
      }
      assertThat(target.goals()).as("'%s' of %s", wanted.text, properties).isEqualTo(wanted.goals);
      requireSameFromLabel(target, properties);
    }
  }

  @Test
  void slipsEndInATargetOrInOneMessageThatShowsTheText() {
    int read = 0;
    List<String> messages = new ArrayList<>();
    for (int i = 0; i < TEXTS / 2; i++) {
      Properties properties = properties();
      String text = slipped(wanted(properties).text);
      try {
        requireSameFromLabel(Target.parse(text, properties), properties);
        read++;
      } catch (InputException e) {
        assertThat(e).hasMessageStartingWith("target '" + text + "': ");
        messages.add(e.getMessage().substring(("target '" + text + "': ").length()));
      }
    }
    assertThat(read).isBetween(TEXTS / 20, TEXTS / 2 - TEXTS / 10);
    assertThat(messages.stream().map(TestTargetFuzz::kind).collect(Collectors.toSet()))
        .containsExactlyInAnyOrder(
            "begins with the name of no property",
            "cannot read",
            "give the lesser end first",
            "no finite number",
            "must be above 0");
  }

  private static String kind(String message) {
    return List.of(
            "begins with the name of no property",
            "cannot read",
            "give the lesser end first",
            "no finite number",
            "must be above 0")
        .stream()
        .filter(message::contains)
        .findFirst()
        .orElse(message);
  }

  private static void requireSameFromLabel(Target target, Properties properties) {
    Target again;
    try {
      again = Target.parse(target.label(), properties);
    } catch (InputException e) {
      fail("%s, of %s", e.getMessage(), properties);
      return;
    }
    assertThat(again).as("%s of %s", target.label(), properties).isEqualTo(target);
    assertThat(Target.number(target.label())).isEqualTo(target.number());
  }
}
