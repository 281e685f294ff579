package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.LinearConstraint.Relation;

class TestFeasibleSet {
  private static final DesignParameter.Role ROLE = new DesignParameter.Role("any");

  private static DesignParameter free(String name, double minimum, double maximum) {
    return new DesignParameter(name, "1", minimum, maximum, minimum, ROLE, 1);
  }

  private static DesignParameter levels(String name, Double... values) {
    return new DesignParameter(
        name, "1", values[0], values[values.length - 1], values[0], ROLE, 1, List.of(values));
  }

  private static LinearConstraint sum(Relation relation, double bound, String... names) {
    Map<String, Double> weights = new LinkedHashMap<>();
    for (String name : names) {
      weights.put(name, 1.0);
    }
    return new LinearConstraint(weights, relation, bound, 1e-3);
  }

  private static FeasibleSet set(
      List<DesignParameter> parameters, LinearConstraint... constraints) {
    DesignSpace space = new DesignSpace(parameters, List.of(), List.of(constraints));
    return new FeasibleSet(
        space,
        new Ranges(
            parameters.stream().mapToDouble(DesignParameter::minimum).toArray(),
            parameters.stream().mapToDouble(DesignParameter::maximum).toArray()));
  }

  private static double[] ones(int count) {
    double[] ones = new double[count];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void aBoxLeavesPointsWhereTheyAre() {
    FeasibleSet set = set(List.of(free("u", 0, 1), free("v", 0, 1)));
    assertThat(set.isBox()).isTrue();
    assertThat(set.nearest(new double[] {0.2, 3}, ones(2))).containsExactly(0.2, 3);
    assertThat(set.holds(new double[] {0.2, 3})).isFalse();
    assertThat(set.holds(new double[] {0.2, 1})).isTrue();
  }

  @Test
  void levelsAreChosen() {
    FeasibleSet set = set(List.of(levels("n", 6.0, 8.0, 10.0, 12.0), free("v", 0, 1)));
    assertThat(set.nearest(new double[] {8.9, 0.5}, ones(2))).containsExactly(8, 0.5);
    assertThat(set.nearest(new double[] {40, 0.5}, ones(2))).containsExactly(12, 0.5);
    assertThat(set.holds(new double[] {8, 0.5})).isTrue();
    assertThat(set.holds(new double[] {9, 0.5})).isFalse();
  }

  @Test
  void aLevelIsChosenAmongThoseInTheRange() {
    DesignSpace space = new DesignSpace(List.of(levels("n", 6.0, 8.0, 10.0, 12.0)));
    FeasibleSet set = new FeasibleSet(space, new Ranges(new double[] {7.5}, new double[] {11.5}));
    assertThat(set.nearest(new double[] {6.1}, ones(1))).containsExactly(8);
    assertThat(set.nearest(new double[] {11.9}, ones(1))).containsExactly(10);
  }

  @Test
  void sharesAddUpExactly() {
    FeasibleSet set =
        set(
            List.of(free("a", 0, 1), free("b", 0, 1), free("c", 0, 1)),
            sum(Relation.EQUALS, 1, "a", "b", "c"));
    // The nearest point of the triangle, by hand.
    assertThat(set.nearest(new double[] {0.5, 0.5, 0.3}, ones(3)))
        .containsExactly(new double[] {0.4, 0.4, 0.2}, within(1e-12));
    assertThat(set.nearest(new double[] {0.9, 0.6, -0.4}, ones(3)))
        .containsExactly(new double[] {0.65, 0.35, 0}, within(1e-12));
    assertThat(set.nearest(new double[] {0.5, Double.NaN, 0.3}, ones(3))[1]).isNaN();
  }

  @Test
  void aScaleSaysWhatIsNear() {
    FeasibleSet set =
        set(List.of(free("a", 0, 10), free("b", 0, 10)), sum(Relation.EQUALS, 4, "a", "b"));
    // The parameter of the larger scale moves further, as the square of the scale.
    assertThat(set.nearest(new double[] {1, 1}, new double[] {1, 2}))
        .containsExactly(new double[] {1.4, 2.6}, within(1e-12));
  }

  @Test
  void anInequalityThatIsMetChangesNothing() {
    FeasibleSet set =
        set(List.of(free("a", 0, 10), free("b", 0, 10)), sum(Relation.AT_MOST, 4, "a", "b"));
    assertThat(set.nearest(new double[] {1, 2}, ones(2))).containsExactly(1, 2);
    assertThat(set.nearest(new double[] {3, 3}, ones(2)))
        .containsExactly(new double[] {2, 2}, within(1e-12));
  }

  @Test
  void whereLevelsAloneMissASumTheyAreMoved() {
    FeasibleSet set =
        set(
            List.of(levels("a", 0.0, 1.0, 2.0, 3.0), levels("b", 0.0, 1.0, 2.0, 3.0)),
            sum(Relation.EQUALS, 5, "a", "b"));
    double[] found = set.nearest(new double[] {0.2, 1.1}, ones(2));
    assertThat(set.holds(found)).as(Arrays.toString(found)).isTrue();
  }

  @Test
  void whatCannotBeMetDoesNotHold() {
    FeasibleSet set =
        set(List.of(free("a", 0, 1), free("b", 0, 1)), sum(Relation.EQUALS, 3, "a", "b"));
    assertThat(set.holds(set.nearest(new double[] {0.5, 0.5}, ones(2)))).isFalse();
  }

  @Test
  void rowsOfDataMayBeRounded() {
    FeasibleSet set =
        set(List.of(free("a", 0, 1), free("b", 0, 1)), sum(Relation.EQUALS, 1, "a", "b"));
    LinearConstraint shares = set.constraints().get(0);
    DesignSpace space = new DesignSpace(List.of(free("a", 0, 1), free("b", 0, 1)));
    assertThat(shares).hasToString("a + b = 1");
    assertThat(shares.missed(space, new double[] {0.333, 0.6664})).isLessThan(1e-3);
    assertThat(shares.missed(space, new double[] {0.33, 0.66})).isCloseTo(0.01, within(1e-12));
    assertThat(set.holds(new double[] {0.333, 0.6664})).isFalse();
  }

  /** Every set is made around a point that lies in it, so that there is one. */
  @Test
  void anyPointOfAnySetThatIsNotEmptyIsBroughtIntoIt() {
    Random random = new Random(5);
    for (int trial = 0; trial < 10_000; trial++) {
      int dimension = 1 + random.nextInt(7);
      List<DesignParameter> parameters = new ArrayList<>();
      double[] inside = new double[dimension];
      for (int j = 0; j < dimension; j++) {
        double low = random.nextGaussian() * Math.pow(10, random.nextInt(4) - 1);
        double width = Math.abs(low) * (0.1 + random.nextDouble());
        if (j > 0 && random.nextInt(4) == 0) {
          int count = 2 + random.nextInt(4);
          Double[] values =
              IntStream.range(0, count)
                  .mapToObj(i -> low + i * width / count)
                  .toArray(Double[]::new);
          parameters.add(levels("p" + j, values));
          inside[j] = values[random.nextInt(count)];
        } else {
          parameters.add(free("p" + j, low, low + width));
          inside[j] = low + width * random.nextDouble();
        }
      }
      LinearConstraint[] constraints =
          IntStream.range(0, random.nextInt(3))
              .mapToObj(i -> constraint(random, inside))
              .toArray(LinearConstraint[]::new);
      FeasibleSet set = set(parameters, constraints);
      double[] scale = new double[dimension];
      double[] start = new double[dimension];
      for (int j = 0; j < dimension; j++) {
        scale[j] = Math.max(1e-3, Math.abs(inside[j]) * (0.1 + random.nextDouble()));
        // The levels of the point in the set: which others do is another question.
        start[j] = set.levels()[j] ? inside[j] : inside[j] + random.nextGaussian() * scale[j];
      }
      double[] found = set.nearest(start, scale);
      if (constraints.length > 0) {
        assertThat(set.holds(found))
            .as("%d: %s of %s, %s", trial, Arrays.toString(found), parameters, set.constraints())
            .isTrue();
        assertThat(set.nearest(found, scale)).as("%d again", trial).isEqualTo(found);
      }
    }
  }

  private static LinearConstraint constraint(Random random, double[] inside) {
    Map<String, Double> weights = new LinkedHashMap<>();
    double sum = 0;
    for (int j = 0; j < inside.length; j++) {
      if (j == 0 || random.nextBoolean()) {
        double weight = random.nextBoolean() ? 1 : 0.5 + random.nextDouble();
        weights.put("p" + j, weight);
        sum += weight * inside[j];
      }
    }
    List<Relation> relations = List.of(Relation.values());
    Relation relation = relations.get(random.nextInt(relations.size()));
    double slack = random.nextBoolean() ? 0 : Math.abs(sum) * 0.01;
    return switch (relation) {
      case EQUALS -> new LinearConstraint(weights, relation, sum, 0);
      case AT_MOST -> new LinearConstraint(weights, relation, sum + slack, 0);
      case AT_LEAST -> new LinearConstraint(weights, relation, sum - slack, 0);
    };
  }
}
