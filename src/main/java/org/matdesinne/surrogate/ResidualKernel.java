package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import java.util.stream.IntStream;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.ResidualPerceptron;
import org.matdesinne.nn.TorchScript;

/**
 * Residual networks of one size, all asked for the same rows: outputs and their derivatives by the
 * chain rule, without a recorded graph. Safe for concurrent use.
 */
final class ResidualKernel {
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
   * The kernel of {@code members}.
   *
   * @param state whose coordinates they share, and whose manager owns the kernel's tensors
   * @param members of one size
   */
  ResidualKernel(NetworkState state, List<ResidualPerceptron> members) {
    this.state = state;
    NDManager manager = state.manager();
    weights = stacked(members.stream().map(ResidualPerceptron::weights).toList());
    biases = stacked(members.stream().map(ResidualPerceptron::biases).toList());
    first = padded(weights.get(0), manager);
    functions = TorchScript.of(manager.getDevice(), ResidualKernel.class, "residual-kernel.py");
    block = manager.getDevice().isGpu() ? Long.MAX_VALUE / 2 : CPU_BLOCK;
  }

  private static List<NDArray> stacked(List<List<NDArray>> members) {
    return IntStream.range(0, members.get(0).size())
        .mapToObj(k -> members.stream().map(layers -> layers.get(k)).toArray(NDArray[]::new))
        .map(layer -> NDArrays.stack(new NDList(layer)))
        .toList();
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

  int members() {
    return (int) first.size(0);
  }

  /**
   * The outputs.
   *
   * @param x (rows, parameters) in the units of the design space
   * @return (members, outputs, rows)
   */
  NDArray value(NDArray x) {
    NDArray u = coordinates(x);
    return functions.call(x.getManager(), "value", u, weights, biases, block).get(0);
  }

  /**
   * The outputs and their derivatives by the parameters: (members, outputs, rows) and (members,
   * outputs, rows, parameters).
   *
   * @param x (rows, parameters) in the units of the design space
   */
  ValueAndGradient valueAndGradient(NDArray x) {
    NDArray u = coordinates(x);
    NDList found =
        functions.call(x.getManager(), "value_and_gradient", u, weights, biases, first, block);
    NDArray byCoordinates = found.get(1).get("..., :{}", (long) state.dimension());
    return new ValueAndGradient(found.get(0), byCoordinates.mul(state.slope(x, u)));
  }

  private NDArray coordinates(NDArray x) {
    NDArray u = state.inCoordinates(x);
    DataType type = first.getDataType();
    return u.getDataType() == type ? u : u.toType(type, false);
  }
}
