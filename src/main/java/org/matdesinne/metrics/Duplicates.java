package org.matdesinne.metrics;

import java.util.Arrays;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.SymmetryGroup;
import org.matdesinne.novelty.FinitePoints;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.novelty.PointTree;
import org.matdesinne.novelty.ScaledDistance;

/**
 * How many candidates repeat an earlier one of their own set: what {@link Novelty} asks of the
 * training points, asked of the candidates among themselves.
 *
 * <p>Two candidates are the same on average when the average of their scaled differences over all
 * parameters is at most the tolerance, and the same at maximum when the greatest over the lattice
 * parameters is (the two rules of Fung et al., npj Comput. Mater. 7, 200, 2021). The first of
 * several that are the same repeats none.
 *
 * <p>The paper compares points. A candidate of which a mirror image is the same as an earlier one
 * is the same material too, and counts as a repeat of the distinct ones.
 *
 * @param candidates how many there are, at least one
 * @param onAverage how many are the same on average as an earlier one
 * @param atMaximum how many are the same at maximum as an earlier one
 * @param imagesOnAverage how many have an image, or are themselves, the same on average as one
 * @param imagesAtMaximum how many have an image, or are themselves, the same at maximum as one
 */
public record Duplicates(
    int candidates, int onAverage, int atMaximum, int imagesOnAverage, int imagesAtMaximum) {

  /**
   * Compares every candidate with all before it, exactly, in O(n) memory. The time grows a little
   * faster than n log n: a search looks at few more points than lie within its reach and ends with
   * the first that is the same. An image outside the box of all candidates costs one look at it.
   *
   * @param candidates (candidates, parameters), at least one, in the units of the design space
   * @param tolerance up to which scaled differences are none (the paper: 0.01)
   * @throws IllegalArgumentException when there is no candidate, or one has another number of
   *     parameters than the space or holds a value that is not finite
   */
  public static Duplicates of(DesignSpace space, double[][] candidates, double tolerance) {
    if (candidates.length == 0) {
      throw new IllegalArgumentException("no candidates to compare with one another");
    }
    FinitePoints.check(candidates, space.dimension());
    SymmetryGroup group = space.symmetryGroup();
    Repeats onAverage =
        Repeats.of(candidates, group, ScaledDistance.noveltyAverage(space), tolerance);
    Repeats atMaximum =
        Repeats.of(candidates, group, ScaledDistance.noveltyMaximum(space), tolerance);
    return new Duplicates(
        candidates.length, onAverage.points, atMaximum.points, onAverage.images, atMaximum.images);
  }

  private record Repeats(int points, int images) {
    static Repeats of(
        double[][] candidates, SymmetryGroup group, ScaledDistance rule, double tolerance) {
      PointTree tree = new PointTree(candidates, rule.scales());
      int points = 0;
      int images = 0;
      for (int i = 0; i < candidates.length; i++) {
        int number = i;
        if (tree.anyBefore(i, candidates[i], rule.distance(), tolerance)) {
          points++;
        } else if (group.elements().stream()
            .skip(1)
            .map(element -> element.apply(candidates[number]))
            .filter(image -> Arrays.stream(image).allMatch(Double::isFinite))
            .anyMatch(image -> tree.anyBefore(number, image, rule.distance(), tolerance))) {
          images++;
        }
      }
      return new Repeats(points, points + images);
    }
  }

  /** Share of the candidates that are the same as no earlier one on average. */
  public double uniqueAverage() {
    return unique(onAverage);
  }

  /** Share of the candidates that are the same as no earlier one at maximum. */
  public double uniqueMaximum() {
    return unique(atMaximum);
  }

  /** Share of the candidates of which no image is the same as an earlier one on average. */
  public double distinctAverage() {
    return unique(imagesOnAverage);
  }

  /** Share of the candidates of which no image is the same as an earlier one at maximum. */
  public double distinctMaximum() {
    return unique(imagesAtMaximum);
  }

  private double unique(int repeats) {
    return (double) (candidates - repeats) / candidates;
  }
}
