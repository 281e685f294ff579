package org.matdesinne.generator;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.util.Arrays;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/**
 * A network's tensors and units: what training changes, and what a trained network works with.
 *
 * @param manager owns the weights; rows live in it or below; closing it frees them
 * @param weights the parameters
 * @param scaling of the columns
 */
public record NetworkState(NDManager manager, Weights weights, Scaling scaling) {

  /** A trained network's, on {@code device}. */
  public static NetworkState open(Device device, byte[] safetensors, Scaling scaling) {
    NDManager manager = TorchRuntime.manager(device);
    return new NetworkState(manager, Weights.decode(manager, safetensors), scaling);
  }

  /** How many parameters a design point has. */
  public int dimension() {
    return scaling.dimension();
  }

  /** Design points as a (batch, parameters) tensor, in the units of the design space. */
  public NDArray points(double[][] x) {
    return Tensors.of(manager, x, dimension());
  }

  /** Design points in units of their training deviation: (batch, parameters) to the same. */
  public NDArray standardized(NDArray x) {
    return x.sub(row(scaling.designMean(), x)).div(row(scaling.designScale(), x));
  }

  /** Undoes {@link #standardized}. */
  public NDArray inUnits(NDArray u) {
    return u.mul(row(scaling.designScale(), u)).add(row(scaling.designMean(), u));
  }

  /** Σ log scale: what a density in standardised units loses in units of the design space. */
  double logScale() {
    return Arrays.stream(scaling.designScale()).map(Math::log).sum();
  }

  private static NDArray row(double[] values, NDArray partner) {
    return partner.getManager().create(values).toType(DataType.FLOAT32, true);
  }
}
