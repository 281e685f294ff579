package org.matdesinne.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.function.Predicate;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.SymmetryGroup;

/**
 * Labelled design points.
 *
 * @param x (rows, parameters) in the units of the design space
 * @param y (rows) in the property's unit
 */
public record Examples(double[][] x, double[] y) implements Serializable {

  /** Checks that there are as many points as labels, and some. */
  public Examples {
    if (x.length != y.length || x.length == 0) {
      throw new IllegalArgumentException(x.length + " design points, " + y.length + " labels");
    }
  }

  /** How many there are. */
  public int rows() {
    return y.length;
  }

  /** In the place of each row one of its images, each as likely as any other. */
  Examples images(SymmetryGroup group, UniformRandomProvider random) {
    return images(group, image -> Arrays.stream(image).allMatch(Double::isFinite), random);
  }

  /**
   * The same, chosen from the row itself and those images that lie in {@code box}: for networks
   * that know no more than that.
   */
  Examples images(SymmetryGroup group, Ranges box, UniformRandomProvider random) {
    return images(group, image -> box.firstOutside(image) < 0, random);
  }

  private Examples images(
      SymmetryGroup group, Predicate<double[]> allowed, UniformRandomProvider random) {
    return new Examples(
        Arrays.stream(x).map(row -> image(row, group, allowed, random)).toArray(double[][]::new),
        y);
  }

  /** Drawn until it is allowed, which gives each image that is allowed the same chance. */
  private static double[] image(
      double[] row,
      SymmetryGroup group,
      Predicate<double[]> allowed,
      UniformRandomProvider random) {
    while (true) {
      SymmetryGroup.Element element = group.random(random);
      double[] image = element.apply(row);
      if (element.isIdentity() || allowed.test(image)) {
        return image;
      }
    }
  }

  /**
   * Some of the rows, {@code most} at most, the same ones every time: a file may be ordered by what
   * its rows are, so that its first ones are no sample.
   */
  Examples sample(int most) {
    if (rows() <= most) {
      return this;
    }
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(0L);
    return pick(new PermutationSampler(random, rows(), most).sample(), 0, most);
  }

  /** The rows at {@code order[from]} to {@code order[to - 1]}. */
  Examples pick(int[] order, int from, int to) {
    int[] rows = Arrays.copyOfRange(order, from, to);
    return new Examples(
        Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new),
        Arrays.stream(rows).mapToDouble(i -> y[i]).toArray());
  }
}
