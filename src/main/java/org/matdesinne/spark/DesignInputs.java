package org.matdesinne.spark;

import java.util.HashMap;
import java.util.Map;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.model.TrainedNetwork;

/** What generations start from, read once for all of them. */
final class DesignInputs {
  private final ModelStore models;
  private final TrainingSet known;
  private final String source;
  private final Map<String, TrainedNetwork> loaded = new HashMap<>();

  /**
   * The inputs.
   *
   * @param model finished training
   * @param known the training set, for the comparison with what is known
   * @param source where the training set came from
   */
  DesignInputs(JobContext context, Output model, TrainingSet known, String source) {
    models = new ModelStore(context.storage(), model.tables() + TrainJob.MODEL);
    this.known = known;
    this.source = source;
  }

  /** Reads the outputs of training and ingest. */
  static DesignInputs load(JobContext context, Output model, Output data) {
    return new DesignInputs(
        context, model, IngestJob.load(context, data), IngestJob.source(context, data));
  }

  /** The network called {@code name}: see {@link ModelStore#load}. */
  TrainedNetwork network(String name) {
    return loaded.computeIfAbsent(name, models::load);
  }

  TrainingSet known() {
    return known;
  }

  String source() {
    return source;
  }
}
