package org.matdesinne.design;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * What a weighted sum of parameters must be: of shares, that they add up to 1.
 *
 * @param weights by the parameters' names, none 0
 * @param relation of the sum to the bound
 * @param bound in the unit of the sum
 * @param rowsWithin how far the sum of a row of data may be off: tables are rounded, candidates are
 *     not
 */
public record LinearConstraint(
    Map<String, Double> weights, Relation relation, double bound, double rowsWithin)
    implements Serializable {
  /** Of the bound, where the configuration does not say how far rows may be off. */
  private static final double ROWS_WITHIN = 1e-3;

  /** How a sum compares with its bound. */
  public enum Relation {
    /** It is the bound. */
    EQUALS,
    /** It is the bound or less. */
    AT_MOST,
    /** It is the bound or more. */
    AT_LEAST;

    private String key() {
      return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
  }

  /** Checks that there is something to add up. */
  public LinearConstraint {
    weights = new LinkedHashMap<>(weights);
    if (weights.isEmpty()
        || !weights.values().stream().allMatch(w -> Double.isFinite(w) && w != 0)) {
      throw new InputException(
          "a constraint has the weights %s; name at least one parameter, and no weight of 0",
          weights);
    }
    if (!Double.isFinite(bound) || !(rowsWithin >= 0)) {
      throw new InputException(
          "a constraint has the bound %s and rows-within %s; both must be finite numbers, the latter"
              + " 0 or above",
          bound, rowsWithin);
    }
  }

  /**
   * Reads {@code sum}, a list of names, or {@code weights}, numbers by names; one of {@code
   * equals}, {@code at-most}, {@code at-least}; and {@code rows-within}, which may be left out.
   */
  static LinearConstraint from(Section section) {
    Map<String, Double> weights = new LinkedHashMap<>();
    if (section.has("sum") == section.has("weights")) {
      throw new InputException(
          "a constraint needs either sum = [names] or weights { name = number }");
    }
    if (section.has("sum")) {
      section.strings("sum").forEach(name -> weights.put(name, 1.0));
    } else {
      weights.putAll(section.numbersByName("weights"));
    }
    List<Relation> given =
        List.of(Relation.values()).stream()
            .filter(relation -> section.has(relation.key()))
            .toList();
    if (given.size() != 1) {
      throw new InputException(
          "the constraint of %s needs one of equals, at-most and at-least",
          String.join(", ", weights.keySet()));
    }
    Relation relation = given.get(0);
    double bound = section.number(relation.key());
    return new LinearConstraint(
        weights,
        relation,
        bound,
        section.has("rows-within")
            ? section.number("rows-within")
            : ROWS_WITHIN * Math.max(Math.abs(bound), 1e-3));
  }

  /** The weights in the order of {@code space}, 0 for the others: (parameters). */
  double[] over(DesignSpace space) {
    double[] all = new double[space.dimension()];
    weights.forEach((name, weight) -> all[space.indexOf(name)] = weight);
    return all;
  }

  /** How far the sum of {@code point} is from what it must be; 0 where it is met. */
  public double missed(DesignSpace space, double[] point) {
    double excess = -bound;
    for (Map.Entry<String, Double> each : weights.entrySet()) {
      excess += each.getValue() * point[space.indexOf(each.getKey())];
    }
    return missed(excess);
  }

  /** How far a sum that exceeds the bound by {@code excess} is from what it must be. */
  double missed(double excess) {
    return switch (relation) {
      case EQUALS -> Math.abs(excess);
      case AT_MOST -> Math.max(0, excess);
      case AT_LEAST -> Math.max(0, -excess);
    };
  }

  /** As a person writes it: {@code a + 2 b = 1}. */
  @Override
  public String toString() {
    String sum =
        weights.entrySet().stream()
            .map(each -> (each.getValue() == 1 ? "" : plain(each.getValue()) + " ") + each.getKey())
            .collect(Collectors.joining(" + "));
    String sign =
        switch (relation) {
          case EQUALS -> " = ";
          case AT_MOST -> " <= ";
          case AT_LEAST -> " >= ";
        };
    return sum + sign + plain(bound);
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }
}
