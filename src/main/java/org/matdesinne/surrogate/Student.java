package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.StudentNetwork;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;

/**
 * A small network that has learned what a surrogate says, prediction and uncertainty. It costs a
 * tenth of one and is off by a little everywhere: the surrogate keeps the last word.
 */
public final class Student implements Surrogate {
  private final NetworkState state;
  private final ResidualKernel kernel;
  private final double[] floors;
  private final Scalars scalars;

  /**
   * Takes charge of {@code network}.
   *
   * @param floors (properties), least value that each can take, in its unit
   */
  public Student(StudentNetwork network, double[] floors) {
    state = network.state();
    kernel = new ResidualKernel(state, List.of(network.layers()));
    this.floors = floors.clone();
    scalars = new Scalars(state.manager());
  }

  @Override
  public NDManager manager() {
    return state.manager();
  }

  @Override
  public Evaluation evaluate(PointBatch points) {
    NDArray outputs = kernel.value(points.tensor());
    return new Evaluation(
        joined(k -> property(outputs, k)), Optional.of(joined(k -> uncertainty(outputs, k))));
  }

  /** (rows, properties) of a column of each. */
  private NDArray joined(IntFunction<NDArray> column) {
    return Tensors.columns(IntStream.range(0, floors.length).mapToObj(column).toList());
  }

  @Override
  public Differential differentiate(PointBatch points) {
    ValueAndGradient outputs = kernel.valueAndGradient(points.tensor());
    return new Differential(
        forEach(k -> prediction(outputs, k)), Optional.of(forEach(k -> doubt(outputs, k))));
  }

  private List<ValueAndGradient> forEach(IntFunction<ValueAndGradient> property) {
    return IntStream.range(0, floors.length).mapToObj(property).toList();
  }

  private ValueAndGradient prediction(ValueAndGradient outputs, int property) {
    NDArray scale = scalars.of(state.scaling().propertyScale().get(property));
    return new ValueAndGradient(
        property(outputs.value(), property), gradient(outputs, property).mul(scale));
  }

  private ValueAndGradient doubt(ValueAndGradient outputs, int property) {
    NDArray uncertainty = uncertainty(outputs.value(), property);
    return new ValueAndGradient(
        uncertainty, gradient(outputs, floors.length + property).mul(uncertainty));
  }

  /** (1, outputs, rows) to (rows, 1). */
  private NDArray property(NDArray outputs, int property) {
    NDArray latent =
        output(outputs, property)
            .mul(scalars.of(state.scaling().propertyScale().get(property)))
            .add(scalars.of(state.scaling().propertyMean().get(property)));
    // What is no number stays none.
    return latent.maximum(scalars.of(floors[property])).add(latent.sub(latent));
  }

  /** (1, outputs, rows) to (rows, 1). */
  private NDArray uncertainty(NDArray outputs, int property) {
    return output(outputs, floors.length + property)
        .exp()
        .mul(scalars.of(state.scaling().propertyScale().get(property)));
  }

  private static NDArray output(NDArray outputs, int index) {
    return outputs.get("0, {}", (long) index).expandDims(1);
  }

  /** (rows, parameters) of one output. */
  private static NDArray gradient(ValueAndGradient outputs, int index) {
    return outputs.gradient().get("0, {}", (long) index);
  }

  @Override
  public void close() {
    state.manager().close();
  }
}
