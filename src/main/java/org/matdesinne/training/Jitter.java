package org.matdesinne.training;

import java.util.Arrays;
import java.util.stream.DoubleStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.matdesinne.design.ColumnMoments;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;

/**
 * Normal noise on the design parameters of a batch.
 *
 * <p>Where part of the rows lie on a low-dimensional slice, with some parameters exactly at their
 * reference, a likelihood grows without bound, and a model spends itself on the slice. Noise on
 * just those parameters gives the slice a thickness and leaves all other rows sharp.
 *
 * @param everywhere (parameters) deviation of the noise on any value, in its unit
 * @param atReference (parameters) deviation of the noise on a value that is the reference
 * @param reference (parameters)
 */
public record Jitter(double[] everywhere, double[] atReference, double[] reference) {

  /**
   * The noise that the settings ask for.
   *
   * @param points (rows, parameters) whose deviations are its unit
   */
  public static Jitter of(TrainingSettings settings, DesignSpace space, double[][] points) {
    Ranges ranges = Ranges.of(points);
    double[] deviation =
        Arrays.stream(ColumnMoments.ofColumns(points))
            .mapToDouble(ColumnMoments::deviation)
            .toArray();
    // What never varies stays what it is.
    Arrays.setAll(deviation, j -> ranges.minimum()[j] == ranges.maximum()[j] ? 0 : deviation[j]);
    return new Jitter(
        Arrays.stream(deviation).map(d -> settings.inputNoise() * d).toArray(),
        Arrays.stream(deviation).map(d -> settings.inputNoiseAtReference() * d).toArray(),
        space.parameters().stream().mapToDouble(DesignParameter::reference).toArray());
  }

  /** Whether it leaves all points where they are. */
  boolean isNone() {
    return DoubleStream.concat(Arrays.stream(everywhere), Arrays.stream(atReference))
        .allMatch(deviation -> deviation == 0);
  }

  /**
   * The points with fresh noise.
   *
   * @param points (rows, parameters)
   */
  public double[][] apply(double[][] points, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] moved = new double[points.length][reference.length];
    for (int i = 0; i < moved.length; i++) {
      for (int j = 0; j < reference.length; j++) {
        double value = points[i][j];
        double deviation = value == reference[j] ? atReference[j] : everywhere[j];
        moved[i][j] = deviation == 0 ? value : value + deviation * normal.sample();
      }
    }
    return moved;
  }
}
