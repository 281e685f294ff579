package org.matdesinne.localization;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import java.util.List;
import org.matdesinne.design.Ranges;
import org.matdesinne.localization.Optimizer.OptimizerState;
import org.matdesinne.localization.Optimizer.Surroundings;
import org.matdesinne.network.FloatBox;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Surrogate;
import org.matdesinne.surrogate.ValueAndGradient;

/**
 * Moves a batch where it lies, with one call of the surrogate a step. A candidate that meets the
 * target inside the box moves no more, and leaves the batch when it is next looked which have: the
 * cost is that of the steps really needed. Points come to the host when all are finished.
 */
public final class BatchLocalizer implements Localizer {
  /** To look means to wait for a GPU, which a few steps of finished candidates are cheaper than. */
  private static final int GPU_STEPS_BETWEEN_LOOKS = 3;

  private final Surrogate surrogate;
  private final NDManager manager;
  private final Ranges box;
  private final LocalizationSettings settings;
  private final Surroundings surroundings;
  private final Scalars scalars;
  private final int stepsBetweenLooks;

  /**
   * A localizer; the surrogate stays the caller's.
   *
   * @param box a candidate that ends outside it has not converged
   * @param scale (parameters) standard deviation of each parameter in the training set
   */
  public BatchLocalizer(
      Surrogate surrogate, Ranges box, double[] scale, LocalizationSettings settings) {
    this.surrogate = surrogate;
    this.box = box;
    this.settings = settings;
    manager = surrogate.manager().newSubManager();
    scalars = new Scalars(manager);
    surroundings =
        new Surroundings(
            new FloatBox(manager, box, scalars),
            manager.create(scale).toType(DataType.FLOAT32, false),
            scalars);
    stepsBetweenLooks = manager.getDevice().isGpu() ? GPU_STEPS_BETWEEN_LOOKS : 1;
  }

  @Override
  public List<Localized> localize(PointBatch starts, Differential there, double target) {
    return Tensors.scoped(() -> new Batch(starts, there, target).localize());
  }

  @Override
  public void close() {
    manager.close();
  }

  /** Candidates on their way: those that are left, and what became of the others. */
  private final class Batch {
    private static final int VALUE = 0;
    private static final int UNCERTAINTY = 1;
    private static final int STEPS = 2;
    private static final int CONVERGED = 3;
    private static final int NUMBER = 4;

    private final int size;
    private final OptimizerState state;
    private final double tolerance;
    private int left;
    private Differential here;
    private NDArray targets; // (rows, 1)
    private NDArray numbers; // (rows, 1), of the starts
    private NDArray moving; // (rows, 1), boolean
    private NDArray steps; // (rows, 1)
    private final NDList finishedPoints = new NDList();
    private final NDList finishedOutcomes = new NDList();
    private final NDList given;
    private NDList held = new NDList();

    Batch(PointBatch starts, Differential there, double target) {
      size = starts.rows();
      left = size;
      state = settings.optimizer().initialState(starts, surroundings);
      here = there;
      // What is met in single precision is to be met in double precision, too.
      double rounding = Math.ulp((float) target) + Math.ulp((float) settings.tolerance());
      tolerance = Math.max(settings.tolerance() / 2, settings.tolerance() - rounding);
      NDManager batch = starts.tensor().getManager();
      targets = batch.full(new Shape(size, 1), (float) target);
      numbers = batch.arange(size).toType(DataType.INT64, false).expandDims(1);
      moving = numbers.gte(scalars.of(0));
      steps = targets.zerosLike();
      given = all();
    }

    List<Localized> localize() {
      int limit = settings.optimizer().steps();
      for (int step = 0; left > 0; step++) {
        boolean last = step == limit;
        boolean look = last || step % stepsBetweenLooks == 0;
        hold(Tensors.kept(() -> advance(look, last)));
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
    private NDList advance(boolean look, boolean last) {
      NDArray error = here.prediction().value().sub(targets);
      NDArray converged =
          error
              .abs()
              .lte(scalars.of(tolerance))
              .logicalAnd(surroundings.box().holds(state.points().tensor()));
      // A value that is not a number never converges: its candidate ends here, too.
      NDArray finished = converged.logicalAnd(state.content(here)).logicalOr(error.isNaN());
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
      state.move(error, here, moving);
      steps = steps.add(moving.toType(steps.getDataType(), false));
      here = surrogate.differentiate(state.points());
      return all();
    }

    private static NDArray rowsWhere(NDArray condition) {
      return condition.reshape(-1).nonzero().reshape(-1);
    }

    private void end(NDArray index, NDArray converged) {
      NDArray value = here.prediction().value();
      NDArray uncertainty =
          here.uncertainty()
              .map(ValueAndGradient::value)
              .orElseGet(() -> value.mul(scalars.of(Double.NaN)));
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
      here = here.pick(index);
      targets = Tensors.pick(targets, index);
      numbers = Tensors.pick(numbers, index);
      moving = Tensors.pick(moving, index);
      steps = Tensors.pick(steps, index);
    }

    private NDList all() {
      NDList all = new NDList(finishedPoints);
      all.addAll(finishedOutcomes);
      all.addAll(state.tensors());
      all.addAll(new NDList(targets, numbers, moving, steps));
      all.addAll(new NDList(here.prediction().value(), here.prediction().gradient()));
      here.uncertainty().ifPresent(u -> all.addAll(new NDList(u.value(), u.gradient())));
      return all;
    }

    private List<Localized> onHost() {
      Localized[] results = new Localized[size];
      if (size > 0) {
        double[][] points = Tensors.rows(NDArrays.concat(finishedPoints));
        double[][] outcomes = Tensors.rows(NDArrays.concat(finishedOutcomes));
        for (int i = 0; i < size; i++) {
          double[] outcome = outcomes[i];
          results[(int) outcome[NUMBER]] =
              new Localized(
                  unrounded(points[i]),
                  outcome[VALUE],
                  outcome[UNCERTAINTY],
                  (int) outcome[STEPS],
                  outcome[CONVERGED] != 0);
        }
      }
      return Arrays.asList(results);
    }

    /** In double precision a value at its end may lie beyond it by a rounding. */
    private double[] unrounded(double[] point) {
      double[] inside = box.nearest(point);
      for (int j = 0; j < point.length; j++) {
        if (!(Math.abs(inside[j] - point[j]) <= Math.ulp((float) point[j]))) {
          inside[j] = point[j];
        }
      }
      return inside;
    }
  }
}
