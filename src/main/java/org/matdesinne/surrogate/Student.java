package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.StudentNetwork;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;

/**
 * A small network that has learned what a surrogate says, prediction and uncertainty. It costs a
 * tenth of one and is off by a little everywhere: the surrogate keeps the last word.
 */
public final class Student implements Surrogate {
  private static final int PROPERTY = 0;
  private static final int LOG_UNCERTAINTY = 1;

  private final NetworkState state;
  private final ResidualKernel kernel;
  private final double floor;
  private final Scalars scalars;

  /**
   * Takes charge of {@code network}.
   *
   * @param floor least value that the property can take, in its unit
   */
  public Student(StudentNetwork network, double floor) {
    state = network.state();
    kernel = new ResidualKernel(state, List.of(network.layers()));
    this.floor = floor;
    scalars = new Scalars(state.manager());
  }

  @Override
  public NDManager manager() {
    return state.manager();
  }

  @Override
  public Evaluation evaluate(PointBatch points) {
    NDArray outputs = kernel.value(points.tensor());
    return new Evaluation(property(outputs), Optional.of(uncertainty(outputs)));
  }

  @Override
  public Differential differentiate(PointBatch points) {
    ValueAndGradient outputs = kernel.valueAndGradient(points.tensor());
    NDArray uncertainty = uncertainty(outputs.value());
    NDArray scale = scalars.of(state.scaling().propertyScale());
    return new Differential(
        new ValueAndGradient(property(outputs.value()), gradient(outputs, PROPERTY).mul(scale)),
        Optional.of(
            new ValueAndGradient(
                uncertainty, gradient(outputs, LOG_UNCERTAINTY).mul(uncertainty))));
  }

  /** (1, outputs, rows) to (rows, 1). */
  private NDArray property(NDArray outputs) {
    NDArray latent = state.scaling().propertyInUnit(output(outputs, PROPERTY));
    // What is no number stays none.
    return latent.maximum(scalars.of(floor)).add(latent.sub(latent));
  }

  /** (1, outputs, rows) to (rows, 1). */
  private NDArray uncertainty(NDArray outputs) {
    return output(outputs, LOG_UNCERTAINTY).exp().mul(scalars.of(state.scaling().propertyScale()));
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
