package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.TorchScript;

/**
 * Trained {@linkplain DenseNetwork residual networks} of one size and one scaling, all asked for
 * the same rows: values and gradients by the chain rule, without a recorded graph. Safe for
 * concurrent use.
 */
public final class ResidualEnsemble implements PropertyModel {
  /** Rows whose activations stay in the cache of a core. */
  private static final long CPU_BLOCK = 256;

  /** A matrix product of fewer columns than this is no quicker. */
  private static final int NARROWEST = 16;

  private final NetworkState state;
  private final TorchScript functions;
  private final List<NDArray> weights; // of a layer: (members, outputs, inputs)
  private final List<NDArray> biases; // of a layer: (members, outputs)
  private final NDArray first; // (members, hidden, NARROWEST or more)
  private final long block;

  /**
   * Takes charge of {@code members}, which share a manager.
   *
   * @throws IllegalArgumentException when the weights are not of this kind, or not of one size
   */
  public ResidualEnsemble(List<NetworkState> members) {
    state = members.get(0);
    NDManager manager = state.manager();
    List<List<NDArray>> layers =
        members.stream().map(member -> new DenseNetwork(member).layers()).toList();
    weights = new ArrayList<>();
    biases = new ArrayList<>();
    for (int k = 0; k < layers.get(0).size(); k += 2) {
      weights.add(stacked(layers, k));
      biases.add(stacked(layers, k + 1));
    }
    first = padded(weights.get(0), manager);
    functions = TorchScript.compile(manager, ResidualEnsemble.class, "residual-ensemble.py");
    block = manager.getDevice().isGpu() ? Long.MAX_VALUE / 2 : CPU_BLOCK;
  }

  private static NDArray stacked(List<List<NDArray>> layers, int tensor) {
    return NDArrays.stack(
        new NDList(layers.stream().map(each -> each.get(tensor)).toArray(NDArray[]::new)));
  }

  private static NDArray padded(NDArray tensor, NDManager manager) {
    Shape shape = tensor.getShape();
    long missing = NARROWEST - shape.get(2);
    if (missing <= 0) {
      return tensor;
    }
    Shape zeros = new Shape(shape.get(0), shape.get(1), missing);
    return tensor.concat(manager.zeros(zeros, tensor.getDataType()), 2);
  }

  @Override
  public int members() {
    return (int) first.size(0);
  }

  @Override
  public NDManager manager() {
    return state.manager();
  }

  @Override
  public NDArray value(NDArray x) {
    NDArray u = coordinates(x);
    return inUnit(functions.call(x.getManager(), "value", u, weights, biases, block).get(0));
  }

  @Override
  public ValueAndGradient valueAndGradient(NDArray x) {
    NDArray u = coordinates(x);
    NDList found =
        functions.call(x.getManager(), "value_and_gradient", u, weights, biases, first, block);
    NDArray byCoordinates = found.get(1).get("..., :{}", (long) state.dimension());
    NDArray slope = state.slope(x, u).mul(state.scaling().propertyScale());
    return new ValueAndGradient(inUnit(found.get(0)), byCoordinates.mul(slope));
  }

  private NDArray coordinates(NDArray x) {
    NDArray u = state.inCoordinates(x);
    DataType type = first.getDataType();
    return u.getDataType() == type ? u : u.toType(type, false);
  }

  private NDArray inUnit(NDArray standardized) {
    return state.scaling().propertyInUnit(standardized);
  }

  @Override
  public void close() {
    state.manager().close();
  }
}
