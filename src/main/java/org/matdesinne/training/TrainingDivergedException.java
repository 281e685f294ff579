package org.matdesinne.training;

/** Training met a loss that is not a finite number. */
public final class TrainingDivergedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  TrainingDivergedException(int epoch, double loss) {
    super(
        "training diverged: the loss of epoch "
            + epoch
            + " is "
            + loss
            + "; lower the learning rate or the gradient clamp, or take another seed");
  }
}
