package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.Optional;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;

/**
 * One model, or the mean of an ensemble (Lakshminarayanan et al. 2017), cut off at the property's
 * floor. The uncertainty is how far the members' predictions, each cut off, spread, calibrated:
 * where all agree that the property is on its floor it is small however they place its latent.
 */
public final class CensoredSurrogate implements Surrogate {
  private static final int[] MEMBERS = {0};

  private final PropertyModel model;
  private final Optional<Calibration> calibration;
  private final double floor;
  private final Scalars scalars;

  /**
   * Takes charge of {@code model}.
   *
   * @param calibration of its members' spread; without one no uncertainty is stated
   * @param floor least value that the property can take, in its unit
   */
  public CensoredSurrogate(PropertyModel model, Optional<Calibration> calibration, double floor) {
    this.model = model;
    this.calibration = calibration;
    this.floor = floor;
    scalars = new Scalars(model.manager());
  }

  @Override
  public NDManager manager() {
    return model.manager();
  }

  @Override
  public Evaluation evaluate(PointBatch points) {
    NDArray latent = model.value(points.tensor());
    return new Evaluation(
        column(cut(latent.mean(MEMBERS))),
        calibration.map(fitted -> column(uncertainty(fitted, cut(latent)))));
  }

  /**
   * How far the members' predictions spread, not calibrated.
   *
   * @param points (rows, parameters) in the units of the design space
   * @return (rows) in the property's unit; zeros where there is one member
   */
  public double[] spread(double[][] points) {
    return Tensors.scoped(
        () -> {
          PointBatch batch = PointBatch.of(manager(), points, points[0].length);
          return Tensors.flat(squaredSpread(cut(model.value(batch.tensor()))).sqrt());
        });
  }

  @Override
  public Differential differentiate(PointBatch points) {
    ValueAndGradient each = model.valueAndGradient(points.tensor());
    NDArray latent = each.value();
    return new Differential(
        new ValueAndGradient(column(cut(latent.mean(MEMBERS))), each.gradient().mean(MEMBERS)),
        calibration.map(fitted -> uncertainty(fitted, latent, each.gradient())));
  }

  /** The derivative of scale · √(spread² + base²). A member that is cut off does not change it. */
  private ValueAndGradient uncertainty(Calibration fitted, NDArray latent, NDArray gradient) {
    NDArray cut = cut(latent);
    NDArray uncertainty = uncertainty(fitted, cut);
    if (model.members() == 1) {
      return new ValueAndGradient(column(uncertainty), gradient.zerosLike().mean(MEMBERS));
    }
    double factor = fitted.scale() * fitted.scale() / (model.members() - 1);
    NDArray free = latent.gt(scalars.of(floor)).toType(latent.getDataType(), false);
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
  private NDArray cut(NDArray value) {
    NDArray none = value.sub(value);
    return value.maximum(scalars.of(floor)).add(none);
  }

  private static NDArray column(NDArray row) {
    return row.expandDims(1);
  }

  @Override
  public void close() {
    model.close();
  }
}
