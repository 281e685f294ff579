package org.matdesinne.spark;

import org.matdesinne.dataset.TrainingSet;

/**
 * What generations start from, read once for all of them.
 *
 * @param models finished training
 * @param known the training set, for the comparison with what is known
 * @param source where the training set came from
 */
record DesignInputs(ModelStore models, TrainingSet known, String source) {

  /** Reads the outputs of training and ingest. */
  static DesignInputs load(JobContext context, Output model, Output data) {
    return of(context, model, IngestJob.load(context, data), IngestJob.source(context, data));
  }

  static DesignInputs of(JobContext context, Output model, TrainingSet known, String source) {
    ModelStore store = new ModelStore(context.storage(), model.tables() + TrainJob.MODEL);
    return new DesignInputs(store, known, source);
  }
}
