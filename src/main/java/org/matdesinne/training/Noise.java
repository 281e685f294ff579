package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Random tensors that an objective draws. They come from the training's own source: the engine's
 * random numbers are one stream a process.
 */
final class Noise {
  private Noise() {}

  /** Standard normal numbers, (rows, columns). */
  static NDArray normal(NDManager manager, int rows, int columns, UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    float[] values = new float[rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) normal.sample();
    }
    return manager.create(values, new Shape(rows, columns));
  }

  /** Numbers from 0 to 1, (rows, 1). */
  static NDArray uniform(NDManager manager, int rows, UniformRandomProvider random) {
    float[] values = new float[rows];
    for (int i = 0; i < rows; i++) {
      values[i] = random.nextFloat();
    }
    return manager.create(values, new Shape(rows, 1));
  }
}
