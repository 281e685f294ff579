package org.matdesinne.generator;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.matdesinne.design.Ranges;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;

/**
 * Starting points spread evenly over the ranges, whatever the target: the initialiser of the Neural
 * Adjoint (Ren, Padilla and Malof, NeurIPS 2020), which leaves everything to localization.
 */
public final class MultiStart implements Generator {
  private final NDManager manager;
  private final Scalars scalars;
  private final FloatBox box;
  private final NDArray width; // (parameters)

  /** Starts in {@code ranges}, on the CPU. */
  public MultiStart(Ranges ranges) {
    this(ranges, Device.cpu());
  }

  /** Starts in {@code ranges}, on {@code device}. */
  public MultiStart(Ranges ranges, Device device) {
    manager = TorchRuntime.manager(device);
    scalars = new Scalars(manager);
    box = new FloatBox(manager, ranges, scalars);
    width = box.maximum().sub(box.minimum());
  }

  @Override
  public int latentDimension() {
    return (int) width.size();
  }

  @Override
  public PointBatch draw(double[][] latents, double[][] y) {
    NDArray normal = Tensors.matrix(manager, latents, latentDimension());
    // The share of all standard normal numbers that lie below.
    NDArray share =
        normal.mul(scalars.of(Math.sqrt(0.5))).erf().add(scalars.of(1)).mul(scalars.of(0.5));
    return new PointBatch(box.nearest(share.mul(width).add(box.minimum())));
  }

  @Override
  public void close() {
    manager.close();
  }
}
