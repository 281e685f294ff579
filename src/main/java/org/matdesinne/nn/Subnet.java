package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.nn.Activation;
import ai.djl.nn.core.Linear;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.distribution.ZigguratSampler;

/**
 * A perceptron with one hidden layer, as in every coupling block of the paper: Linear, ReLU,
 * Linear.
 *
 * <p>Shapes: input (batch, inputs), output (batch, outputs). Tensors: {@code linear0.weight}
 * (hidden, inputs), {@code linear0.bias} (hidden), {@code linear1.weight} (outputs, hidden), {@code
 * linear1.bias} (outputs).
 */
public final class Subnet {
  /**
   * The second layer is summed in this many parts: a single float32 sum over 256 nodes loses twice
   * the digits, which the exponentials of a flow then amplify.
   */
  private static final int MOST_PARTS = 4;

  private final int parts;
  private final NDArray weight0;
  private final NDArray bias0;
  private final NDArray weight1;
  private final NDArray bias1;

  /** Takes the tensors under {@code prefix}, checking their shapes. */
  public Subnet(Weights weights, String prefix, int inputs, int outputs) {
    long hidden = weights.tensor(prefix + ".linear0.bias").size();
    parts = IntStream.of(MOST_PARTS, 2, 1).filter(n -> hidden % n == 0).findFirst().orElseThrow();
    weight0 = weights.tensor(prefix + ".linear0.weight", new Shape(hidden, inputs));
    bias0 = weights.tensor(prefix + ".linear0.bias", new Shape(hidden));
    weight1 = weights.tensor(prefix + ".linear1.weight", new Shape(outputs, hidden));
    bias1 = weights.tensor(prefix + ".linear1.bias", new Shape(outputs));
  }

  /** Adds freshly drawn tensors to {@code weights}: every one N(0, scale²), biases too. */
  public static void initialize(
      Weights weights,
      NDManager manager,
      String prefix,
      int inputs,
      int hidden,
      int outputs,
      double scale,
      UniformRandomProvider random) {
    draw(weights, manager, prefix + ".linear0.weight", new Shape(hidden, inputs), scale, random);
    draw(weights, manager, prefix + ".linear0.bias", new Shape(hidden), scale, random);
    draw(weights, manager, prefix + ".linear1.weight", new Shape(outputs, hidden), scale, random);
    draw(weights, manager, prefix + ".linear1.bias", new Shape(outputs), scale, random);
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
    NDArray hidden = Activation.relu(Linear.linear(input, weight0, bias0).singletonOrThrow());
    NDList hiddenParts = hidden.split(parts, 1);
    NDList weightParts = weight1.split(parts, 1);
    NDArray output = bias1;
    for (int k = 0; k < parts; k++) {
      output = hiddenParts.get(k).matMul(weightParts.get(k).transpose()).add(output);
    }
    return output;
  }
}
