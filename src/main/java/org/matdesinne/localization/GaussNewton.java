package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.io.Serializable;
import java.util.Optional;
import org.matdesinne.config.Section;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Evaluation;
import org.matdesinne.surrogate.ValueAndGradient;

/**
 * The shortest step to where the surrogate, taken as linear, meets the target: the minimum-norm
 * Gauss–Newton step −(f − y*) ∇f / ‖∇f‖² in standardised parameters. One property gives one
 * equation, so a smooth surrogate is solved in two or three of them, and a candidate stays near
 * where it was drawn.
 *
 * <p>Where the surrogate states an uncertainty u, the first few steps are penalized: of all that
 * meet the target they minimise ‖step‖² + w u², with u taken as linear too. A surrogate is right
 * where its optimiser ends only if it is not led to where nothing is known.
 *
 * <p>A parameter at an end of its range stays there while the step points outwards, and the others
 * make up for it. No step is longer than a radius, which is halved where the error has not become
 * less, and doubled again where it has.
 *
 * @param steps at most
 * @param radius greatest length of a step, in standard deviations of the training set
 * @param uncertaintyPenalty what the first steps pay for uncertainty
 * @param guide name of the network that is asked for derivatives in the surrogate's place; null:
 *     the surrogate itself
 */
public record GaussNewton(
    int steps, double radius, UncertaintyPenalty uncertaintyPenalty, String guide)
    implements Optimizer {

  private static final int[] PARAMETERS = {1};

  /** Rounds in which parameters are held; a further one would hardly ever find one. */
  private static final int HOLDS = 3;

  /**
   * What a step pays for leading to where the surrogate is uncertain.
   *
   * @param steps that are penalized, the first ones; every candidate takes them, on target or not,
   *     but those of which the surrogate is sure
   * @param weight w, above 0 where there are such steps: squared standard deviations of way that a
   *     squared uncertainty is worth, in 1 over the square of the property's unit
   * @param sure greatest uncertainty of a candidate that stays where it is once it is on target, in
   *     the property's unit
   */
  public record UncertaintyPenalty(int steps, double weight, double sure) implements Serializable {
    /** No step is penalized. */
    public static final UncertaintyPenalty NONE = new UncertaintyPenalty(0, 0, 0);

    /** Of the property's spread: the uncertainty that is worth a standard deviation of way. */
    private static final double UNCERTAINTY_SHARE = 0.07;

    /** Of the property's spread, where the configuration does not say what is sure. */
    private static final double SURE_SHARE = 0.02;

    /**
     * Reads {@code steps}, {@code weight}, 1 over a squared amount of the property, and {@code
     * sure}.
     */
    static UncertaintyPenalty from(Section section) {
      int steps = section.integer("steps", 0);
      double sure = section.positiveAmount("sure", SURE_SHARE);
      if (!section.has("weight")) {
        double uncertainty = section.ofSpread(UNCERTAINTY_SHARE);
        return new UncertaintyPenalty(steps, 1 / (uncertainty * uncertainty), sure);
      }
      return new UncertaintyPenalty(
          steps, steps == 0 ? section.number("weight") : section.positive("weight"), sure);
    }
  }

  /** Steps by the surrogate's own derivatives. */
  public GaussNewton(int steps, double radius, UncertaintyPenalty uncertaintyPenalty) {
    this(steps, radius, uncertaintyPenalty, null);
  }

  /** Reads {@code steps, radius, uncertainty-penalty, guide}. */
  static GaussNewton from(Section section) {
    return new GaussNewton(
        section.integer("steps", 0),
        section.positive("radius"),
        section.section("uncertainty-penalty", UncertaintyPenalty::from),
        section.has("guide") ? section.string("guide") : null);
  }

  @Override
  public Optional<String> guideName() {
    return Optional.ofNullable(guide);
  }

  @Override
  public OptimizerState initialState(PointBatch starts, Surroundings surroundings) {
    return new TrustRegionState(starts.tensor(), surroundings);
  }

  /** Candidates, each with the length of step that its gradient is trusted for. */
  private final class TrustRegionState implements OptimizerState {
    private final Surroundings surroundings;
    private final FloatBox box;
    private final NDArray mobility;
    private final Scalars scalars;
    private NDArray point; // (rows, parameters)
    private NDArray trusted; // (rows, 1)
    private NDArray lastError; // (rows, 1)
    private int taken;

    TrustRegionState(NDArray starts, Surroundings surroundings) {
      this.surroundings = surroundings;
      box = surroundings.box();
      mobility = surroundings.mobility();
      scalars = surroundings.scalars();
      point = starts;
      NDArray column = starts.get(":, :1");
      trusted = column.onesLike().mul(scalars.of(radius));
      lastError = column.onesLike().mul(scalars.of(Double.POSITIVE_INFINITY));
    }

    @Override
    public PointBatch points() {
      return new PointBatch(point);
    }

    @Override
    public NDArray content(Evaluation here) {
      return here.uncertainty()
          .filter(uncertainty -> isPenalized())
          .map(uncertainty -> uncertainty.lte(scalars.of(uncertaintyPenalty.sure())))
          .orElseGet(() -> trusted.eq(trusted));
    }

    /** All that are penalized, and one that meets the target behind them. */
    @Override
    public int stepsTogether() {
      return Math.max(0, uncertaintyPenalty.steps() - taken) + 1;
    }

    /** Whether the next step pays for uncertainty. */
    private boolean isPenalized() {
      return taken < uncertaintyPenalty.steps();
    }

    @Override
    public void move(NDArray error, Differential here, NDArray moving) {
      Optional<ValueAndGradient> penalty = here.uncertainty().filter(u -> isPenalized());
      taken++;
      if (penalty.isEmpty()) {
        NDArray size = error.abs();
        NDArray longer = trusted.add(trusted).minimum(scalars.of(radius));
        NDArray shorter = trusted.mul(scalars.of(0.5));
        trusted = NDArrays.where(size.lt(lastError), longer, shorter);
        lastError = size;
      }
      NDArray step = step(error, here.prediction().gradient(), penalty);
      NDArray length = step.square().sum(PARAMETERS, true).sqrt();
      // A step of no length has a factor that is infinite before the minimum.
      NDArray factor = trusted.div(length).minimum(scalars.of(1));
      NDArray moved = surroundings.move(point, step.mul(factor));
      point = NDArrays.where(moving.broadcast(point.getShape()), moved, point);
    }

    /**
     * The step, with every parameter held that stands at an end of its range and would go beyond.
     * To hold one may make another leave; what still does after a few rounds is put back.
     */
    private NDArray step(NDArray error, NDArray gradient, Optional<ValueAndGradient> penalty) {
      if (surroundings.tangent().isPresent()) {
        return constrained(error, gradient, penalty, surroundings.tangent().get());
      }
      NDArray atMinimum = point.lte(box.minimum());
      NDArray atMaximum = point.gte(box.maximum());
      NDArray free = mobility;
      NDArray step = step(error, gradient, penalty, free);
      for (int round = 0; round < HOLDS; round++) {
        NDArray leaves =
            step.gt(scalars.of(0))
                .logicalAnd(atMaximum)
                .logicalOr(step.lt(scalars.of(0)).logicalAnd(atMinimum));
        free = free.mul(leaves.logicalNot().toType(free.getDataType(), false));
        step = step(error, gradient, penalty, free);
      }
      return step;
    }

    /** The same, along the planes of the constraints. */
    private NDArray constrained(
        NDArray error, NDArray gradient, Optional<ValueAndGradient> penalty, Tangent tangent) {
      Tangent.Hold hold = tangent.new Hold(point);
      NDArray step = step(error, gradient, penalty, hold);
      for (int round = 0; round < HOLDS; round++) {
        hold.add(step);
        step = step(error, gradient, penalty, hold);
      }
      return step;
    }

    private NDArray step(
        NDArray error, NDArray gradient, Optional<ValueAndGradient> penalty, Tangent.Hold hold) {
      NDArray g = hold.along(gradient.mul(hold.free()));
      return penalty
          .map(u -> penalized(error, g, u.value(), hold.along(u.gradient().mul(hold.free()))))
          .orElseGet(() -> direct(error, g));
    }

    /** The step in standard deviations, given the scale of each parameter, 0 where it is held. */
    private NDArray step(
        NDArray error, NDArray gradient, Optional<ValueAndGradient> penalty, NDArray free) {
      NDArray g = gradient.mul(free);
      return penalty
          .map(u -> penalized(error, g, u.value(), u.gradient().mul(free)))
          .orElseGet(() -> direct(error, g));
    }

    private NDArray direct(NDArray error, NDArray g) {
      return g.mul(quotient(error, dot(g, g)).neg());
    }

    /**
     * Of the steps d with e + g·d = 0 the one that minimises ‖d‖² + w (u + h·d)²: d = −(λ g + μ h)
     * with [g·g, g·h; g·h, h·h + 1/w] [λ, μ] = [e, u].
     */
    private NDArray penalized(NDArray error, NDArray g, NDArray uncertainty, NDArray h) {
      NDArray hh = dot(h, h).add(scalars.of(1 / uncertaintyPenalty.weight()));
      NDArray gg = dot(g, g);
      NDArray gh = dot(g, h);
      NDArray determinant = gg.mul(hh).sub(gh.square());
      NDArray lambda = quotient(error.mul(hh).sub(uncertainty.mul(gh)), determinant);
      NDArray mu = quotient(uncertainty.mul(gg).sub(error.mul(gh)), determinant);
      // An error of exactly 0 is a prediction cut off at its floor: it holds without a condition.
      NDArray unbound = error.eq(scalars.of(0)).logicalOr(gg.eq(scalars.of(0)));
      NDArray a = NDArrays.where(unbound, error.zerosLike(), lambda);
      NDArray b = NDArrays.where(unbound, uncertainty.div(hh), mu);
      return g.mul(a).add(h.mul(b)).neg();
    }

    /** 0 where the divisor is. */
    private NDArray quotient(NDArray dividend, NDArray divisor) {
      NDArray none = divisor.eq(scalars.of(0));
      return NDArrays.where(none, dividend.zerosLike(), dividend.div(divisor));
    }

    private static NDArray dot(NDArray first, NDArray second) {
      return first.mul(second).sum(PARAMETERS, true);
    }

    @Override
    public void keep(NDArray index) {
      point = Tensors.pick(point, index);
      trusted = Tensors.pick(trusted, index);
      lastError = Tensors.pick(lastError, index);
    }

    @Override
    public NDList tensors() {
      return new NDList(point, trusted, lastError);
    }
  }
}
