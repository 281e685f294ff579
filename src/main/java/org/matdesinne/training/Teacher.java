package org.matdesinne.training;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.io.Serializable;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;
import org.matdesinne.config.Section;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.ColumnMoments;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Ranges;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;

/**
 * How a surrogate teaches another network: it gives pseudo-labels to many points around the
 * training rows, and the network learns from these. A few thousand rows are too few for a density
 * in the design space, and enough for a surrogate.
 *
 * <p>A point is a random image of a random row under the space's symmetries, moved by normal noise
 * and mirrored back into the rows' box. Rows with parameters exactly at their reference lie on
 * low-dimensional slices, where a density is singular; the noise takes them off.
 *
 * <p>Levels and constraints are such slices, too, and draws are brought there: a point stays where
 * the noise has taken it, and has the label of the point of the design space that it would be
 * brought to.
 *
 * @param network the surrogate's name
 * @param points to be labelled
 * @param noise deviation of the noise on each parameter, in standard deviations of the rows
 * @param noiseAtReference the same for parameters that are at their reference
 */
public record Teacher(
    String network,
    int points,
    @JsonAlias("spread") double noise,
    @JsonAlias("sheetSpread") double noiseAtReference)
    implements Serializable {
  private static final int BATCH = 4096;

  /** Reads {@code network, points, noise, noise-at-reference}. */
  public static Teacher from(Section section) {
    return new Teacher(
        section.string("network"),
        section.integer("points", 1),
        section.number("noise", 0, 10),
        section.number("noise-at-reference", 0, 10));
  }

  /**
   * The points with the pseudo-labels that the surrogate gives them: what it predicts and, where it
   * states one, the uncertainty of that.
   *
   * @param rows training rows
   */
  public Examples pseudoLabelled(
      Surrogate surrogate, Examples rows, DesignSpace space, UniformRandomProvider random) {
    double[][] x = points(rows, space, random);
    double[][] y = new double[points][];
    double[][] uncertainty = new double[points][];
    FeasibleSet region = new FeasibleSet(space, Ranges.of(rows.x()));
    double[] scale = deviation(rows);
    for (int from = 0; from < points; from += BATCH) {
      double[][] batch =
          Arrays.stream(x, from, Math.min(points, from + BATCH))
              .map(point -> region.nearest(point, scale))
              .toArray(double[][]::new);
      Prediction said = surrogate.predict(batch);
      System.arraycopy(said.value(), 0, y, from, batch.length);
      System.arraycopy(said.uncertainty(), 0, uncertainty, from, batch.length);
    }
    return new Examples(x, y, uncertainty);
  }

  private static double[] deviation(Examples rows) {
    return Arrays.stream(ColumnMoments.ofColumns(rows.x()))
        .mapToDouble(ColumnMoments::deviation)
        .toArray();
  }

  private double[][] points(Examples rows, DesignSpace space, UniformRandomProvider random) {
    Ranges box = Ranges.of(rows.x());
    int[] order = IntStream.range(0, points).map(i -> random.nextInt(rows.rows())).toArray();
    double[][] images = rows.pick(order).images(space.symmetryGroup(), box, random).x();
    double[] deviation = deviation(rows);
    double[] reference =
        space.parameters().stream().mapToDouble(DesignParameter::reference).toArray();
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    double[][] x = new double[points][];
    for (int i = 0; i < points; i++) {
      x[i] = new double[reference.length];
      for (int j = 0; j < reference.length; j++) {
        double value = images[i][j];
        double width = value == reference[j] ? noiseAtReference : noise;
        x[i][j] = box.reflected(j, value + width * deviation[j] * normal.sample());
      }
    }
    return x;
  }
}
