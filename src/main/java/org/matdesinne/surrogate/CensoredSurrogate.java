package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.IntStream;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;

/**
 * One model, or the mean of an ensemble (Lakshminarayanan et al. 2017), each property cut off at
 * its floor. The uncertainty is how far the members' predictions, each cut off, spread, calibrated:
 * where all agree that a property is on its floor it is small however they place its latent.
 */
public final class CensoredSurrogate implements Surrogate {
  private static final int[] MEMBERS = {0};

  private final PropertyModel model;
  private final Optional<List<Calibration>> calibrations;
  private final double[] floors;
  private final Scalars scalars;

  /**
   * Takes charge of {@code model}.
   *
   * @param calibrations of its members' spread, one a property; without them no uncertainty is
   *     stated
   * @param floors (properties), least value that each can take, in its unit
   */
  public CensoredSurrogate(
      PropertyModel model, Optional<List<Calibration>> calibrations, double[] floors) {
    this.model = model;
    this.calibrations = calibrations.map(List::copyOf);
    this.floors = floors.clone();
    scalars = new Scalars(model.manager());
  }

  @Override
  public NDManager manager() {
    return model.manager();
  }

  @Override
  public Evaluation evaluate(PointBatch points) {
    List<NDArray> latents = split(model.value(points.tensor()));
    return new Evaluation(
        joined(k -> column(cut(latents.get(k).mean(MEMBERS), k))),
        calibrations.map(
            fitted -> joined(k -> column(uncertainty(fitted.get(k), cut(latents.get(k), k))))));
  }

  /** Of (members, properties, ...) the parts of each property: (members, ...). */
  private List<NDArray> split(NDArray all) {
    return floors.length == 1
        ? List.of(all.squeeze(1))
        : IntStream.range(0, floors.length).mapToObj(k -> all.get(":, {}", (long) k)).toList();
  }

  /** (rows, properties) of a column of each. */
  private NDArray joined(IntFunction<NDArray> column) {
    return Tensors.columns(IntStream.range(0, floors.length).mapToObj(column).toList());
  }

  /**
   * How far the members' predictions spread, not calibrated.
   *
   * @param points (rows, parameters) in the units of the design space
   * @return (rows, properties) in their units; zeros where there is one member
   */
  public double[][] spread(double[][] points) {
    return Tensors.scoped(
        () -> {
          PointBatch batch = PointBatch.of(manager(), points, points[0].length);
          List<NDArray> latents = split(model.value(batch.tensor()));
          return Tensors.rows(joined(k -> column(squaredSpread(cut(latents.get(k), k)).sqrt())));
        });
  }

  @Override
  public Differential differentiate(PointBatch points) {
    ValueAndGradient each = model.valueAndGradient(points.tensor());
    List<NDArray> latents = split(each.value());
    List<NDArray> gradients = split(each.gradient());
    return new Differential(
        forEach(
            k ->
                new ValueAndGradient(
                    column(cut(latents.get(k).mean(MEMBERS), k)), gradients.get(k).mean(MEMBERS))),
        calibrations.map(
            fitted ->
                forEach(k -> uncertainty(fitted.get(k), k, latents.get(k), gradients.get(k)))));
  }

  private List<ValueAndGradient> forEach(IntFunction<ValueAndGradient> property) {
    return IntStream.range(0, floors.length).mapToObj(property).toList();
  }

  /** The derivative of scale · √(spread² + base²). A member that is cut off does not change it. */
  private ValueAndGradient uncertainty(
      Calibration fitted, int property, NDArray latent, NDArray gradient) {
    NDArray cut = cut(latent, property);
    NDArray uncertainty = uncertainty(fitted, cut);
    if (model.members() == 1) {
      return new ValueAndGradient(column(uncertainty), gradient.zerosLike().mean(MEMBERS));
    }
    double factor = fitted.scale() * fitted.scale() / (model.members() - 1);
    NDArray free = latent.gt(scalars.of(floors[property])).toType(latent.getDataType(), false);
    NDArray weight = cut.sub(cut.mean(MEMBERS)).mul(free).div(uncertainty).mul(scalars.of(factor));
    return new ValueAndGradient(
        column(uncertainty), gradient.mul(weight.expandDims(2)).sum(MEMBERS));
  }

  /** scale · √(spread² + base²): (members, rows) to (rows). */
  private NDArray uncertainty(Calibration fitted, NDArray cut) {
    NDArray squares = squaredSpread(cut).add(scalars.of(fitted.base() * fitted.base()));
    return squares.sqrt().mul(scalars.of(fitted.scale()));
  }

  /** The variance of the members' predictions: (members, rows) to (rows). */
  private NDArray squaredSpread(NDArray cut) {
    if (model.members() == 1) {
      return cut.zerosLike().sum(MEMBERS);
    }
    return cut.sub(cut.mean(MEMBERS)).square().sum(MEMBERS).div(scalars.of(model.members() - 1));
  }

  /** What is no number stays none: an overflow downwards is not the floor. */
  private NDArray cut(NDArray value, int property) {
    NDArray none = value.sub(value);
    return value.maximum(scalars.of(floors[property])).add(none);
  }

  private static NDArray column(NDArray row) {
    return row.expandDims(1);
  }

  @Override
  public void close() {
    model.close();
  }
}
