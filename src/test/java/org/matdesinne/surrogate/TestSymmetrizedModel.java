package org.matdesinne.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;

class TestSymmetrizedModel {
  private static final DesignSpace SPACE =
      Section.read(
          ConfigFactory.parseString(
              """
              parameters = [
                { name = x, unit = m, minimum = -2, maximum = 2, reference = 0, role = external, novelty-scale = 1 }
                { name = y, unit = m, minimum = -2, maximum = 2, reference = 0, role = external, novelty-scale = 1 }
              ]
              symmetries = [ { x { from = y }, y { from = x } }, { x { from = x, sign = -1 } } ]
              """),
          DesignSpace::from);
  private static final Ranges BOX = new Ranges(new double[] {-1, -1}, new double[] {1, 1});

  /** s = 2 x + y² + x y², which knows nothing of the symmetries. */
  private static final class Skew implements PropertyModel {
    private static double at(double[] p) {
      return 2 * p[0] + p[1] * p[1] + p[0] * p[1] * p[1];
    }

    @Override
    public double[] value(double[][] points) {
      return Arrays.stream(points).mapToDouble(Skew::at).toArray();
    }

    @Override
    public ValueAndGradient valueAndGradient(double[][] points) {
      return new ValueAndGradient(
          value(points),
          Arrays.stream(points)
              .map(p -> new double[] {2 + p[1] * p[1], 2 * p[1] + 2 * p[0] * p[1]})
              .toArray(double[][]::new));
    }

    @Override
    public void close() {}
  }

  private static final PropertyModel MODEL =
      new SymmetrizedModel(new Skew(), SPACE.symmetryGroup(), BOX);

  @Test
  void mirrorImagesArePredictedAlike() {
    double[] point = {0.3, -0.7};
    double[][] images = SPACE.symmetryGroup().images(point);
    assertThat(images).hasNumberOfRows(8);
    double[] values = MODEL.value(images);
    // The odd parts cancel: (x² + y²) / 2.
    for (double value : values) {
      assertThat(value).isCloseTo((0.3 * 0.3 + 0.7 * 0.7) / 2, within(1e-12));
    }
  }

  @Test
  void theGradientIsThatOfTheMean() {
    double[][] points = {{0.3, -0.7}, {0.5, 0.1}};
    ValueAndGradient found = MODEL.valueAndGradient(points);
    assertThat(found.value()).containsExactly(MODEL.value(points));
    for (int i = 0; i < points.length; i++) {
      assertThat(found.gradient()[i]).containsExactly(points[i], within(1e-12));
    }
  }

  @Test
  void aPointOutsideTheBoxIsAllThatIsKnownOfIt() {
    double[] outside = {1.5, 0.4};
    assertThat(MODEL.value(new double[][] {outside})[0]).isCloseTo(Skew.at(outside), within(1e-12));
  }
}
