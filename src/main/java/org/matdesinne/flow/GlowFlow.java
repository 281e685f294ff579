package org.matdesinne.flow;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.matdesinne.config.Section;
import org.matdesinne.nn.Weights;

/**
 * The paper's network: GLOW coupling blocks, a fixed random permutation after each.
 *
 * <p>Tensors: {@code block.K.s1.…}, {@code block.K.s2.…}, {@code block.K.permutation}.
 */
public final class GlowFlow {
  private GlowFlow() {}

  /**
   * Size of a network.
   *
   * @param blocks coupling blocks
   * @param hidden nodes in the hidden layer of each subnet
   * @param clamp bound of the log-scales
   */
  public record Architecture(int blocks, int hidden, double clamp) implements Serializable {

    /** Reads {@code blocks, hidden, clamp}. */
    public static Architecture from(Section section) {
      return new Architecture(
          section.integer("blocks", 1), section.integer("hidden", 1), section.positive("clamp"));
    }
  }

  /**
   * The flow that {@code weights} describe.
   *
   * @param manager owns the flow's constants
   * @param dimension columns of a row
   * @param conditions columns of the condition, 0 for none
   * @throws IllegalArgumentException when a tensor is missing or has another shape
   */
  public static Flow of(
      NDManager manager, Weights weights, int dimension, int conditions, Architecture size) {
    List<Bijector> steps = new ArrayList<>();
    for (int k = 0; k < size.blocks(); k++) {
      String prefix = "block." + k;
      DataType type = weights.tensor(prefix + ".s1.linear0.bias").getDataType();
      steps.add(new GlowCoupling(weights, prefix, dimension, conditions, size.clamp()));
      long[] order = weights.tensor(prefix + ".permutation").toLongArray();
      steps.add(new Permutation(manager, type, order));
    }
    return new Flow(steps);
  }

  /**
   * Freshly drawn weights.
   *
   * @param scale standard deviation of every weight and bias
   */
  public static Weights initialize(
      NDManager manager,
      int dimension,
      int conditions,
      Architecture size,
      double scale,
      UniformRandomProvider random) {
    Weights weights = new Weights();
    for (int k = 0; k < size.blocks(); k++) {
      String prefix = "block." + k;
      GlowCoupling.initialize(
          weights, manager, prefix, dimension, conditions, size.hidden(), scale, random);
      int[] order = new PermutationSampler(random, dimension, dimension).sample();
      long[] permutation = Arrays.stream(order).asLongStream().toArray();
      weights.put(prefix + ".permutation", manager.create(permutation));
    }
    return weights;
  }
}
