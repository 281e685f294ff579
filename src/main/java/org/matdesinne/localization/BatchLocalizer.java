package org.matdesinne.localization;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.matdesinne.design.Ranges;
import org.matdesinne.surrogate.Differential;
import org.matdesinne.surrogate.Surrogate;

/**
 * Moves a batch, with one call of the surrogate a step. A candidate that meets the target inside
 * the box leaves the batch, so the cost is that of the steps really needed.
 */
public final class BatchLocalizer implements Localizer {
  private final Surrogate surrogate;
  private final Ranges box;
  private final double[] scale;
  private final LocalizationSettings settings;

  /**
   * A localizer.
   *
   * @param box a candidate that ends outside it has not converged
   * @param scale (parameters) standard deviation of each parameter in the training set
   */
  public BatchLocalizer(
      Surrogate surrogate, Ranges box, double[] scale, LocalizationSettings settings) {
    this.surrogate = surrogate;
    this.box = box;
    this.scale = scale.clone();
    this.settings = settings;
  }

  private record Entry(int index, Optimizer.OptimizerState state) {}

  @Override
  public List<Localized> localize(double[][] starts, double target) {
    Localized[] results = new Localized[starts.length];
    List<Entry> batch = new ArrayList<>(starts.length);
    for (int i = 0; i < starts.length; i++) {
      batch.add(new Entry(i, settings.optimizer().initialState(starts[i], box, scale)));
    }
    for (int step = 0; !batch.isEmpty(); step++) {
      Differential differential =
          surrogate.differentiate(
              batch.stream().map(entry -> entry.state.point()).toArray(double[][]::new));
      List<Entry> remaining = new ArrayList<>(batch.size());
      for (int i = 0; i < batch.size(); i++) {
        Entry entry = batch.get(i);
        double[] point = entry.state.point();
        double value = differential.prediction().value()[i];
        double error = value - target;
        boolean converged = Math.abs(error) <= settings.tolerance() && box.firstOutside(point) < 0;
        boolean done = converged && step >= settings.optimizer().minSteps();
        // A value that is not a number never converges: its candidate ends here, too.
        if (done || step == settings.optimizer().steps() || Double.isNaN(error)) {
          results[entry.index] = new Localized(point, value, step, converged);
        } else {
          entry.state.move(
              error,
              differential.prediction().gradient()[i],
              differential.uncertainty().value()[i],
              differential.uncertainty().gradient()[i]);
          remaining.add(entry);
        }
      }
      batch = remaining;
    }
    return Arrays.asList(results);
  }
}
