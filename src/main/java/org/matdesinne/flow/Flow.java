package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;
import java.util.List;

/** Bijectors one after another; the log-determinants add up. */
public final class Flow implements Bijector {
  private final List<Bijector> steps;

  /** Checks that there are steps and that they have one dimension. */
  public Flow(List<? extends Bijector> steps) {
    this.steps = List.copyOf(steps);
    if (steps.isEmpty()) {
      throw new IllegalArgumentException("a flow needs a step");
    }
    for (Bijector step : steps) {
      if (step.dimension() != dimension()) {
        throw new IllegalArgumentException(
            "steps of " + dimension() + " and " + step.dimension() + " columns in one flow");
      }
    }
  }

  @Override
  public int dimension() {
    return steps.get(0).dimension();
  }

  @Override
  public Transformed forward(NDArray x, Condition condition) {
    Transformed all = steps.get(0).forward(x, condition);
    for (Bijector step : steps.subList(1, steps.size())) {
      Transformed one = step.forward(all.value(), condition);
      all = new Transformed(one.value(), all.logAbsDetJacobian().add(one.logAbsDetJacobian()));
    }
    return all;
  }

  @Override
  public NDArray inverse(NDArray z, Condition condition) {
    NDArray x = z;
    for (int i = steps.size() - 1; i >= 0; i--) {
      x = steps.get(i).inverse(x, condition);
    }
    return x;
  }
}
