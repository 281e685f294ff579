package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Perceptron;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.TorchScript;
import org.matdesinne.nn.Weights;

/**
 * Coupling blocks, a fixed random permutation after each: the paper's network, with any coupling. A
 * block couples both halves of a row (Kingma and Dhariwal 2018): with u = (u1, u2), u1 the first
 * ⌊d/2⌋ columns, and the condition c,
 *
 * <pre>
 *   v1 = map(u1; subnet2([u2, c]))
 *   v2 = map(u2; subnet1([v1, c]))
 * </pre>
 *
 * With an affine map this is FrEIA's GLOW coupling block, with splines a block of Durkan et al.
 * (2019). A subnet has one hidden layer, with ReLU. Output column i of a permutation is input
 * column {@code permutation[i]}.
 *
 * <p>Tensors: {@code block.K.s1.linear0.weight} and so on for {@code s1}, {@code s2}; {@code
 * block.K.permutation}. The flow knows its own derivative: a pass through it, in either direction,
 * and the way back are one call of the engine each. No derivative by the condition is given.
 */
public final class CouplingFlow implements Bijector {
  private static final List<String> SUBNETS = List.of("s1", "s2");

  private final int dimension;
  private final ElementwiseMap map;
  private final TorchScript functions;
  private final List<NDArray> weights = new ArrayList<>();
  private final List<NDArray> orders = new ArrayList<>();
  private final List<NDArray> returns = new ArrayList<>();

  /**
   * The flow that {@code tensors} describe.
   *
   * @param manager owns the flow's constants
   * @param dimension columns of a row, at least 2
   * @param conditions columns of the condition, 0 for none
   * @throws IllegalArgumentException when a tensor is missing or has another shape, or a
   *     permutation does not name every column once
   */
  public CouplingFlow(
      NDManager manager,
      Weights tensors,
      int dimension,
      int conditions,
      CouplingArchitecture size) {
    this.dimension = dimension;
    map = size.map();
    for (int block = 0; block < size.blocks(); block++) {
      for (String subnet : SUBNETS) {
        int[] widths = widths(subnet, dimension, conditions, size);
        weights.addAll(Perceptron.tensors(tensors, prefix(block, subnet), widths));
      }
      long[] order = tensors.tensor(permutation(block)).toLongArray();
      orders.add(manager.create(order));
      returns.add(manager.create(undone(order)));
    }
    functions = TorchScript.of(manager.getDevice(), CouplingFlow.class, "coupling-flow.py");
  }

  /** Freshly drawn weights. */
  public static Weights initialize(
      NDManager manager,
      int dimension,
      int conditions,
      CouplingArchitecture size,
      UniformRandomProvider random) {
    Weights weights = new Weights();
    double scale = size.initialScale();
    for (int block = 0; block < size.blocks(); block++) {
      for (String subnet : SUBNETS) {
        int[] widths = widths(subnet, dimension, conditions, size);
        Perceptron.initialize(
            weights, manager, prefix(block, subnet), widths, inputs -> scale, random);
      }
      int[] order = new PermutationSampler(random, dimension, dimension).sample();
      weights.put(
          permutation(block), manager.create(Arrays.stream(order).asLongStream().toArray()));
    }
    return weights;
  }

  /** The tensors that {@link #initialize} makes. */
  public static List<TensorSpec> tensors(int dimension, int conditions, CouplingArchitecture size) {
    List<TensorSpec> tensors = new ArrayList<>();
    for (int block = 0; block < size.blocks(); block++) {
      for (String subnet : SUBNETS) {
        int[] widths = widths(subnet, dimension, conditions, size);
        tensors.addAll(TensorSpec.perceptron(prefix(block, subnet), widths));
      }
      tensors.add(new TensorSpec(permutation(block), DataType.INT64, new Shape(dimension)));
    }
    return tensors;
  }

  private static String prefix(int block, String subnet) {
    return "block." + block + "." + subnet;
  }

  private static String permutation(int block) {
    return "block." + block + ".permutation";
  }

  /** A subnet sees one half and the condition, and gives the parameters of the other half's map. */
  private static int[] widths(
      String subnet, int dimension, int conditions, CouplingArchitecture size) {
    if (dimension < 2) {
      throw new IllegalArgumentException("a coupling needs 2 columns or more, not " + dimension);
    }
    int first = dimension / 2;
    int seen = subnet.equals("s1") ? first : dimension - first;
    int outputs = size.map().parameters() * (dimension - seen);
    return new int[] {seen + conditions, size.hidden(), outputs};
  }

  /** The permutation that undoes {@code order}. */
  private long[] undone(long[] order) {
    long[] sorted = order.clone();
    Arrays.sort(sorted);
    if (!Arrays.equals(sorted, LongStream.range(0, dimension).toArray())) {
      throw new IllegalArgumentException(
          "not a permutation of 0.." + (dimension - 1) + ": " + Arrays.toString(order));
    }
    long[] undone = new long[dimension];
    for (int i = 0; i < dimension; i++) {
      undone[(int) order[i]] = i;
    }
    return undone;
  }

  @Override
  public int dimension() {
    return dimension;
  }

  @Override
  public Transformed forward(NDArray x, Condition condition) {
    NDList results = pass(x, "forward", condition, orders);
    NDList kept = results.subNDList(2);
    NDList outputs =
        GradientTape.attach(
            x,
            results.subNDList(0, 2),
            by ->
                call(
                    x,
                    "pull_forward",
                    kept,
                    by.get(0),
                    by.get(1),
                    weights,
                    GradientTape.gradients(weights),
                    returns));
    return new Transformed(outputs.get(0), outputs.get(1));
  }

  @Override
  public NDArray inverse(NDArray z, Condition condition) {
    NDList results = pass(z, "inverse", condition, returns);
    NDList kept = results.subNDList(1);
    return GradientTape.attach(
            z,
            results.subNDList(0, 1),
            by ->
                call(
                    z,
                    "pull_inverse",
                    kept,
                    by.get(0),
                    weights,
                    GradientTape.gradients(weights),
                    orders))
        .singletonOrThrow();
  }

  /** Keeps what the way back needs only where there will be one. */
  private NDList pass(
      NDArray rows, String function, Condition condition, List<NDArray> permutations) {
    return call(
        rows,
        function,
        rows,
        condition.columns(rows),
        weights,
        permutations,
        GradientTape.isRecording());
  }

  private NDList call(NDArray rows, String function, Object... arguments) {
    Object[] all = Arrays.copyOf(arguments, arguments.length + 3);
    all[arguments.length] = map.clamp();
    all[arguments.length + 1] = (long) map.bins();
    all[arguments.length + 2] = map.bound();
    return functions.call(rows.getManager(), function, all);
  }
}
