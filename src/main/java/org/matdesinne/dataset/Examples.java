package org.matdesinne.dataset;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.SymmetryGroup;

/**
 * Labelled design points, or none.
 *
 * @param x (rows, parameters) in the units of the design space
 * @param y (rows, properties) in their units
 * @param uncertainty (rows, properties) of labels that a surrogate gave, in their units; NaN where
 *     it states none, null where no surrogate gave them
 */
public record Examples(double[][] x, double[][] y, double[][] uncertainty) implements Serializable {

  /** Images that are points at all. */
  public static final Predicate<double[]> ANYWHERE =
      image -> Arrays.stream(image).allMatch(Double::isFinite);

  /** Images that lie in {@code box}. */
  public static Predicate<double[]> inside(Ranges box) {
    return image -> box.firstOutside(image) < 0;
  }

  /** Checks that every point has its labels. */
  public Examples {
    if (x.length != y.length || (uncertainty != null && x.length != uncertainty.length)) {
      throw new IllegalArgumentException(x.length + " design points, " + y.length + " labels");
    }
  }

  /**
   * Points with labels that are taken for exact.
   *
   * @param x (rows, parameters) in the units of the design space
   * @param y (rows, properties) in their units
   */
  public Examples(double[][] x, double[][] y) {
    this(x, y, null);
  }

  /**
   * Points with labels of one property.
   *
   * @param x (rows, parameters) in the units of the design space
   * @param y (rows) in the property's unit
   */
  public Examples(double[][] x, double[] y) {
    this(x, Arrays.stream(y).mapToObj(label -> new double[] {label}).toArray(double[][]::new));
  }

  /** Rows as columns. */
  public static Examples of(List<LabelledPoint> rows) {
    return new Examples(
        rows.stream().map(LabelledPoint::point).toArray(double[][]::new),
        rows.stream().map(LabelledPoint::labels).toArray(double[][]::new));
  }

  /** How many there are. */
  public int rows() {
    return x.length;
  }

  /** The property at {@code index}, in its unit: (rows), a new array. */
  public double[] y(int index) {
    return Arrays.stream(y).mapToDouble(row -> row[index]).toArray();
  }

  /** The same labels of other points: (rows, parameters). */
  public Examples at(double[][] points) {
    return new Examples(points, y, uncertainty);
  }

  /** In the place of each row one of its images, each as likely as any other. */
  public Examples images(SymmetryGroup group, UniformRandomProvider random) {
    return images(group, ANYWHERE, random);
  }

  /**
   * The same, chosen from the row itself and those images that lie in {@code box}: for networks
   * that know no more than that.
   */
  public Examples images(SymmetryGroup group, Ranges box, UniformRandomProvider random) {
    return images(group, inside(box), random);
  }

  /**
   * The same, chosen from the row itself and those images that are allowed.
   *
   * @param allowed {@link #ANYWHERE} or {@link #inside}
   */
  public Examples images(
      SymmetryGroup group, Predicate<double[]> allowed, UniformRandomProvider random) {
    return at(
        Arrays.stream(x).map(row -> image(row, group, allowed, random)).toArray(double[][]::new));
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
   * The points with no parameter exactly at its reference. The others lie on slices of lower
   * dimension, where a density is singular and a likelihood says nothing.
   */
  public Examples offReference(DesignSpace space) {
    double[] reference =
        space.parameters().stream().mapToDouble(DesignParameter::reference).toArray();
    return pick(
        IntStream.range(0, rows())
            .filter(
                i -> IntStream.range(0, reference.length).allMatch(j -> x[i][j] != reference[j]))
            .toArray());
  }

  /**
   * A random sample without replacement; all rows, in another order, where there are no more. Rows
   * may lie in a file block by block, so that its first ones are no sample.
   *
   * @param count at most
   * @param seed decides, with the number of rows alone, which are drawn
   */
  public Examples sample(int count, long seed) {
    if (rows() == 0) {
      return this;
    }
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(seed);
    return pick(new PermutationSampler(random, rows(), Math.min(count, rows())).sample());
  }

  /** The rows of these numbers, in their order. */
  public Examples pick(int[] numbers) {
    return new Examples(
        pick(x, numbers),
        pick(y, numbers),
        uncertainty == null ? null : pick(uncertainty, numbers));
  }

  private static double[][] pick(double[][] rows, int[] numbers) {
    return IntStream.of(numbers).mapToObj(i -> rows[i]).toArray(double[][]::new);
  }
}
