package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import org.matdesinne.config.Amounts;
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
 * Gauss–Newton step −Gᵀ (G Gᵀ)⁻¹ (f − y*) in standardised parameters, G being the derivatives of
 * the properties. Each property that is not yet as wanted gives one equation, so a smooth surrogate
 * is solved in two or three of them, and a candidate stays near where it was drawn. A property
 * inside its wanted range gives none.
 *
 * <p>Where the surrogate states an uncertainty u, the first few steps are penalized: of all that
 * meet the target they minimise ‖step‖² + Σ w u², with each u taken as linear too. A surrogate is
 * right where its optimiser ends only if it is not led to where nothing is known.
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
   * @param weight w of each property, above 0 where there are such steps: squared standard
   *     deviations of way that a squared uncertainty is worth, in 1 over the square of its unit
   * @param sure greatest uncertainty of each property of a candidate that stays where it is once it
   *     is on target
   */
  public record UncertaintyPenalty(int steps, Amounts weight, Amounts sure)
      implements Serializable {
    /** No step is penalized, of so many properties. */
    public static UncertaintyPenalty none(int properties) {
      return new UncertaintyPenalty(0, Amounts.all(0, properties), Amounts.all(0, properties));
    }

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
      Amounts sure = section.positiveAmounts("sure", SURE_SHARE);
      if (!section.has("weight")) {
        Amounts uncertainty = section.ofSpread(UNCERTAINTY_SHARE);
        return new UncertaintyPenalty(steps, uncertainty.map(u -> 1 / (u * u)), sure);
      }
      Amounts weight =
          section.numbersByProperty("weight", 1, steps == 0 ? Section::number : Section::positive);
      return new UncertaintyPenalty(steps, weight, sure);
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
  public OptimizerState initialState(
      PointBatch starts, Surroundings surroundings, double[] weight) {
    return new TrustRegionState(starts.tensor(), surroundings, weight);
  }

  /**
   * What is said where candidates stand.
   *
   * @param error (rows, properties)
   * @param predictions of each property
   * @param penalty uncertainty of each property that the step pays for; empty where it pays none
   */
  private record Linear(
      NDArray error,
      List<ValueAndGradient> predictions,
      Optional<List<ValueAndGradient>> penalty) {}

  /** Candidates, each with the length of step that its gradient is trusted for. */
  private final class TrustRegionState implements OptimizerState {
    private final Surroundings surroundings;
    private final double[] weight; // (properties)
    private final FloatBox box;
    private final NDArray mobility;
    private final Scalars scalars;
    private NDArray point; // (rows, parameters)
    private NDArray trusted; // (rows, 1)
    private NDArray lastError; // (rows, 1), of all properties together
    private int taken;

    TrustRegionState(NDArray starts, Surroundings surroundings, double[] weight) {
      this.surroundings = surroundings;
      this.weight = weight;
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
          .map(this::isSure)
          .orElseGet(() -> trusted.eq(trusted));
    }

    private NDArray isSure(NDArray uncertainty) {
      Amounts sure = uncertaintyPenalty.sure();
      return IntStream.range(0, weight.length)
          .mapToObj(k -> column(uncertainty, k).lte(scalars.of(sure.get(k))))
          .reduce(NDArray::logicalAnd)
          .orElseThrow();
    }

    private NDArray column(NDArray all, int property) {
      return weight.length == 1 ? all : all.get(":, {}", (long) property).expandDims(1);
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
      Optional<List<ValueAndGradient>> penalty = here.uncertainties().filter(u -> isPenalized());
      taken++;
      if (penalty.isEmpty()) {
        NDArray size = size(error);
        NDArray longer = trusted.add(trusted).minimum(scalars.of(radius));
        NDArray shorter = trusted.mul(scalars.of(0.5));
        trusted = NDArrays.where(size.lt(lastError), longer, shorter);
        lastError = size;
      }
      NDArray step = step(new Linear(error, here.predictions(), penalty));
      NDArray length = step.square().sum(PARAMETERS, true).sqrt();
      // A step of no length has a factor that is infinite before the minimum.
      NDArray factor = trusted.div(length).minimum(scalars.of(1));
      NDArray moved = surroundings.move(point, step.mul(factor));
      point = NDArrays.where(moving.broadcast(point.getShape()), moved, point);
    }

    /** Errors of all properties together, in the unit of the first. */
    private NDArray size(NDArray error) {
      NDArray sum = null;
      for (int k = 0; k < weight.length; k++) {
        NDArray of = weighted(column(error, k).abs(), k);
        sum = sum == null ? of : sum.add(of);
      }
      return sum;
    }

    private NDArray weighted(NDArray ofProperty, int property) {
      return weight[property] == 1 ? ofProperty : ofProperty.mul(scalars.of(weight[property]));
    }

    /**
     * The step, with every parameter held that stands at an end of its range and would go beyond.
     * To hold one may make another leave; what still does after a few rounds is put back.
     */
    private NDArray step(Linear said) {
      if (surroundings.tangent().isPresent()) {
        return constrained(said, surroundings.tangent().get());
      }
      NDArray atMinimum = point.lte(box.minimum());
      NDArray atMaximum = point.gte(box.maximum());
      NDArray[] free = {mobility};
      NDArray step = step(said, gradient -> gradient.mul(free[0]));
      for (int round = 0; round < HOLDS; round++) {
        NDArray leaves =
            step.gt(scalars.of(0))
                .logicalAnd(atMaximum)
                .logicalOr(step.lt(scalars.of(0)).logicalAnd(atMinimum));
        free[0] = free[0].mul(leaves.logicalNot().toType(mobility.getDataType(), false));
        step = step(said, gradient -> gradient.mul(free[0]));
      }
      return step;
    }

    /** The same, along the planes of the constraints. */
    private NDArray constrained(Linear said, Tangent tangent) {
      Tangent.Hold hold = tangent.new Hold(point);
      UnaryOperator<NDArray> along = gradient -> hold.along(gradient.mul(hold.free()));
      NDArray step = step(said, along);
      for (int round = 0; round < HOLDS; round++) {
        hold.add(step);
        step = step(said, along);
      }
      return step;
    }

    /**
     * The step in standard deviations.
     *
     * @param free what of a derivative by the parameters can be followed, in standard deviations
     */
    private NDArray step(Linear said, UnaryOperator<NDArray> free) {
      ShortestStep shortest = new ShortestStep(scalars);
      for (int k = 0; k < weight.length; k++) {
        NDArray gradient = free.apply(said.predictions.get(k).gradient());
        shortest.meet(weighted(column(said.error, k), k), weighted(gradient, k));
      }
      said.penalty.ifPresent(
          uncertain -> {
            for (int k = 0; k < weight.length; k++) {
              ValueAndGradient u = uncertain.get(k);
              double price = 1 / uncertaintyPenalty.weight().get(k);
              shortest.payFor(u.value(), free.apply(u.gradient()), price);
            }
          });
      return shortest.solve();
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
