package org.matdesinne.training;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Symmetry;

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

  /** Each row in the place of a random image of it under the group that {@code generators} make. */
  Examples images(List<Symmetry> generators, UniformRandomProvider random) {
    double[][] images = x.clone();
    for (Symmetry generator : generators) {
      for (int i = 0; i < images.length; i++) {
        images[i] = random.nextBoolean() ? generator.apply(images[i]) : images[i];
      }
    }
    return new Examples(images, y);
  }

  /** A random image of a row, if it lies in the box, else the row. */
  static double[] image(double[] row, DesignSpace space, Ranges box, UniformRandomProvider random) {
    double[] image = row;
    for (Symmetry generator : space.symmetries()) {
      image = random.nextBoolean() ? generator.apply(image) : image;
    }
    return box.firstOutside(image) < 0 ? image : row;
  }

  /** The rows at {@code order[from]} to {@code order[to - 1]}. */
  Examples pick(int[] order, int from, int to) {
    int[] rows = Arrays.copyOfRange(order, from, to);
    return new Examples(
        Arrays.stream(rows).mapToObj(i -> x[i]).toArray(double[][]::new),
        Arrays.stream(rows).mapToDouble(i -> y[i]).toArray());
  }
}
