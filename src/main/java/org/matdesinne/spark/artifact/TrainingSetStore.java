package org.matdesinne.spark.artifact;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.TableSchema;

/** Finished training sets, as {@code ingest} writes them. */
public final class TrainingSetStore {
  private final JobContext context;

  /** The training sets that {@code context} can reach. */
  public TrainingSetStore(JobContext context) {
    this.context = context;
  }

  /**
   * The training set at {@code uri}.
   *
   * @throws InputException when there is none
   */
  public TrainingData load(String uri) {
    return load(Output.find(context.storage(), uri, JobKind.INGEST));
  }

  /** The training set at {@code uri}; empty when there is none. */
  public Optional<TrainingData> search(String uri) {
    return Output.search(context.storage(), uri, JobKind.INGEST).map(this::load);
  }

  /**
   * The training set that a user's points or candidates are compared with.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param saved its networks
   * @param data the training set that the user names; where none is named, the one in the model's
   *     folder, or that a bundled model brings along
   * @return empty when none is named and there is none
   * @throws InputException when there is none where one is named
   */
  public Optional<TrainingData> known(String model, SavedModel saved, Optional<String> data) {
    if (data.isPresent()) {
      return data.map(this::load);
    }
    return saved.files() instanceof BundledModel own
        ? own.trainingSet().map(set -> new TrainingData(set, own.source()))
        : search(model);
  }

  /** The rows of a finished training set, in order; all of them come to the driver. */
  public TrainingData load(Output ingested) {
    List<Row> rows =
        context.read(TableSchema.TRAINING_SET, ingested).orderBy("row_id").collectAsList();
    int dimension = context.settings().designSpace().dimension();
    int properties = context.settings().properties().count();
    TrainingSet set =
        new TrainingSet(
            rows.stream().map(row -> doubles(row, 1, dimension)).toArray(double[][]::new),
            rows.stream()
                .map(row -> doubles(row, 1 + dimension, properties))
                .toArray(double[][]::new),
            rows.stream()
                .map(row -> Split.of(row.getString(1 + dimension + properties)))
                .toArray(Split[]::new));
    String source = RunManifest.read(context.storage(), ingested.state()).orElseThrow().source();
    return new TrainingData(set, source);
  }

  private static double[] doubles(Row row, int first, int count) {
    return IntStream.range(first, first + count).mapToDouble(row::getDouble).toArray();
  }
}
