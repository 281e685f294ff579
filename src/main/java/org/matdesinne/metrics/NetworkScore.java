package org.matdesinne.metrics;

import java.util.Optional;
import java.util.stream.Stream;
import org.matdesinne.design.Properties;

/** What a trained network is scored by, on rows that it was not fitted to. */
public enum NetworkScore {
  /** Of the predicted property. */
  PROPERTY_ERROR("mean absolute error of the property", true),
  /** Of the label that a density implies by Bayes' rule. */
  IMPLIED_LABEL_ERROR("implied mean absolute error of the label", true),
  /** Of a flow-matching network, in standardised coordinates. */
  VELOCITY_ERROR("mean squared error of the velocity", false),
  /** Of a variational autoencoder, up to a constant. */
  NEGATIVE_EVIDENCE_LOWER_BOUND("negative evidence lower bound", false),
  /** How many labels a calibrated interval holds, see {@link PredictionAccuracy.Coverage}. */
  COVERAGE_50("share of informative rows inside their 50 % interval", false),
  /** The same of a wider interval. */
  COVERAGE_80("share of informative rows inside their 80 % interval", false),
  /** The same of the widest interval. */
  COVERAGE_95("share of informative rows inside their 95 % interval", false);

  private final String label;
  private final boolean inUnitOfProperty;

  NetworkScore(String label, boolean inUnitOfProperty) {
    this.label = label;
    this.inUnitOfProperty = inUnitOfProperty;
  }

  /** The score as manifests and tables spell it. */
  public String label() {
    return label;
  }

  /**
   * The unit of a value: the property's for absolute errors, 1 for all else, and where errors of
   * several properties stand in their standard deviations.
   */
  public String unit(Properties properties) {
    return inUnitOfProperty && !properties.several() ? properties.first().unit() : "1";
  }

  /** The score that manifests spell {@code label}; empty where this version knows of none. */
  public static Optional<NetworkScore> ofLabel(String label) {
    return Stream.of(values()).filter(score -> score.label.equals(label)).findFirst();
  }
}
