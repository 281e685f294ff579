package org.matdesinne.network;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import org.matdesinne.flow.Columnwise;
import org.matdesinne.flow.Condition;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

/** A network's tensors and units: what training changes, and what a trained network works with. */
public final class NetworkState {
  private final NDManager manager;
  private final Weights weights;
  private final Scaling scaling;
  private final Columnwise coordinates;

  /**
   * The state of a network.
   *
   * @param manager owns the weights; rows live in it or below; closing it frees them
   * @param weights the parameters
   * @param scaling of the columns
   */
  public NetworkState(NDManager manager, Weights weights, Scaling scaling) {
    this.manager = manager;
    this.weights = weights;
    this.scaling = scaling;
    coordinates = scaling.coordinates(manager);
  }

  /** A trained network's, on {@code device}. */
  public static NetworkState open(Device device, byte[] safetensors, Scaling scaling) {
    NDManager manager = TorchRuntime.manager(device);
    return new NetworkState(manager, Weights.decode(manager, safetensors), scaling);
  }

  /** Owns the weights; rows live in it or below; closing it frees them. */
  public NDManager manager() {
    return manager;
  }

  /** The parameters. */
  public Weights weights() {
    return weights;
  }

  /** The units of the columns. */
  public Scaling scaling() {
    return scaling;
  }

  /** From design points in their units to the coordinates that the network sees. */
  public Columnwise coordinates() {
    return coordinates;
  }

  /** How many parameters a design point has. */
  public int dimension() {
    return scaling.dimension();
  }

  /** How many properties a label has. */
  public int properties() {
    return scaling.properties();
  }

  /** Design points as a (batch, parameters) tensor, in the units of the design space. */
  public NDArray points(double[][] x) {
    return Tensors.matrix(manager, x, dimension());
  }

  /** Labels as a (batch, properties) tensor, in their units. */
  public NDArray labels(double[][] y) {
    return Tensors.matrix(manager, y, properties());
  }

  /** Design points in the network's coordinates: (batch, parameters) to the same. */
  public NDArray inCoordinates(NDArray x) {
    return coordinates.forward(x, Condition.none()).value();
  }

  /**
   * The derivative of each coordinate by the design parameter that it is of.
   *
   * @param x (batch, parameters) in the units of the design space
   * @param u (batch, parameters), {@link #inCoordinates} of x
   * @return of a shape that can be multiplied with {@code u}
   */
  public NDArray slope(NDArray x, NDArray u) {
    return coordinates.slope(x, u);
  }

  /** Undoes {@link #inCoordinates}. */
  public NDArray inUnits(NDArray u) {
    return coordinates.inverse(u, Condition.none());
  }
}
