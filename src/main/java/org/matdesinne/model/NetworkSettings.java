package org.matdesinne.model;

import java.io.Serializable;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.training.Teacher;
import org.matdesinne.training.TrainingSettings;

/**
 * One network of a configuration.
 *
 * @param blueprint what it is
 * @param coordinates in which it sees design points
 * @param training how it is trained
 * @param members networks that are trained, each from other random numbers, and then predict
 *     together: an ensemble if there are several
 * @param symmetrized whether it predicts the mean over a point's mirror images
 * @param teacher labels the points that it learns from; null where the data do
 */
public record NetworkSettings(
    Blueprint blueprint,
    Scaling.Coordinates coordinates,
    TrainingSettings training,
    Integer members,
    Boolean symmetrized,
    Teacher teacher)
    implements Serializable {

  /**
   * Coordinates that a file of an earlier version does not name are standardised ones, and its
   * networks are alone.
   */
  public NetworkSettings {
    if (coordinates == null) {
      coordinates = Scaling.Coordinates.STANDARDIZED;
    }
    if (members == null) {
      members = 1;
    }
    if (symmetrized == null) {
      symmetrized = false;
    }
    if (training.targetNoise().any() && !blueprint.takesTargetNoise()) {
      throw new InputException(
          "a network of kind %s is trained with %s; only invertible networks (kind inn) are trained"
              + " in both directions: set training.label-noise and training.latent-noise to 0, or"
              + " leave them out",
          blueprint.kind(), training.targetNoise());
    }
    if (members > 1 && !(blueprint instanceof SurrogateBlueprint)) {
      throw new InputException(
          "a network has %d members and predicts nothing: %s; only surrogates are ensembles",
          members, blueprint);
    }
    if (blueprint instanceof StudentBlueprint && teacher == null) {
      throw new InputException(
          "a network of kind student learns from a surrogate, and none is named: set teacher");
    }
    if (members > 1 && teacher != null) {
      throw new InputException(
          "a network has %d members and a teacher, '%s'; an ensemble is calibrated on the data that"
              + " it learns from: set members = 1, or teacher = null",
          members, teacher.network());
    }
  }

  /** Whether it draws candidates: an ensemble does not. */
  public boolean draws() {
    return generator().isPresent();
  }

  /** Whether it predicts the property. */
  public boolean predicts() {
    return surrogate().isPresent();
  }

  /** Whether it imitates a surrogate. */
  public boolean imitates() {
    return blueprint instanceof StudentBlueprint;
  }

  /** What it is as a generator; empty where it draws no candidates. */
  Optional<GeneratorBlueprint> generator() {
    return members == 1 && blueprint instanceof GeneratorBlueprint drawing
        ? Optional.of(drawing)
        : Optional.empty();
  }

  /** What it is, each member of it, as a surrogate; empty where it predicts no property. */
  Optional<SurrogateBlueprint> surrogate() {
    return blueprint instanceof SurrogateBlueprint predicting
        ? Optional.of(predicting)
        : Optional.empty();
  }

  /**
   * The tensors of a trained network of these settings: of an ensemble, those of all members.
   *
   * @param dimension parameters of a design point
   * @param properties of it
   */
  public List<TensorSpec> tensors(int dimension, int properties) {
    List<TensorSpec> one = blueprint.tensors(dimension, properties);
    return members == 1
        ? one
        : IntStream.range(0, members)
            .mapToObj(Ensemble::prefix)
            .flatMap(prefix -> one.stream().map(tensor -> tensor.under(prefix)))
            .toList();
  }

  /** The network that labels the points that it learns from; empty where the data do. */
  public Optional<String> teacherName() {
    return Optional.ofNullable(teacher).map(Teacher::network);
  }

  /**
   * Reads the keys of the network's kind, {@code coordinates}, {@code training} and, where they are
   * given, {@code members}, {@code symmetrized} and {@code teacher}.
   */
  public static NetworkSettings from(Section section) {
    return new NetworkSettings(
        Blueprint.from(section),
        section.choice("coordinates", Scaling.Coordinates.class),
        section.section("training", TrainingSettings::from),
        section.has("members") ? section.integer("members", 1) : 1,
        section.has("symmetrized") && section.flag("symmetrized"),
        section.has("teacher") ? section.section("teacher", Teacher::from) : null);
  }
}
