package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Target;
import org.matdesinne.localization.Optimizer.OptimizerState;
import org.matdesinne.localization.Optimizer.Surroundings;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Surrogate;

/**
 * Moves a batch where it lies. A candidate that meets the target inside the box moves no more, and
 * leaves the batch when it is next looked which have: the cost is that of the steps really needed.
 * Points come to the host when all are finished.
 *
 * <p>Without a guide, each step takes the surrogate's prediction and its derivatives. A guide is a
 * model that costs a fraction and is nearly right: it leads through several steps, corrected by
 * what it was off where they begin (Alexandrov et al., J. Aircraft 38, 1093, 2001), and the
 * surrogate is only asked where they end. As the correction is measured anew each time, candidates
 * come to where the surrogate meets the target. Those that a guide does not bring there in a few
 * rounds go on without it.
 */
public final class BatchLocalizer implements Localizer {
  /** To look means to wait for a GPU, which a few steps of finished candidates are cheaper than. */
  private static final int GPU_STEPS_BETWEEN_LOOKS = 3;

  /** Where a guide is good, hardly any candidate needs as many. */
  private static final int GUIDED_ROUNDS = 4;

  /** In standard deviations: what rounding adds up to in all steps of single precision. */
  private static final double ROUNDINGS = 1e-4;

  private static final int[] PARAMETERS = {1};

  private final Surrogate surrogate;
  private final Optional<Surrogate> guide;
  private final NDManager manager;
  private final FeasibleSet region;
  private final double[] scale;
  private final LocalizationSettings settings;
  private final Surroundings surroundings;
  private final Scalars scalars;
  private final int stepsBetweenLooks;

  /** A localizer without a guide. */
  public BatchLocalizer(
      Surrogate surrogate, FeasibleSet region, double[] scale, LocalizationSettings settings) {
    this(surrogate, Optional.empty(), region, scale, settings);
  }

  /**
   * A localizer; surrogate and guide stay the caller's.
   *
   * @param guide leads to where the surrogate is asked; on the surrogate's device
   * @param region a candidate that ends outside it has not converged; one that starts in it keeps
   *     the levels of its parameters and meets the constraints all the way
   * @param scale (parameters) standard deviation of each parameter in the training set
   */
  public BatchLocalizer(
      Surrogate surrogate,
      Optional<Surrogate> guide,
      FeasibleSet region,
      double[] scale,
      LocalizationSettings settings) {
    this.surrogate = surrogate;
    this.guide = guide;
    this.region = region;
    this.scale = scale.clone();
    this.settings = settings;
    manager = surrogate.manager().newSubManager();
    scalars = new Scalars(manager);
    surroundings = surroundings();
    stepsBetweenLooks = manager.getDevice().isGpu() ? GPU_STEPS_BETWEEN_LOOKS : 1;
  }

  private Surroundings surroundings() {
    FloatBox box = new FloatBox(manager, region.ranges(), scalars);
    double[] mobility = scale.clone();
    boolean[] levels = region.levels();
    Arrays.setAll(mobility, j -> levels[j] ? 0 : mobility[j]);
    return new Surroundings(
        box,
        manager.create(scale).toType(DataType.FLOAT32, false),
        manager.create(mobility).toType(DataType.FLOAT32, false),
        region.constraints().isEmpty()
            ? Optional.empty()
            : Optional.of(new Tangent(manager, region, box, mobility, scalars)),
        scalars);
  }

  @Override
  public Assessment assess(PointBatch drawn) {
    return guide.isPresent()
        ? Assessment.of(surrogate.evaluate(drawn))
        : Assessment.of(surrogate.differentiate(drawn));
  }

  @Override
  public List<Localized> localize(PointBatch starts, Assessment there, Target target) {
    Aim aim = Aim.of(target, settings.tolerance());
    return Tensors.scoped(() -> new Batch(starts, there, aim).localize());
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Candidates on their way: those that are left, and what became of the others. */
  private final class Batch {
    private final int size;
    private final OptimizerState state;
    private final List<GuideCorrection> corrections; // (properties)
    private final int properties;
    private final NDArray lower; // (properties)
    private final NDArray upper; // (properties)
    private final NDArray slack; // (properties)
    private int left;
    private Assessment here;
    private int taken;
    private int rounds;
    private NDArray numbers; // (rows, 1), of the starts
    private NDArray moving; // (rows, 1), boolean
    private NDArray steps; // (rows, 1)
    private final NDList finishedPoints = new NDList();
    private final NDList finishedOutcomes = new NDList();
    private final NDList given;
    private NDList held = new NDList();

    Batch(PointBatch starts, Assessment there, Aim aim) {
      size = starts.rows();
      left = size;
      state = settings.optimizer().initialState(starts, surroundings, aim.weight());
      here = there;
      properties = aim.properties();
      corrections =
          Stream.generate(() -> new GuideCorrection(surroundings)).limit(properties).toList();
      NDManager batch = starts.tensor().getManager();
      lower = numbers(batch, aim.lower());
      upper = numbers(batch, aim.upper());
      slack = numbers(batch, aim.slackInSinglePrecision());
      numbers = batch.arange(size).toType(DataType.INT64, false).expandDims(1);
      moving = numbers.gte(scalars.of(0));
      steps = batch.zeros(new Shape(size, 1));
      given = all();
      given.addAll(new NDList(lower, upper, slack));
    }

    /** Made on the device, which copies cost time. */
    private static NDArray numbers(NDManager manager, double[] each) {
      return NDArrays.concat(
          Arrays.stream(each)
              .mapToObj(number -> manager.full(new Shape(1), (float) number))
              .collect(NDList::new, NDList::add, NDList::addAll));
    }

    /** How far values, (rows, properties), are from what is aimed at: above it above 0. */
    private NDArray error(NDArray values) {
      return values.sub(values.maximum(lower).minimum(upper));
    }

    List<Localized> localize() {
      while (left > 0) {
        hold(Tensors.kept(this::advance));
        rounds++;
      }
      return onHost();
    }

    /** Frees the tensors of the step before that did not outlive it. */
    private void hold(NDList next) {
      for (NDArray tensor : held) {
        if (!has(next, tensor) && !has(given, tensor)) {
          tensor.close();
        }
      }
      held = next;
    }

    private static boolean has(NDList list, NDArray tensor) {
      return list.stream().anyMatch(each -> each == tensor);
    }

    /** Ends those that are finished, and moves the others; gives all that must outlive the step. */
    private NDList advance() {
      boolean last = taken >= settings.optimizer().steps();
      boolean look = last || isGuided() || rounds % stepsBetweenLooks == 0;
      NDArray error = error(here.evaluation().value());
      NDArray converged =
          Tensors.allOf(error.abs().lte(slack))
              .logicalAnd(surroundings.box().holds(state.points().tensor()));
      // A value that is not a number never converges: its candidate ends here, too.
      NDArray finished =
          converged
              .logicalAnd(state.content(here.evaluation()))
              .logicalOr(error.sum(PARAMETERS, true).isNaN());
      moving = moving.logicalAnd((last ? converged.eq(converged) : finished).logicalNot());
      if (look) {
        NDArray going = rowsWhere(moving);
        if (going.size() < left) {
          end(rowsWhere(moving.logicalNot()), converged);
          left = (int) going.size();
          if (left == 0) {
            return all();
          }
          keep(going);
          error = Tensors.pick(error, going);
        }
      }
      if (isGuided()) {
        follow(guide.orElseThrow(), error);
        here = Assessment.of(surrogate.evaluate(state.points()));
      } else {
        step(error, here.differential().orElseGet(() -> surrogate.differentiate(state.points())));
        here = Assessment.of(surrogate.differentiate(state.points()));
      }
      return all();
    }

    private boolean isGuided() {
      return guide.isPresent() && rounds < GUIDED_ROUNDS;
    }

    /** Takes steps by what the guide says, corrected by what the surrogate has said so far. */
    private void follow(Surrogate guide, NDArray error) {
      Differential said = said(guide);
      NDArray start = state.points().tensor();
      NDArray values = here.evaluation().value();
      for (int k = 0; k < properties; k++) {
        NDArray value = said.predictions().get(k).value();
        corrections.get(k).measure(start, column(values, k).sub(value));
      }
      int together = Math.min(state.stepsTogether(), settings.optimizer().steps() - taken);
      step(error, corrected(said, start));
      for (int i = 1; i < together; i++) {
        Differential corrected = corrected(said(guide), state.points().tensor());
        step(error(corrected.evaluation().value()), corrected);
      }
    }

    private NDArray column(NDArray values, int property) {
      return properties == 1 ? values : values.get(":, {}", (long) property).expandDims(1);
    }

    private Differential corrected(Differential said, NDArray where) {
      return new Differential(
          IntStream.range(0, properties)
              .mapToObj(k -> corrections.get(k).correct(said.predictions().get(k), where))
              .toList(),
          said.uncertainties());
    }

    /** Its uncertainty counts where the surrogate states one, too. */
    private Differential said(Surrogate guide) {
      Differential said = guide.differentiate(state.points());
      return here.evaluation().uncertainty().isPresent()
          ? said
          : new Differential(said.predictions(), Optional.empty());
    }

    private void step(NDArray error, Differential said) {
      state.move(error, said, moving);
      steps = steps.add(moving.toType(steps.getDataType(), false));
      taken++;
    }

    private static NDArray rowsWhere(NDArray condition) {
      return condition.reshape(-1).nonzero().reshape(-1);
    }

    private void end(NDArray index, NDArray converged) {
      NDArray value = here.evaluation().value();
      NDArray uncertainty =
          here.evaluation().uncertainty().orElseGet(() -> value.mul(scalars.of(Double.NaN)));
      NDArray outcomes =
          NDArrays.concat(
              new NDList(
                  value,
                  uncertainty,
                  steps,
                  converged.toType(value.getDataType(), false),
                  numbers.toType(value.getDataType(), false)),
              1);
      finishedPoints.add(Tensors.pick(state.points().tensor(), index));
      finishedOutcomes.add(Tensors.pick(outcomes, index));
    }

    private void keep(NDArray index) {
      state.keep(index);
      corrections.forEach(correction -> correction.keep(index));
      here = here.pick(index);
      numbers = Tensors.pick(numbers, index);
      moving = Tensors.pick(moving, index);
      steps = Tensors.pick(steps, index);
    }

    private NDList all() {
      NDList all = new NDList(finishedPoints);
      all.addAll(finishedOutcomes);
      all.addAll(state.tensors());
      corrections.forEach(correction -> all.addAll(correction.tensors()));
      all.addAll(new NDList(numbers, moving, steps));
      all.add(here.evaluation().value());
      here.evaluation().uncertainty().ifPresent(all::add);
      here.differential().ifPresent(said -> all.addAll(gradients(said)));
      return all;
    }

    /** Of one property, values are those of the evaluation. */
    private NDList gradients(Differential said) {
      return Stream.concat(
              said.predictions().stream(), said.uncertainties().stream().flatMap(List::stream))
          .flatMap(
              each ->
                  properties == 1
                      ? Stream.of(each.gradient())
                      : Stream.of(each.value(), each.gradient()))
          .collect(NDList::new, NDList::add, NDList::addAll);
    }

    private List<Localized> onHost() {
      Localized[] results = new Localized[size];
      if (size > 0) {
        double[][] points = Tensors.rows(NDArrays.concat(finishedPoints));
        double[][] outcomes = Tensors.rows(NDArrays.concat(finishedOutcomes));
        for (int i = 0; i < size; i++) {
          // As end() joins them.
          double[] outcome = outcomes[i];
          int rest = 2 * properties;
          double[] point = unrounded(points[i]);
          results[(int) outcome[rest + 2]] =
              new Localized(
                  point,
                  Arrays.copyOf(outcome, properties),
                  Arrays.copyOfRange(outcome, properties, rest),
                  (int) outcome[rest],
                  outcome[rest + 1] != 0 && region.holds(point));
        }
      }
      return Arrays.asList(results);
    }

    /** In double precision a value at its end may lie beyond it by a rounding. */
    private double[] unrounded(double[] point) {
      double[] inside = region.ranges().nearest(point);
      for (int j = 0; j < point.length; j++) {
        if (!(Math.abs(inside[j] - point[j]) <= Math.ulp((float) point[j]))) {
          inside[j] = point[j];
        }
      }
      return region.isBox() ? inside : exact(inside);
    }

    /** Steps in single precision leave levels and constraints by no more than rounding. */
    private double[] exact(double[] point) {
      double[] inside = region.nearest(point, scale);
      for (int j = 0; j < point.length; j++) {
        double rounding = Math.max(ROUNDINGS * scale[j], Math.ulp((float) point[j]));
        if (!(Math.abs(inside[j] - point[j]) <= rounding)) {
          return point;
        }
      }
      return inside;
    }
  }
}
