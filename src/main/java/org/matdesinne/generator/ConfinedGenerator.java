package org.matdesinne.generator;

import java.util.Arrays;
import org.matdesinne.design.Confinement;
import org.matdesinne.nn.PointBatch;

/**
 * A generator whose draws keep to the ranges of parameters that have no room to vary: see {@link
 * Confinement}. What is confined is so before anything is predicted of a draw; localization then
 * moves the other parameters.
 */
public final class ConfinedGenerator implements Generator {
  private final Generator generator;
  private final Confinement confinement;

  private ConfinedGenerator(Generator generator, Confinement confinement) {
    this.generator = generator;
    this.confinement = confinement;
  }

  /** Takes charge of {@code generator}, and leaves it as it is where nothing is confined. */
  public static Generator confine(Generator generator, Confinement confinement) {
    return confinement.isEmpty() ? generator : new ConfinedGenerator(generator, confinement);
  }

  @Override
  public int latentDimension() {
    return generator.latentDimension();
  }

  @Override
  public PointBatch draw(double[][] latents, double target) {
    PointBatch drawn = generator.draw(latents, target);
    return drawn.like(confined(generator.onHost(drawn)));
  }

  /** Single precision may take a confined value out of its range by a rounding. */
  @Override
  public double[][] onHost(PointBatch drawn) {
    return confined(generator.onHost(drawn));
  }

  private double[][] confined(double[][] points) {
    return Arrays.stream(points).map(confinement::confine).toArray(double[][]::new);
  }

  @Override
  public void close() {
    generator.close();
  }
}
