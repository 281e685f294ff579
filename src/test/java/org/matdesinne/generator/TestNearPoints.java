package org.matdesinne.generator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Ranges;
import org.matdesinne.selection.GivenPoints;

class TestNearPoints {
  private static final double[][] GIVEN = {{0, 0}, {5, 9.9}, {-20, 3}};
  private static final double[] REACH = {0.5, 1};
  private static final Ranges BOX = new Ranges(new double[] {-10, -10}, new double[] {10, 10});

  private static double[][] draw(int count) {
    try (Generator near = new NearPoints(GIVEN, REACH, BOX, Device.cpu())) {
      assertThat(near.latentDimension()).isEqualTo(3);
      return near.generate(new LatentSource(1).draw(0, 0, count, 3));
    }
  }

  @Test
  void startsLieAroundTheGivenPointsAndInTheBox() {
    GivenPoints given = new GivenPoints(new double[][] {{0, 0}, {5, 9.9}, {-10, 3}}, REACH);
    int[] around = new int[3];
    for (double[] point : draw(3000)) {
      assertThat(BOX.firstOutside(point)).isNegative();
      GivenPoints.Nearest nearest = given.nearest(point);
      around[nearest.row()]++;
      // A given point outside of the box stands for none near it, but for its nearest one.
      assertThat(nearest.isNear()).isTrue();
    }
    assertThat(Arrays.stream(around)).allMatch(count -> count > 950 && count < 1050);
  }

  @Test
  void theyFillWhatIsWithinReachEvenly() {
    double[] first =
        Arrays.stream(draw(3000))
            .filter(point -> Math.abs(point[0]) < 1)
            .mapToDouble(point -> point[0])
            .toArray();
    assertThat(Arrays.stream(first).average().orElseThrow()).isCloseTo(0, within(0.02));
    assertThat(Arrays.stream(first).map(Math::abs).average().orElseThrow())
        .isCloseTo(0.25, within(0.02));
    assertThat(Arrays.stream(first).max().orElseThrow()).isBetween(0.49, 0.5);
  }
}
