package org.matdesinne.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import ai.djl.ndarray.types.Shape;
import com.typesafe.config.ConfigFactory;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Mos2Space;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.SymmetryGroup;
import org.matdesinne.nn.Tensors;

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
  private static final class Skew implements AnalyticModel.Function {
    @Override
    public double value(double[] p) {
      return 2 * p[0] + p[1] * p[1] + p[0] * p[1] * p[1];
    }

    @Override
    public double[] gradient(double[] p) {
      return Arrays.copyOf(new double[] {2 + p[1] * p[1], 2 * p[1] + 2 * p[0] * p[1]}, p.length);
    }
  }

  private static final PropertyModel MODEL =
      new SymmetrizedModel(new AnalyticModel(new Skew()), SPACE.symmetryGroup(), BOX);

  private static double[] values(PropertyModel model, double[]... points) {
    return Tensors.scoped(() -> Tensors.flat(model.value(model.manager().create(points))));
  }

  private static double[][] gradients(PropertyModel model, double[]... points) {
    return Tensors.scoped(
        () ->
            Tensors.rows(
                model.valueAndGradient(model.manager().create(points)).gradient().get("0, 0")));
  }

  @Test
  void mirrorImagesArePredictedAlike() {
    double[] point = {0.3, -0.7};
    double[][] images = SPACE.symmetryGroup().images(point);
    assertThat(images).hasNumberOfRows(8);
    // The odd parts cancel: (x² + y²) / 2.
    for (double value : values(MODEL, images)) {
      assertThat(value).isCloseTo((0.3 * 0.3 + 0.7 * 0.7) / 2, within(1e-12));
    }
  }

  @Test
  void theGradientIsThatOfTheMean() {
    double[][] points = {{0.3, -0.7}, {0.5, 0.1}};
    double[][] gradients = gradients(MODEL, points);
    for (int i = 0; i < points.length; i++) {
      assertThat(gradients[i]).containsExactly(points[i], within(1e-12));
    }
  }

  @Test
  void aPointOutsideTheBoxIsAllThatIsKnownOfIt() {
    double[] outside = {1.5, 0.4};
    assertThat(values(MODEL, outside)[0]).isCloseTo(new Skew().value(outside), within(1e-12));
    assertThat(gradients(MODEL, outside)[0])
        .containsExactly(new Skew().gradient(outside), within(1e-12));
  }

  /** A sum of sines of the seven parameters of a cell in a field. */
  private static final class Sines implements AnalyticModel.Function {
    private static final double[] WEIGHTS = {0.3, -0.7, 0.11, 0.05, -0.02, 0.013, 0.9};

    @Override
    public double value(double[] p) {
      return IntStream.range(0, p.length).mapToDouble(j -> Math.sin(WEIGHTS[j] * p[j])).sum();
    }

    @Override
    public double[] gradient(double[] p) {
      return IntStream.range(0, p.length)
          .mapToDouble(j -> WEIGHTS[j] * Math.cos(WEIGHTS[j] * p[j]))
          .toArray();
    }
  }

  @Test
  void cellsArePredictedAndDifferentiatedLikeTheMeanOfTheirImages() {
    SymmetryGroup group = Mos2Space.read().symmetryGroup();
    Ranges box =
        new Ranges(
            Mos2Space.read().parameters().stream().mapToDouble(p -> p.minimum()).toArray(),
            Mos2Space.read().parameters().stream().mapToDouble(p -> p.maximum()).toArray());
    PropertyModel two =
        new SymmetrizedModel(new AnalyticModel(new Sines(), new Skew()), group, box);
    double[][] points =
        Mos2Space.points(20, RandomSource.XO_SHI_RO_256_PP.create(5L)).toArray(double[][]::new);
    double[] found = values(two, points);
    double[][] gradients = gradients(two, points);
    for (int i = 0; i < points.length; i++) {
      assertThat(found[i]).isCloseTo(mean(group, box, points[i]), within(1e-9));
      for (int j = 0; j < points[i].length; j++) {
        double step = 1e-5;
        double[] above = points[i].clone();
        double[] below = points[i].clone();
        above[j] += step;
        below[j] -= step;
        double slope = (mean(group, box, above) - mean(group, box, below)) / (2 * step);
        assertThat(gradients[i][j]).isCloseTo(slope, within(1e-6 * (1 + Math.abs(slope))));
      }
    }
  }

  @Test
  void severalPropertiesOfSeveralMembersAreEachWhatTheyAreAlone() {
    AnalyticModel.Function first = new Skew();
    AnalyticModel.Function second = AnalyticModel.linear(2, -1);
    PropertyModel both =
        new SymmetrizedModel(
            new AnalyticModel(List.of(List.of(first, second), List.of(second, first))),
            SPACE.symmetryGroup(),
            BOX);
    double[][] points = {{0.3, -0.7}, {1.5, 0.4}, {0.1, 0.2}};
    Tensors.scoped(
        () -> {
          ValueAndGradient found = both.valueAndGradient(both.manager().create(points));
          assertThat(found.value().getShape()).isEqualTo(new Shape(2, 2, 3));
          assertThat(found.gradient().getShape()).isEqualTo(new Shape(2, 2, 3, 2));
          for (int member = 0; member < 2; member++) {
            for (int k = 0; k < 2; k++) {
              PropertyModel alone =
                  new SymmetrizedModel(
                      new AnalyticModel(member == k ? first : second), SPACE.symmetryGroup(), BOX);
              assertThat(Tensors.flat(found.value().get("{}, {}", member, k)))
                  .containsExactly(values(alone, points), within(1e-12));
              double[][] expected = gradients(alone, points);
              double[][] gradient = Tensors.rows(found.gradient().get("{}, {}", member, k));
              for (int i = 0; i < points.length; i++) {
                assertThat(gradient[i]).containsExactly(expected[i], within(1e-12));
              }
            }
          }
          return null;
        });
  }

  private static double mean(SymmetryGroup group, Ranges box, double[] point) {
    return Arrays.stream(group.images(point))
        .filter(image -> box.firstOutside(image) < 0)
        .mapToDouble(new Sines()::value)
        .average()
        .orElseThrow();
  }
}
