package org.matdesinne.training;

import com.fasterxml.jackson.annotation.JsonAlias;
import java.io.Serializable;
import org.matdesinne.config.Section;
import org.matdesinne.nn.Adam;

/**
 * How one network is trained.
 *
 * @param epochs passes over the training rows, at most
 * @param batch rows of one step; a remainder at the end of an epoch is left out
 * @param learningRate of the first epoch
 * @param finalLearningRateShare the last epoch's learning rate as a share of the first's; the decay
 *     between is exponential
 * @param inputNoise standard deviation of the noise added to each design parameter of a batch, in
 *     standard deviations of the training rows
 * @param inputNoiseAtReference the same for parameters that stand at their reference, in the place
 *     of the other, see {@link Jitter}
 * @param targetNoise of networks that are trained in both directions
 * @param augmentation what is done to each row of a batch
 * @param patience epochs without a better validation score before training stops; 0 never stops
 * @param keep which epoch's weights are the result
 * @param adam the optimiser
 */
public record TrainingSettings(
    int epochs,
    int batch,
    double learningRate,
    double finalLearningRateShare,
    double inputNoise,
    @JsonAlias("sheetNoise") double inputNoiseAtReference,
    TargetNoise targetNoise,
    Augmentation augmentation,
    int patience,
    Keep keep,
    Adam.Settings adam)
    implements Serializable {

  /** A file of an earlier version names no noise on targets: there was none. */
  public TrainingSettings {
    if (targetNoise == null) {
      targetNoise = TargetNoise.NONE;
    }
  }

  /** What is done to each row of a batch. */
  public enum Augmentation {
    /** Nothing. */
    NONE,
    /** A random image under the design space's symmetry group takes its place. */
    SYMMETRY,
    /** The same of the images inside the box of the rows: for networks that know no more. */
    SYMMETRY_IN_BOX
  }

  /** Which epoch's weights are the result of a training. */
  public enum Keep {
    /** The one with the best validation score. */
    BEST,
    /** The last one, as the original does. */
    LAST
  }

  /** Reads the keys of a {@code training} object. */
  public static TrainingSettings from(Section section) {
    return new TrainingSettings(
        section.integer("epochs", 1),
        section.integer("batch", 1),
        section.positive("learning-rate"),
        section.number("final-learning-rate-share", 0, 1),
        section.number("input-noise", 0, 1),
        section.number("input-noise-at-reference", 0, 1),
        TargetNoise.from(section),
        section.choice("augmentation", Augmentation.class),
        section.integer("patience", 0),
        section.choice("keep", Keep.class),
        section.section("adam", Adam.Settings::from));
  }

  /** The learning rate of {@code epoch}, counted from 0. */
  double learningRate(int epoch) {
    return learningRate * Math.pow(finalLearningRateShare, (double) epoch / epochs);
  }
}
