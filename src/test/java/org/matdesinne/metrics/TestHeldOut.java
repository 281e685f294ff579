package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;

class TestHeldOut {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("angle", "degree", 60, 120, 90, Role.LATTICE, 90),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));
  private static final HeldOut POINTS =
      new HeldOut(
          new double[][] {{90, 0.5}, {85, 0.25}, {95, 0}, {80, -0.5}},
          new double[] {0.5, 0.54, 0.45, 1});

  @Test
  void pointsOfATargetAreThoseWithinTheWindow() {
    assertThat(POINTS.near(0.5, new TargetWindow(0.045)))
        .isDeepEqualTo(new double[][] {{90, 0.5}, {85, 0.25}});
    assertThat(POINTS.near(2, new TargetWindow(0.05))).isEmpty();
  }

  @Test
  void bothEndsOfTheWindowBelongToTheTarget() {
    HeldOut ends =
        new HeldOut(new double[][] {{1}, {2}, {3}, {4}}, new double[] {0.45, 0.55, 0.56, 0.44});
    assertThat(ends.near(0.5, new TargetWindow(0.05))).isDeepEqualTo(new double[][] {{1}, {2}});
  }

  @Test
  void generalPointsHaveNoParameterAtItsReference() {
    HeldOut general = POINTS.general(SPACE);
    assertThat(general.x()).isDeepEqualTo(new double[][] {{85, 0.25}, {80, -0.5}});
    assertThat(general.y()).containsExactly(0.54, 1);
  }

  @Test
  void aSampleHoldsDifferentRowsWithTheirOwnLabels() {
    HeldOut many = numbered(1000);
    HeldOut sample = many.sample(300, 1);
    assertThat(sample.y()).hasSize(300).doesNotHaveDuplicates();
    for (int i = 0; i < 300; i++) {
      assertThat(sample.x()[i]).containsExactly(sample.y()[i]);
    }
    // Of the first rows alone, the mean would be 149.5; a sample's spreads by 14 around 499.5.
    assertThat(Arrays.stream(sample.y()).average().orElseThrow()).isBetween(450.0, 550.0);
  }

  @Test
  void aSampleIsTheSeedsAndNotMoreThanThereIs() {
    HeldOut many = numbered(1000);
    assertThat(many.sample(300, 1).y()).containsExactly(many.sample(300, 1).y());
    assertThat(many.sample(300, 2).y()).isNotEqualTo(many.sample(300, 1).y());
    assertThat(POINTS.sample(9, 1).y()).containsExactlyInAnyOrder(POINTS.y());
    assertThat(numbered(0).sample(9, 1).y()).isEmpty();
  }

  private static HeldOut numbered(int rows) {
    double[] numbers = IntStream.range(0, rows).asDoubleStream().toArray();
    return new HeldOut(
        Arrays.stream(numbers).mapToObj(i -> new double[] {i}).toArray(double[][]::new), numbers);
  }
}
