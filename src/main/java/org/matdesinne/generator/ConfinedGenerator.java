package org.matdesinne.generator;

import java.util.Arrays;
import org.matdesinne.design.Confinement;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Ranges;
import org.matdesinne.nn.PointBatch;

/**
 * A generator whose draws keep to the ranges of parameters that have no room to vary, see {@link
 * Confinement}, to the levels of those that have levels, and to the constraints of the design
 * space. Draws are brought there before anything is predicted of them; localization then moves the
 * other parameters.
 */
public final class ConfinedGenerator implements Generator {
  private final Generator generator;
  private final Confinement confinement;
  private final FeasibleSet region;
  private final double[] scale;

  private ConfinedGenerator(
      Generator generator, Confinement confinement, FeasibleSet region, double[] scale) {
    this.generator = generator;
    this.confinement = confinement;
    this.region = region;
    this.scale = scale.clone();
  }

  /**
   * Takes charge of {@code generator}, and leaves it as it is where draws are neither confined nor
   * kept to levels or constraints.
   *
   * @param seen ranges of the training set
   * @param region where candidates may lie, not beyond {@code seen}
   * @param scale (parameters) standard deviation of each parameter in the training set
   */
  public static Generator confine(
      Generator generator, Ranges seen, FeasibleSet region, double[] scale) {
    Confinement confinement = Confinement.of(seen, region.ranges());
    return confinement.isEmpty() && region.isBox()
        ? generator
        : new ConfinedGenerator(generator, confinement, region, scale);
  }

  @Override
  public int latentDimension() {
    return generator.latentDimension();
  }

  @Override
  public PointBatch draw(double[][] latents, double[][] y) {
    PointBatch drawn = generator.draw(latents, y);
    return drawn.like(confined(generator.onHost(drawn)));
  }

  /** Single precision may take a confined value out of its range by a rounding. */
  @Override
  public double[][] onHost(PointBatch drawn) {
    return confined(generator.onHost(drawn));
  }

  private double[][] confined(double[][] points) {
    return Arrays.stream(points)
        .map(point -> region.nearest(confinement.confine(point), scale))
        .toArray(double[][]::new);
  }

  @Override
  public void close() {
    generator.close();
  }
}
