package org.matdesinne.model;

import com.fasterxml.jackson.annotation.JsonFormat;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.metrics.NetworkScore;
import org.matdesinne.metrics.PredictionAccuracy;
import org.matdesinne.metrics.TestScore;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.surrogate.Calibration;
import org.matdesinne.training.Epoch;

/**
 * {@code manifest.json} of a trained network: all that is needed to use its weights, and where they
 * come from. The weights lie beside it as safetensors.
 *
 * @param format version of this file's layout
 * @param name in its model
 * @param settings what it is and how it was trained
 * @param designSpace the parameters, in the order of its columns
 * @param property what it was trained on, one or several
 * @param scaling belongs to the network and to its log-determinant
 * @param ranges of the rows it was trained on
 * @param labels least and greatest label of each property among them
 * @param data the training set
 * @param seed of the training
 * @param codeVersion that trained it
 * @param weightsSha256 of the safetensors file
 * @param epoch whose weights these are
 * @param curve the whole training
 * @param testMetrics on rows that training never saw, by the labels of {@link NetworkScore}
 * @param calibration of an ensemble's spread, one a property; null where there is one member
 */
public record NetworkManifest(
    int format,
    String name,
    NetworkSettings settings,
    DesignSpace designSpace,
    @JsonFormat(
            with = {
              JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
              JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
            })
        List<Property> property,
    Scaling scaling,
    Ranges ranges,
    LabelRanges labels,
    DataOrigin data,
    long seed,
    String codeVersion,
    String weightsSha256,
    int epoch,
    List<Epoch> curve,
    Map<String, Double> testMetrics,
    @JsonFormat(
            with = {
              JsonFormat.Feature.ACCEPT_SINGLE_VALUE_AS_ARRAY,
              JsonFormat.Feature.WRITE_SINGLE_ELEM_ARRAYS_UNWRAPPED
            })
        List<Calibration> calibration)
    implements Serializable {
  /** The layout that this code writes. */
  public static final int FORMAT = 1;

  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(SerializationFeature.INDENT_OUTPUT)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES);

  /** What it was trained on. */
  public Properties properties() {
    return new Properties(property);
  }

  /** The test metrics that this version knows. */
  public List<TestScore> testScores() {
    List<TestScore> scores = new ArrayList<>();
    testMetrics.forEach(
        (label, value) ->
            unit(label).ifPresent(unit -> scores.add(new TestScore(label, value, unit))));
    return scores;
  }

  private Optional<String> unit(String label) {
    return property.stream()
        .filter(each -> errorOf(each).equals(label))
        .map(Property::unit)
        .findFirst()
        .or(() -> NetworkScore.ofLabel(label).map(score -> score.unit(properties())));
  }

  /** What the error of one of several properties is called. */
  static String errorOf(Property property) {
    return NetworkScore.PROPERTY_ERROR.label() + ", " + property.name();
  }

  /** The calibrations of an ensemble, one a property; empty where there is one member. */
  Optional<List<Calibration>> calibrations() {
    return Optional.ofNullable(calibration);
  }

  /**
   * The network's predictions of one property beside labels, with its own calibrated intervals if
   * it has some.
   *
   * @param index of the property
   * @param labels (rows), in the property's unit
   * @param predictions (rows), in the property's unit
   * @param uncertainties (rows), in the property's unit; NaN where none is stated
   */
  public PredictionAccuracy.Rows beside(
      int index, double[] labels, double[] predictions, double[] uncertainties) {
    return calibration == null
        ? new PredictionAccuracy.Rows(labels, predictions, uncertainties)
        : new PredictionAccuracy.Rows(
            labels, predictions, uncertainties, calibration.get(index).reach());
  }

  /**
   * Checks that the network is asked for what it was trained for. Symmetries may differ: they are
   * how it was trained, not what it is asked.
   *
   * @param title what a person calls the network
   * @throws InputException when parameters or properties are others
   */
  public void requireDesign(String title, DesignSpace space, Properties wanted) {
    List<DesignParameter> theirs = designSpace.parameters();
    List<DesignParameter> ours = space.parameters();
    if (!designSpace.names().equals(space.names())) {
      throw new InputException(
          "%s was trained on another design space than the configuration's: it knows %s, the"
              + " configuration has %s; name a model of the same, or the --config that it was"
              + " trained with, which training leaves beside its model as _config.json",
          title, String.join(", ", designSpace.names()), String.join(", ", space.names()));
    }
    for (int j = 0; j < Math.max(theirs.size(), ours.size()); j++) {
      Object their = j < theirs.size() ? theirs.get(j) : "none";
      Object our = j < ours.size() ? ours.get(j) : "none";
      if (!their.equals(our)) {
        throw new InputException(
            "%s was trained on another design space than the configuration's: parameter %d is %s,"
                + " not %s; name a model of the same, or its --config",
            title, j + 1, their, our);
      }
    }
    if (!properties().equals(wanted)) {
      throw new InputException(
          "%s was trained on another property than the configuration's: %s, not %s; name a model of"
              + " the same, or its --config",
          title, property, wanted.each());
    }
  }

  /**
   * The tensors that its weights must hold. A member of an ensemble is saved alone until all are
   * trained; it has the ensemble's settings, and no calibration yet.
   */
  List<TensorSpec> tensors() {
    boolean member = settings.members() > 1 && calibration == null;
    int dimension = scaling.dimension();
    return member
        ? settings.blueprint().tensors(dimension, property.size())
        : settings.tensors(dimension, property.size());
  }

  /** As JSON. */
  public String json() {
    try {
      return JSON.writeValueAsString(this);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the manifest of network " + name, e);
    }
  }

  /**
   * Reads JSON.
   *
   * @param where the file's name, for messages
   * @throws InputException when it is not a manifest of a layout known here
   */
  public static NetworkManifest parse(String json, String where) {
    try {
      NetworkManifest manifest = JSON.readValue(json, NetworkManifest.class);
      if (manifest.format != FORMAT) {
        throw new InputException(
            "%s has layout %s; this version reads layout %s: train the model again, or use the"
                + " version that wrote it (%s)",
            where, manifest.format, FORMAT, manifest.codeVersion);
      }
      return manifest;
    } catch (JsonProcessingException e) {
      throw new InputException(
          e, "%s is not the manifest of a network: %s", where, e.getOriginalMessage());
    }
  }
}
