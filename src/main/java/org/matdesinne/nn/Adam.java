package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import org.matdesinne.config.Section;

/**
 * Adam (Kingma and Ba, 2015) with weight decay added to the gradient and gradients clamped element
 * by element, the arithmetic of {@code torch.optim.Adam}.
 *
 * <p>DJL's own Adam clamps positive gradients only and folds the bias correction into the learning
 * rate, which changes the role of epsilon; the published networks were trained with this one.
 */
public final class Adam {

  /**
   * What does not change during training.
   *
   * @param beta1 decay of the gradient's mean
   * @param beta2 decay of the gradient's square
   * @param epsilon added to the root of the mean square
   * @param weightDecay multiple of the weight added to its gradient
   * @param gradientClamp greatest absolute gradient element
   */
  public record Settings(
      double beta1, double beta2, double epsilon, double weightDecay, double gradientClamp)
      implements Serializable {

    /** Reads {@code beta1, beta2, epsilon, weight-decay, gradient-clamp}. */
    public static Settings from(Section section) {
      return new Settings(
          section.number("beta1", 0, 1),
          section.number("beta2", 0, 1),
          section.positive("epsilon"),
          section.number("weight-decay"),
          section.positive("gradient-clamp"));
    }
  }

  private record Moments(NDArray parameter, NDArray mean, NDArray square) {}

  private final Settings settings;
  private final List<Moments> moments = new ArrayList<>();
  private int steps;

  /**
   * Takes charge of {@code parameters}, which from now on ask for gradients.
   *
   * @param manager owns the moments
   */
  public Adam(Settings settings, NDManager manager, Collection<NDArray> parameters) {
    this.settings = settings;
    for (NDArray parameter : parameters) {
      parameter.setRequiresGradient(true);
      NDArray mean = manager.zeros(parameter.getShape(), parameter.getDataType());
      NDArray square = manager.zeros(parameter.getShape(), parameter.getDataType());
      moments.add(new Moments(parameter, mean, square));
    }
  }

  /** Changes every parameter by its accumulated gradient, and forgets the gradient. */
  public void step(double learningRate) {
    steps++;
    GradientTape.unrecorded(
        () -> {
          for (Moments moment : moments) {
            update(moment, learningRate);
          }
        });
  }

  private void update(Moments moment, double learningRate) {
    double meanCorrection = 1 - Math.pow(settings.beta1, steps);
    double squareCorrection = 1 - Math.pow(settings.beta2, steps);
    try (NDScope scope = new NDScope()) {
      scope.suppressNotUsedWarning();
      NDArray accumulated = moment.parameter.getGradient();
      NDArray gradient =
          accumulated
              .clip(-settings.gradientClamp, settings.gradientClamp)
              .addi(moment.parameter.mul(settings.weightDecay));
      moment.mean.muli(settings.beta1).addi(gradient.mul(1 - settings.beta1));
      moment.square.muli(settings.beta2).addi(gradient.square().muli(1 - settings.beta2));
      NDArray root = moment.square.div(squareCorrection).sqrt().addi(settings.epsilon);
      moment.parameter.subi(moment.mean.div(root).muli(learningRate / meanCorrection));
      accumulated.muli(0);
    }
  }
}
