package org.matdesinne.design;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.matdesinne.config.InputException;

/** Reads a target as a person writes it, see {@link Target#parse}. */
final class TargetText {
  private static final String FORMS =
      "write NAME=VALUE, NAME=VALUE+-TOLERANCE, NAME=LOW..HIGH, NAME<=VALUE or NAME>=VALUE, several"
          + " parted by commas, or a number";
  private static final String NUMBER = "([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)";
  private static final Pattern PLAIN = Pattern.compile("\\s*" + NUMBER + "\\s*");
  private static final Pattern VALUE =
      Pattern.compile("=\\s*" + NUMBER + "\\s*(?:(?:\\+-|±)\\s*" + NUMBER + "\\s*)?");
  // A point behind the first number would be the first of the two.
  private static final Pattern RANGE =
      Pattern.compile(
          "=\\s*([-+]?(?:\\d+(?:\\.\\d+)?|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*\\.\\.\\s*"
              + NUMBER
              + "\\s*");
  private static final Pattern LIMIT = Pattern.compile("(<=|>=|≤|≥)\\s*" + NUMBER + "\\s*");
  private static final String QUOTES = "\"'`";

  private final String text;
  private final Properties properties;
  private final List<Goal> goals;
  private String rest;

  TargetText(String text, Properties properties) {
    this.text = text;
    this.properties = properties;
    goals = new ArrayList<>(Collections.nCopies(properties.count(), Goal.FREE));
    rest = text.strip();
  }

  Target read() {
    Matcher plain = PLAIN.matcher(rest);
    if (plain.matches()) {
      goals.set(0, Goal.of(number(plain.group(1))));
      return Target.of(properties, goals);
    }
    do {
      int property = property();
      goals.set(property, both(property, goal(property)));
    } while (another());
    return Target.of(properties, goals);
  }

  private Goal both(int property, Goal added) {
    try {
      return goals.get(property).and(added);
    } catch (InputException e) {
      throw new InputException(
          e, "target '%s': %s: %s", text, properties.get(property).name(), e.getMessage());
    }
  }

  /** Takes a property's name; of two that fit the longer one. */
  private int property() {
    Optional<String> found =
        properties.names().stream()
            .filter(name -> after(name).isPresent())
            .max(Comparator.comparingInt(String::length));
    String name =
        found.orElseThrow(
            () ->
                new InputException(
                    "target '%s': '%s' begins with the name of no property; there are: %s; %s",
                    text, rest, String.join(", ", properties.names()), FORMS));
    rest = after(name).orElseThrow();
    return properties.indexOf(name);
  }

  /**
   * What follows a name, which may stand in quotes, and need not have its outer blanks where it
   * does not; empty where another text stands here.
   */
  private Optional<String> after(String name) {
    List<String> forms = new ArrayList<>(List.of(name.strip()));
    QUOTES.chars().mapToObj(Character::toString).forEach(q -> forms.add(q + name + q));
    return forms.stream()
        .filter(rest::startsWith)
        .map(form -> rest.substring(form.length()).stripLeading())
        .filter(left -> Arrays.asList('=', '<', '>', '≤', '≥').contains(first(left)))
        .findFirst();
  }

  private static char first(String some) {
    return some.isEmpty() ? ' ' : some.charAt(0);
  }

  private Goal goal(int property) {
    Matcher range = RANGE.matcher(rest);
    if (range.lookingAt()) {
      take(range, property);
      return goal(number(range.group(1)), number(range.group(2)), Double.NaN);
    }
    Matcher value = VALUE.matcher(rest);
    if (value.lookingAt()) {
      take(value, property);
      double wanted = number(value.group(1));
      return goal(wanted, wanted, value.group(2) == null ? Double.NaN : tolerance(value.group(2)));
    }
    Matcher limit = LIMIT.matcher(rest);
    if (limit.lookingAt()) {
      take(limit, property);
      double end = number(limit.group(2));
      return limit.group(1).equals("<=") || limit.group(1).equals("≤")
          ? goal(Double.NEGATIVE_INFINITY, end, Double.NaN)
          : goal(end, Double.POSITIVE_INFINITY, Double.NaN);
    }
    throw unreadable();
  }

  private Goal goal(double lower, double upper, double tolerance) {
    try {
      return new Goal(lower, upper, tolerance);
    } catch (InputException e) {
      throw new InputException(e, "target '%s': %s", text, e.getMessage());
    }
  }

  /** Goes on behind what was read, and behind the property's unit where it stands there. */
  private void take(Matcher read, int property) {
    rest = rest.substring(read.end());
    String unit = properties.get(property).unit().strip();
    if (!unit.isEmpty() && rest.startsWith(unit)) {
      String behind = rest.substring(unit.length()).stripLeading();
      // A unit may be called as what parts two goals.
      rest = behind.isEmpty() || behind.charAt(0) == ',' ? behind : rest;
    }
  }

  private boolean another() {
    if (rest.isEmpty()) {
      return false;
    }
    if (rest.charAt(0) != ',') {
      throw unreadable();
    }
    rest = rest.substring(1).strip();
    return true;
  }

  private double tolerance(String digits) {
    double tolerance = number(digits);
    if (tolerance <= 0) {
      throw new InputException(
          "target '%s': the tolerance is %s; it must be above 0", text, digits);
    }
    return tolerance;
  }

  private double number(String digits) {
    double number = Double.parseDouble(digits);
    if (!Double.isFinite(number)) {
      throw new InputException("target '%s': %s is no finite number", text, digits);
    }
    return number;
  }

  private InputException unreadable() {
    return new InputException("target '%s': cannot read '%s'; %s", text, rest, FORMS);
  }
}
