package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.NDScope;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.nn.Adam;
import org.matdesinne.nn.GradientTape;

/** The loop over epochs: shuffle, step through batches, score on validation rows, keep the best. */
public final class Trainer {
  private final TrainingSettings settings;
  private final DesignSpace space;
  private final UniformRandomProvider random;

  /**
   * A trainer.
   *
   * @param space whose symmetries and references the settings may ask for
   * @param random source of every shuffle and sample: the same source gives the same training
   */
  public Trainer(TrainingSettings settings, DesignSpace space, UniformRandomProvider random) {
    this.settings = settings;
    this.space = space;
    this.random = random;
  }

  /**
   * What training gave.
   *
   * @param weights safetensors
   * @param epoch whose weights they are
   * @param curve every epoch
   */
  public record Outcome(byte[] weights, int epoch, List<Epoch> curve) {}

  /**
   * Trains.
   *
   * @param manager owns the optimiser's state
   * @param progress is told of every epoch
   * @throws TrainingDivergedException when a loss is not finite
   */
  public Outcome train(
      Objective objective,
      Examples training,
      Examples validation,
      NDManager manager,
      Consumer<Epoch> progress) {
    Adam adam = new Adam(settings.adam(), manager, objective.weights().trainable());
    Augmentation augmentation = new Augmentation(settings, space, training);
    List<Epoch> curve = new ArrayList<>();
    long start = System.nanoTime();
    Epoch best = null;
    byte[] bestWeights = null;
    for (int e = 0; e < settings.epochs(); e++) {
      double learningRate = settings.learningRate(e);
      double loss = run(objective, adam, training.rows(), augmentation, learningRate);
      double score = objective.score(validation);
      if (!Double.isFinite(loss) || !Double.isFinite(score)) {
        throw new TrainingDivergedException(e + 1, loss);
      }
      Epoch epoch = new Epoch(e + 1, loss, score, learningRate, (System.nanoTime() - start) / 1e9);
      curve.add(epoch);
      progress.accept(epoch);
      if (best == null || score < best.validationScore()) {
        best = epoch;
        bestWeights = objective.weights().encode();
      }
      if (settings.patience() > 0 && epoch.number() - best.number() >= settings.patience()) {
        break;
      }
    }
    return switch (settings.keep()) {
      case BEST -> new Outcome(bestWeights, best.number(), curve);
      case LAST -> new Outcome(objective.weights().encode(), curve.size(), curve);
    };
  }

  /** One epoch; returns the mean loss of its batches. */
  private double run(
      Objective objective, Adam adam, int rows, Augmentation augmentation, double learningRate) {
    int[] order = new PermutationSampler(random, rows, rows).sample();
    int batch = Math.min(settings.batch(), rows);
    return IntStream.range(0, rows / batch)
        .mapToObj(i -> Arrays.copyOfRange(order, i * batch, (i + 1) * batch))
        .mapToDouble(
            numbers -> step(objective, adam, augmentation.batch(numbers, random), learningRate))
        .average()
        .orElseThrow();
  }

  private double step(Objective objective, Adam adam, Examples batch, double learningRate) {
    try (NDScope scope = new NDScope();
        GradientTape tape = GradientTape.open()) {
      scope.suppressNotUsedWarning();
      NDArray loss = objective.loss(batch, random);
      tape.backward(loss);
      adam.step(learningRate);
      return loss.stopGradient().getFloat();
    }
  }
}
