package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.core.Linear;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntToDoubleFunction;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * Linear layers with an activation between them.
 *
 * <p>Shapes: input (batch, inputs), output (batch, outputs). Tensors of layer K: {@code
 * linearK.weight} (outputs, inputs), {@code linearK.bias} (outputs).
 */
public final class Perceptron {
  /**
   * A linear layer.
   *
   * @param weight (outputs, inputs)
   * @param bias (outputs)
   */
  record Layer(NDArray weight, NDArray bias) {}

  private final Activation activation;
  private final List<Layer> hidden;
  private final Layer last;

  private Perceptron(Activation activation, List<Layer> layers) {
    this.activation = activation;
    hidden = layers.subList(0, layers.size() - 1);
    last = layers.get(layers.size() - 1);
  }

  /**
   * Takes the tensors under {@code prefix}, as many layers as there are.
   *
   * @throws IllegalArgumentException when a tensor is missing or has another shape
   */
  public static Perceptron of(
      Weights weights, String prefix, int inputs, int outputs, Activation activation) {
    return new Perceptron(activation, layers(weights, prefix, inputs, outputs));
  }

  /**
   * The tensors under {@code prefix}, weight and bias of each layer in order.
   *
   * @param widths inputs, hidden layers, outputs
   * @throws IllegalArgumentException when one is missing or has another shape
   */
  public static List<NDArray> tensors(Weights weights, String prefix, int... widths) {
    return TensorSpec.perceptron(prefix, widths).stream()
        .map(tensor -> weights.tensor(tensor.name(), tensor.shape()))
        .toList();
  }

  /**
   * The layers under {@code prefix}, as many as there are.
   *
   * @throws IllegalArgumentException when a tensor is missing or has another shape
   */
  static List<Layer> layers(Weights weights, String prefix, int inputs, int outputs) {
    int count = 1;
    while (weights.has(name(prefix, count) + ".bias")) {
      count++;
    }
    List<Layer> layers = new ArrayList<>();
    long width = inputs;
    for (int k = 0; k < count; k++) {
      String name = name(prefix, k);
      long next = k + 1 < count ? weights.tensor(name + ".bias").size() : outputs;
      layers.add(
          new Layer(
              weights.tensor(name + ".weight", new Shape(next, width)),
              weights.tensor(name + ".bias", new Shape(next))));
      width = next;
    }
    return layers;
  }

  /**
   * Adds freshly drawn tensors to {@code weights}: every one normal, biases too.
   *
   * @param widths inputs, hidden layers, outputs
   * @param deviation of a layer's weights and biases, by the number of its inputs
   */
  public static void initialize(
      Weights weights,
      NDManager manager,
      String prefix,
      int[] widths,
      IntToDoubleFunction deviation,
      UniformRandomProvider random) {
    for (int k = 0; k + 1 < widths.length; k++) {
      String name = name(prefix, k);
      double scale = deviation.applyAsDouble(widths[k]);
      Shape shape = new Shape(widths[k + 1], widths[k]);
      draw(weights, manager, name + ".weight", shape, scale, random);
      draw(weights, manager, name + ".bias", new Shape(widths[k + 1]), scale, random);
    }
  }

  /** A deviation of 1/√inputs: a layer's outputs are then about as large as its inputs. */
  public static double inverseRoot(int inputs) {
    return 1 / Math.sqrt(inputs);
  }

  static String name(String prefix, int layer) {
    return prefix + ".linear" + layer;
  }

  private static void draw(
      Weights weights,
      NDManager manager,
      String name,
      Shape shape,
      double scale,
      UniformRandomProvider random) {
    ZigguratSampler.NormalizedGaussian normal = ZigguratSampler.NormalizedGaussian.of(random);
    float[] values = new float[(int) shape.size()];
    for (int i = 0; i < values.length; i++) {
      values[i] = (float) (scale * normal.sample());
    }
    // A tensor made from an array, or set to one, borrows memory of the JVM: copied, it owns its
    // own.
    weights.put(name, manager.create(values, shape).toType(DataType.FLOAT32, true));
  }

  /** Maps (batch, inputs) to (batch, outputs). */
  public NDArray apply(NDArray input) {
    NDArray x = input;
    for (Layer layer : hidden) {
      x = activation.apply(Linear.linear(x, layer.weight, layer.bias).singletonOrThrow());
    }
    return Linear.linear(x, last.weight, last.bias).singletonOrThrow();
  }
}
