package org.matdesinne.novelty;

/**
 * A distance between points, or from a point to an axis-parallel box, each parameter's difference
 * divided by its scale. A search compares <em>measures</em>, which grow with the distance and may
 * be cheaper.
 *
 * <p>All three kinds only add, multiply and compare differences in a fixed order, so that rounding
 * keeps this promise: the measure of a box is never above that of a point inside it.
 */
public sealed interface Distance {

  /**
   * The measure of the point whose coordinates start at {@code offset}.
   *
   * @param point (parameters)
   */
  double toPoint(double[] point, double[] coordinates, int offset);

  /**
   * The measure of the box whose corners start at {@code offset}.
   *
   * @param point (parameters)
   */
  double toBox(double[] point, double[] lows, double[] highs, int offset);

  /** The measure of a distance. */
  default double measure(double distance) {
    return distance;
  }

  /** Undoes {@link #measure}. */
  default double distance(double measure) {
    return measure;
  }

  /** The average of the scaled differences. */
  static Distance average(double[] scales) {
    return new Average(inverse(scales));
  }

  /** The greatest of the scaled differences. */
  static Distance maximum(double[] scales) {
    return new Maximum(inverse(scales));
  }

  /** The root of the sum of the squared scaled differences, measured by its square. */
  static Distance euclidean(double[] scales) {
    return new Euclidean(inverse(scales));
  }

  /** To multiply with, which is several times as fast as to divide. */
  private static double[] inverse(double[] scales) {
    double[] inverse = new double[scales.length];
    for (int j = 0; j < scales.length; j++) {
      inverse[j] = 1 / scales[j];
    }
    return inverse;
  }

  /** Exact, and without a branch: which way a search goes cannot be foretold. */
  private static double gap(double value, double low, double high) {
    double below = low - value;
    double above = value - high;
    return 0.5 * ((below + Math.abs(below)) + (above + Math.abs(above)));
  }

  /**
   * See {@link #average}.
   *
   * @param inverse (parameters), 1 over each scale
   */
  record Average(double[] inverse) implements Distance {
    @Override
    public double toPoint(double[] point, double[] coordinates, int offset) {
      double sum = 0;
      for (int j = 0; j < inverse.length; j++) {
        sum += Math.abs(point[j] - coordinates[offset + j]) * inverse[j];
      }
      return sum / inverse.length;
    }

    @Override
    public double toBox(double[] point, double[] lows, double[] highs, int offset) {
      double sum = 0;
      for (int j = 0; j < inverse.length; j++) {
        sum += gap(point[j], lows[offset + j], highs[offset + j]) * inverse[j];
      }
      return sum / inverse.length;
    }
  }

  /**
   * See {@link #maximum}.
   *
   * @param inverse (parameters), 1 over each scale
   */
  record Maximum(double[] inverse) implements Distance {
    @Override
    public double toPoint(double[] point, double[] coordinates, int offset) {
      double greatest = 0;
      for (int j = 0; j < inverse.length; j++) {
        greatest = Math.max(greatest, Math.abs(point[j] - coordinates[offset + j]) * inverse[j]);
      }
      return greatest;
    }

    @Override
    public double toBox(double[] point, double[] lows, double[] highs, int offset) {
      double greatest = 0;
      for (int j = 0; j < inverse.length; j++) {
        greatest =
            Math.max(greatest, gap(point[j], lows[offset + j], highs[offset + j]) * inverse[j]);
      }
      return greatest;
    }
  }

  /**
   * See {@link #euclidean}.
   *
   * @param inverse (parameters), 1 over each scale
   */
  record Euclidean(double[] inverse) implements Distance {
    @Override
    public double toPoint(double[] point, double[] coordinates, int offset) {
      double sum = 0;
      for (int j = 0; j < inverse.length; j++) {
        double scaled = (point[j] - coordinates[offset + j]) * inverse[j];
        sum += scaled * scaled;
      }
      return sum;
    }

    @Override
    public double toBox(double[] point, double[] lows, double[] highs, int offset) {
      double sum = 0;
      for (int j = 0; j < inverse.length; j++) {
        double scaled = gap(point[j], lows[offset + j], highs[offset + j]) * inverse[j];
        sum += scaled * scaled;
      }
      return sum;
    }

    @Override
    public double measure(double distance) {
      return distance * distance;
    }

    @Override
    public double distance(double measure) {
      return Math.sqrt(measure);
    }
  }
}
