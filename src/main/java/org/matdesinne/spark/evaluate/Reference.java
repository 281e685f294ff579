package org.matdesinne.spark.evaluate;

import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Examples;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.Ranges;
import org.matdesinne.spark.artifact.TrainingData;

/**
 * What candidates are measured beside.
 *
 * @param source where the labels of their models came from
 * @param hash tells it from others
 * @param ranges of the rows that their models have seen
 * @param seen (rows, parameters) those rows; none where they are not at hand
 * @param heldOut rows that no model has seen; none where they are not at hand
 * @param rowsHash of all rows, whatever their split; empty where they are not at hand
 * @param spread standard deviation of each property in the training rows
 */
public record Reference(
    String source,
    String hash,
    Ranges ranges,
    double[][] seen,
    Examples heldOut,
    String rowsHash,
    Amounts spread) {

  /** The rows of a training set. */
  public static Reference of(TrainingData data) {
    TrainingSet set = data.set();
    TrainingSet seen = set.only(Split.TRAIN, Split.VALIDATION);
    return new Reference(
        data.source(),
        set.hash(),
        seen.ranges(),
        seen.x(),
        heldOut(set),
        set.rowsHash(),
        set.only(Split.TRAIN)
            .spread()
            .orElseThrow(
                () ->
                    new InputException(
                        "the training set of %s has no training row", data.source())));
  }

  /** The rows that no model has seen. */
  public static Examples heldOut(TrainingSet set) {
    return set.only(Split.TEST).examples();
  }
}
