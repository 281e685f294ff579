package org.matdesinne.nn;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * A tensor before it has values: it needs no engine.
 *
 * @param name in its network
 * @param type of its numbers
 * @param shape of it
 */
public record TensorSpec(String name, DataType type, Shape shape) {

  /** The tensors of {@link Perceptron#initialize} with these {@code widths}, in their order. */
  public static List<TensorSpec> perceptron(String prefix, int... widths) {
    List<TensorSpec> layers = new ArrayList<>();
    for (int k = 0; k + 1 < widths.length; k++) {
      String name = Perceptron.name(prefix, k);
      layers.add(
          new TensorSpec(name + ".weight", DataType.FLOAT32, new Shape(widths[k + 1], widths[k])));
      layers.add(new TensorSpec(name + ".bias", DataType.FLOAT32, new Shape(widths[k + 1])));
    }
    return layers;
  }

  /** The same tensor of a network that is a part of another. */
  public TensorSpec under(String prefix) {
    return new TensorSpec(prefix + name, type, shape);
  }
}
