package org.matdesinne.spark.train;

import ai.djl.Device;
import java.io.Serializable;
import java.util.List;
import java.util.stream.IntStream;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.Target;
import org.matdesinne.generator.Generator;
import org.matdesinne.metrics.ErrorSummary;
import org.matdesinne.metrics.SetMetrics;
import org.matdesinne.metrics.TrialScore;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.pipeline.DrawCheck;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;

/** What scores the trainings of a search, each in a task of its own. */
sealed interface TrialScorer extends Serializable {

  /** The score of a trained network. */
  TrialScore score(TrainedNetwork network, Device device);

  /**
   * Scores surrogates by their predictions.
   *
   * @param validation rows that no network was fitted to
   * @param spread of the properties, by which errors of several are put together
   */
  record OfSurrogate(Examples validation, Amounts spread) implements TrialScorer {

    @Override
    public TrialScore score(TrainedNetwork network, Device device) {
      try (Surrogate surrogate = network.surrogate(device)) {
        Prediction said = surrogate.predict(validation.x());
        return TrialScore.ofSurrogate(
            spread.combined(
                IntStream.range(0, spread.count())
                    .mapToDouble(k -> ErrorSummary.of(said.value(k), validation.y(k)).mean())
                    .toArray()));
      }
    }
  }

  /**
   * Scores generators by their draws.
   *
   * @param validation rows that no network was fitted to
   * @param targets that they are asked for
   * @param spread of the properties
   * @param figures of a set of draws
   * @param surrogate predicts what they draw
   * @param draws for each target
   * @param seed of the draws
   */
  record OfGenerator(
      Examples validation,
      List<Target> targets,
      Amounts spread,
      SetMetrics figures,
      TrainedNetwork surrogate,
      int draws,
      long seed)
      implements TrialScorer {

    @Override
    public TrialScore score(TrainedNetwork network, Device device) {
      try (Generator generator = network.confinedGenerator(device);
          Surrogate predictor = surrogate.surrogate(device)) {
        return new DrawCheck(generator, predictor, spread, figures, draws, seed)
            .score(targets, validation);
      }
    }
  }
}
