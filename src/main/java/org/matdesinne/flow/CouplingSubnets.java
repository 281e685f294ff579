package org.matdesinne.flow;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.nn.Activation;
import org.matdesinne.nn.Perceptron;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;

/**
 * The two subnets of a coupling: each sees one half of a row and the condition, and gives the
 * parameters of the other half's transformation.
 *
 * @param first columns of the first half, ⌊d/2⌋
 * @param second columns of the second half
 * @param toSecond sees the first half: {@code prefix.s1}
 * @param toFirst sees the second half: {@code prefix.s2}
 */
record CouplingSubnets(int first, int second, Perceptron toSecond, Perceptron toFirst) {

  /**
   * Takes the subnets under {@code prefix}.
   *
   * @param dimension columns of a row, at least 2
   * @param conditions columns of the condition
   * @param parameters of the transformation of one column
   */
  static CouplingSubnets of(
      Weights weights, String prefix, int dimension, int conditions, int parameters) {
    if (dimension < 2) {
      throw new IllegalArgumentException("a coupling needs 2 columns or more, not " + dimension);
    }
    int first = dimension / 2;
    int second = dimension - first;
    return new CouplingSubnets(
        first,
        second,
        Perceptron.of(
            weights, prefix + ".s1", first + conditions, parameters * second, Activation.RELU),
        Perceptron.of(
            weights, prefix + ".s2", second + conditions, parameters * first, Activation.RELU));
  }

  /** Adds freshly drawn subnets of one hidden layer under {@code prefix}. */
  static void initialize(
      Weights weights,
      NDManager manager,
      String prefix,
      int dimension,
      int conditions,
      CouplingArchitecture size,
      UniformRandomProvider random) {
    double scale = size.initialScale();
    int[] widths1 = widths1(dimension, conditions, size);
    int[] widths2 = widths2(dimension, conditions, size);
    Perceptron.initialize(weights, manager, prefix + ".s1", widths1, inputs -> scale, random);
    Perceptron.initialize(weights, manager, prefix + ".s2", widths2, inputs -> scale, random);
  }

  /** The tensors that {@link #initialize} makes. */
  static List<TensorSpec> tensors(
      String prefix, int dimension, int conditions, CouplingArchitecture size) {
    List<TensorSpec> tensors = new ArrayList<>();
    tensors.addAll(TensorSpec.perceptron(prefix + ".s1", widths1(dimension, conditions, size)));
    tensors.addAll(TensorSpec.perceptron(prefix + ".s2", widths2(dimension, conditions, size)));
    return tensors;
  }

  private static int[] widths1(int dimension, int conditions, CouplingArchitecture size) {
    int first = dimension / 2;
    int outputs = size.map().parameters() * (dimension - first);
    return new int[] {first + conditions, size.hidden(), outputs};
  }

  private static int[] widths2(int dimension, int conditions, CouplingArchitecture size) {
    int first = dimension / 2;
    int outputs = size.map().parameters() * first;
    return new int[] {dimension - first + conditions, size.hidden(), outputs};
  }
}
