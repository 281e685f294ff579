package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
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
  void theFirstRowsAreNotMoreThanThereAre() {
    assertThat(POINTS.first(2).y()).containsExactly(0.5, 0.54);
    assertThat(POINTS.first(9).y()).hasSize(4);
  }
}
