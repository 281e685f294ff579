package org.matdesinne.generator;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import org.matdesinne.design.Ranges;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;

/**
 * Starting points around given ones, whatever the target: each given point is as likely as any
 * other, and each parameter differs from it by no more than a share of its range, evenly spread.
 */
public final class NearPoints implements Generator {
  private final NDManager manager;
  private final Scalars scalars;
  private final FloatBox box;
  private final NDArray points; // (given, parameters)
  private final NDArray reach; // (parameters), greatest difference

  /**
   * Starts around {@code points}, on {@code device}.
   *
   * @param points (given, parameters) in the units of the design space
   * @param reach (parameters), greatest difference from a given point
   * @param ranges that starts keep; a given point outside stands for the nearest one inside
   */
  public NearPoints(double[][] points, double[] reach, Ranges ranges, Device device) {
    manager = TorchRuntime.manager(device);
    scalars = new Scalars(manager);
    box = new FloatBox(manager, ranges, scalars);
    this.points = Tensors.matrix(manager, points, reach.length);
    this.reach = manager.create(reach).toType(DataType.FLOAT32, false);
  }

  /** One number chooses the point, the others the difference from it. */
  @Override
  public int latentDimension() {
    return (int) reach.size() + 1;
  }

  @Override
  public PointBatch draw(double[][] latents, double[][] y) {
    NDArray normal = Tensors.matrix(manager, latents, latentDimension());
    // The share of all standard normal numbers that lie below.
    NDArray share =
        normal.mul(scalars.of(Math.sqrt(0.5))).erf().add(scalars.of(1)).mul(scalars.of(0.5));
    NDArray chosen =
        share
            .get(":, 0")
            .mul(scalars.of((double) points.size(0)))
            .floor()
            .minimum(scalars.of((double) points.size(0) - 1))
            .toType(DataType.INT64, false);
    NDArray difference = share.get(":, 1:").mul(scalars.of(2)).sub(scalars.of(1)).mul(reach);
    return new PointBatch(box.nearest(Tensors.pick(points, chosen).add(difference)));
  }

  @Override
  public void close() {
    manager.close();
  }
}
