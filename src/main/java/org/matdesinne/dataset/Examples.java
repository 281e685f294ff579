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
 * @param labels (rows, labels), the property in its unit first
 */
public record Examples(double[][] x, double[][] labels) implements Serializable {

  /** Images that are points at all. */
  public static final Predicate<double[]> ANYWHERE =
      image -> Arrays.stream(image).allMatch(Double::isFinite);

  /** Images that lie in {@code box}. */
  public static Predicate<double[]> inside(Ranges box) {
    return image -> box.firstOutside(image) < 0;
  }

  /** Checks that every point has its labels. */
  public Examples {
    if (x.length != labels.length) {
      throw new IllegalArgumentException(x.length + " design points, " + labels.length + " labels");
    }
  }

  /**
   * Points that have the property as their only label.
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
        rows.stream().mapToDouble(LabelledPoint::label).toArray());
  }

  /** How many there are. */
  public int rows() {
    return x.length;
  }

  /** (rows), the property in its unit: a new array. */
  public double[] y() {
    return Arrays.stream(labels).mapToDouble(row -> row[0]).toArray();
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
    return new Examples(
        Arrays.stream(x).map(row -> image(row, group, allowed, random)).toArray(double[][]::new),
        labels);
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
        IntStream.of(numbers).mapToObj(i -> x[i]).toArray(double[][]::new),
        IntStream.of(numbers).mapToObj(i -> labels[i]).toArray(double[][]::new));
  }
}
