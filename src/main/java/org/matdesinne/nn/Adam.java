package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
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

  private final Settings settings;
  private final NDManager manager;
  private final TorchScript functions;
  private final List<NDArray> parameters;
  private final List<NDArray> gradients;
  private final List<NDArray> means = new ArrayList<>();
  private final List<NDArray> squares = new ArrayList<>();
  private final List<NDArray> steps = new ArrayList<>();

  /**
   * Takes charge of {@code parameters}, which from now on ask for gradients.
   *
   * @param manager owns the moments
   */
  public Adam(Settings settings, NDManager manager, Collection<NDArray> parameters) {
    this.settings = settings;
    this.manager = manager;
    this.parameters = List.copyOf(parameters);
    functions = TorchScript.of(manager.getDevice(), Adam.class, "adam.py");
    gradients = GradientTape.watch(parameters);
    for (NDArray parameter : parameters) {
      means.add(manager.zeros(parameter.getShape(), parameter.getDataType()));
      squares.add(manager.zeros(parameter.getShape(), parameter.getDataType()));
      steps.add(manager.zeros(new Shape(), DataType.FLOAT32));
    }
  }

  /** Changes every parameter by its accumulated gradient, and forgets the gradient. */
  public void step(double learningRate) {
    functions
        .call(
            manager,
            "step",
            parameters,
            gradients,
            means,
            squares,
            steps,
            learningRate,
            settings.beta1,
            settings.beta2,
            settings.epsilon,
            settings.weightDecay,
            settings.gradientClamp)
        .close();
  }
}
