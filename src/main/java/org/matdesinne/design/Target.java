package org.matdesinne.design;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.matdesinne.config.InputException;

/**
 * What a design is asked to have: a goal for each property.
 *
 * @param label tells targets apart in tables and messages: a number where one value of the only
 *     property is wanted, else what is wanted of each property, in their order
 * @param goals one a property, in their order
 */
public record Target(String label, List<Goal> goals) implements Serializable {
  private static final Pattern NUMBER = Pattern.compile("-?[0-9.]+(E-?[0-9]+)?");

  /** Labels as people would order them: numbers by their size, then the others. */
  public static final Comparator<String> LABELS =
      Comparator.<String>comparingDouble(label -> number(label).orElse(Double.POSITIVE_INFINITY))
          .thenComparing(Comparator.naturalOrder());

  /** Keeps a copy. */
  public Target {
    goals = List.copyOf(goals);
  }

  /** A value of the only property. */
  public static Target of(double value) {
    Goal goal = Goal.of(value);
    return new Target(Double.toString(goal.lower()), List.of(goal));
  }

  /**
   * Some goals.
   *
   * @param goals one a property
   * @throws InputException when nothing is wanted
   */
  public static Target of(Properties properties, List<Goal> goals) {
    if (goals.stream().allMatch(Goal::isFree)) {
      throw new InputException("a target that asks for nothing; name a value or a range");
    }
    Goal first = goals.get(0);
    if (!properties.several() && first.isValue() && Double.isNaN(first.tolerance())) {
      return of(first.lower());
    }
    String label =
        IntStream.range(0, goals.size())
            .filter(k -> !goals.get(k).isFree())
            .mapToObj(k -> properties.get(k).name() + goals.get(k).text())
            .collect(Collectors.joining(", "));
    return new Target(label, goals);
  }

  /**
   * Reads what a person writes: goals parted by commas, each {@code name=0.5}, {@code
   * name=0.5+-0.02}, {@code name=1.2..1.4}, {@code name<=0.35} or {@code name>=2}; or a number, a
   * value of the first property.
   *
   * @throws InputException when it is none of these, or nothing can meet it
   */
  public static Target parse(String text, Properties properties) {
    return new TargetText(text, properties).read();
  }

  /**
   * The value that is wanted of the only property; empty where more or something else is wanted.
   */
  public OptionalDouble number() {
    Goal first = goals.get(0);
    return goals.size() == 1 && first.isValue() && Double.isNaN(first.tolerance())
        ? OptionalDouble.of(first.lower())
        : OptionalDouble.empty();
  }

  /** The number that a label is; empty where it is the label of something else. */
  public static OptionalDouble number(String label) {
    return NUMBER.matcher(label).matches()
        ? OptionalDouble.of(Double.parseDouble(label))
        : OptionalDouble.empty();
  }

  /** Whether a value is wanted of every property, so that nothing is left to choose. */
  public boolean isPoint() {
    return goals.stream().allMatch(Goal::isValue);
  }

  /**
   * How far values are from what is wanted of each property.
   *
   * @param values (properties)
   * @return (properties), 0 or more
   */
  public double[] missedBy(double[] values) {
    double[] missed = new double[values.length];
    Arrays.setAll(missed, k -> goals.get(k).missedBy(values[k]));
    return missed;
  }

  /**
   * The values that are wanted and nearest to others.
   *
   * @param values (properties)
   */
  public double[] nearest(double[] values) {
    double[] nearest = new double[values.length];
    Arrays.setAll(nearest, k -> goals.get(k).nearest(values[k]));
    return nearest;
  }

  @Override
  public String toString() {
    return label;
  }
}
