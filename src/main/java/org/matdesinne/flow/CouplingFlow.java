package org.matdesinne.flow;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;

/**
 * Coupling blocks, a fixed random permutation after each: the paper's network, with any coupling.
 *
 * <p>Tensors: {@code block.K.s1.…}, {@code block.K.s2.…}, {@code block.K.permutation}.
 */
public final class CouplingFlow {
  private CouplingFlow() {}

  /**
   * The flow that {@code weights} describe.
   *
   * @param manager owns the flow's constants
   * @param dimension columns of a row
   * @param conditions columns of the condition, 0 for none
   * @throws IllegalArgumentException when a tensor is missing or has another shape
   */
  public static Flow of(
      NDManager manager,
      Weights weights,
      int dimension,
      int conditions,
      CouplingArchitecture size) {
    List<Bijector> steps = new ArrayList<>();
    for (int k = 0; k < size.blocks(); k++) {
      String prefix = "block." + k;
      DataType type = weights.tensor(prefix + ".s1.linear0.bias").getDataType();
      steps.add(new Coupling(weights, prefix, dimension, conditions, size.map()));
      long[] order = weights.tensor(prefix + ".permutation").toLongArray();
      steps.add(new Permutation(manager, type, order));
    }
    return new Flow(steps);
  }

  /** Freshly drawn weights. */
  public static Weights initialize(
      NDManager manager,
      int dimension,
      int conditions,
      CouplingArchitecture size,
      UniformRandomProvider random) {
    Weights weights = new Weights();
    for (int k = 0; k < size.blocks(); k++) {
      String prefix = "block." + k;
      CouplingSubnets.initialize(weights, manager, prefix, dimension, conditions, size, random);
      int[] order = new PermutationSampler(random, dimension, dimension).sample();
      long[] permutation = Arrays.stream(order).asLongStream().toArray();
      weights.put(prefix + ".permutation", manager.create(permutation));
    }
    return weights;
  }

  /** The tensors that {@link #initialize} makes. */
  public static List<TensorSpec> tensors(int dimension, int conditions, CouplingArchitecture size) {
    List<TensorSpec> tensors = new ArrayList<>();
    for (int k = 0; k < size.blocks(); k++) {
      String prefix = "block." + k;
      tensors.addAll(CouplingSubnets.tensors(prefix, dimension, conditions, size));
      tensors.add(new TensorSpec(prefix + ".permutation", DataType.INT64, new Shape(dimension)));
    }
    return tensors;
  }
}
