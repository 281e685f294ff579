package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;

/**
 * A {@link Perceptron} with {@link Activation#SILU}, each hidden layer but the first added to what
 * it was given. It knows its own derivative: a pass through it, and the way back, is one call of
 * the engine.
 */
public final class ResidualPerceptron {
  private final TorchScript functions;
  private final List<NDArray> weights;
  private final List<NDArray> biases;

  /**
   * Takes the tensors under {@code prefix}, as many layers as there are.
   *
   * @param manager of the tensors
   * @throws IllegalArgumentException when a tensor is missing or has another shape, or the hidden
   *     layers are not of one width
   */
  public ResidualPerceptron(
      NDManager manager, Weights tensors, String prefix, int inputs, int outputs) {
    List<Perceptron.Layer> layers = Perceptron.layers(tensors, prefix, inputs, outputs);
    for (Perceptron.Layer inner : layers.subList(1, layers.size() - 1)) {
      if (inner.weight().size(0) != inner.weight().size(1)) {
        throw new IllegalArgumentException(
            "a residual layer under '" + prefix + "' has shape " + inner.weight().getShape());
      }
    }
    weights = layers.stream().map(Perceptron.Layer::weight).toList();
    biases = layers.stream().map(Perceptron.Layer::bias).toList();
    functions =
        TorchScript.of(manager.getDevice(), ResidualPerceptron.class, "residual-perceptron.py");
  }

  /** Weights of each layer in order, (outputs, inputs). */
  public List<NDArray> weights() {
    return weights;
  }

  /** Biases of each layer in order, (outputs). */
  public List<NDArray> biases() {
    return biases;
  }

  /** Maps (batch, inputs) to (batch, outputs); can be differentiated. */
  public NDArray apply(NDArray input) {
    NDManager manager = input.getManager();
    NDList results = functions.call(manager, "forward", input, weights, biases);
    NDList layers = results.subNDList(1);
    return GradientTape.attach(
            input,
            results.subNDList(0, 1),
            gradients ->
                functions.call(
                    manager,
                    "pull",
                    input,
                    weights,
                    layers,
                    gradients.singletonOrThrow(),
                    GradientTape.gradients(weights),
                    GradientTape.gradients(biases)))
        .singletonOrThrow();
  }
}
