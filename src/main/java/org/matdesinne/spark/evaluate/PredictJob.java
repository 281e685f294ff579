package org.matdesinne.spark.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import org.apache.spark.broadcast.Broadcast;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvFile;
import org.matdesinne.dataset.CsvPair;
import org.matdesinne.dataset.Examples;
import org.matdesinne.dataset.LabelledPoint;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.metrics.PredictionAccuracy;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.report.AccuracyTable;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.LeasedCache.Lease;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.NetworkCache;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;

/** Predicts the property of given design points. */
public final class PredictJob {
  private static final int BATCH = 4096;

  private final JobContext context;

  /** A job in {@code context}. */
  public PredictJob(JobContext context) {
    this.context = context;
  }

  /**
   * Prints one line a point: prediction, uncertainty (empty where the surrogate states none).
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param x headerless CSV of design points
   */
  public void run(String model, String x, PrintStream out) {
    TrainedNetwork network = surrogate(model);
    List<double[]> points;
    try (CsvFile file = context.storage().csv(x)) {
      points = csv(network).points(file);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + x, e);
    }
    predict(
        model,
        network,
        points,
        each ->
            out.println(
                each.value + "," + (Double.isNaN(each.uncertainty) ? "" : each.uncertainty)));
  }

  /**
   * How near the predictions of labelled points come to their labels.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param x headerless CSV of design points
   * @param y headerless CSV of their labels
   */
  public AccuracyTable accuracy(String model, String x, String y) {
    TrainedNetwork network = surrogate(model);
    List<LabelledPoint> rows;
    try (CsvFile points = context.storage().csv(x);
        CsvFile labels = context.storage().csv(y)) {
      rows = csv(network).read(points, labels);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + x + " and " + y, e);
    }
    return accuracy(
        model,
        network,
        rows.stream().map(LabelledPoint::point).toList(),
        rows.stream().mapToDouble(LabelledPoint::label).toArray());
  }

  /**
   * How near the predictions of a training set's test rows come to their labels.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param data a finished training set
   * @throws InputException when the model was trained on another one: it may have seen these rows
   */
  public AccuracyTable heldOut(String model, String data) {
    TrainedNetwork network = surrogate(model);
    TrainingSet set = new TrainingSetStore(context).load(data).set();
    if (!set.hash().equals(network.manifest().data().hash())) {
      throw new InputException(
          "network '%s' of %s was not trained on %s: its test rows may be among those that it was"
              + " trained on; name the training set of the model, or give rows with --x and --y",
          network.manifest().name(), model, data);
    }
    Examples rows = Reference.heldOut(set);
    return accuracy(model, network, List.of(rows.x()), rows.y());
  }

  private AccuracyTable accuracy(
      String model, TrainedNetwork network, List<double[]> points, double[] labels) {
    List<Predicted> predicted = new ArrayList<>();
    predict(model, network, points, predicted::add);
    RunSettings settings =
        context.measuredBy(network.manifest().scaling().propertyScale()).settings();
    PredictionAccuracy accuracy =
        PredictionAccuracy.of(
            network
                .manifest()
                .beside(
                    labels,
                    predicted.stream().mapToDouble(Predicted::value).toArray(),
                    predicted.stream().mapToDouble(Predicted::uncertainty).toArray()),
            network.manifest().property().floor(),
            settings.generation().targets(),
            settings.benchmark().accuracy());
    return new AccuracyTable(
        network.manifest().property(), accuracy, settings.benchmark().accuracy());
  }

  /** What is said of one point: uncertainty is NaN where none is stated. */
  private record Predicted(double value, double uncertainty) implements Serializable {}

  private TrainedNetwork surrogate(String model) {
    TrainedNetwork network =
        ModelStore.open(context.storage(), model).load(context.settings().generation().surrogate());
    network.requirePredicts();
    return network;
  }

  private CsvPair csv(TrainedNetwork network) {
    return new CsvPair(
        new RowCheck(
            network.manifest().designSpace(),
            network.manifest().property(),
            RowCheck.Bounds.LEARNT),
        context.settings().data().missing(),
        context.settings().data().replicates());
  }

  /** Hands the prediction of each point to {@code each}, in their order. */
  private void predict(
      String model, TrainedNetwork network, List<double[]> points, Consumer<Predicted> each) {
    List<double[][]> batches = batches(points);
    Broadcast<TrainedNetwork> shared = context.jobs().broadcast(network);
    Iterator<Predicted> predicted =
        context
            .computing()
            .parallelize(batches, Math.max(1, batches.size()))
            .flatMap(batch -> predict(shared.value(), batch).iterator())
            .toLocalIterator();
    int row = 0;
    while (predicted.hasNext()) {
      row++;
      Predicted next = predicted.next();
      if (!Double.isFinite(next.value)) {
        throw new InputException(
            "network '%s' of %s predicts %s of row %d: no result; the row is too far from what it was"
                + " trained on, or its training has failed: leave the row out, or train it again",
            network.manifest().name(), model, next.value, row);
      }
      each.accept(next);
    }
    shared.destroy();
  }

  private static List<double[][]> batches(List<double[]> points) {
    List<double[][]> batches = new ArrayList<>();
    for (int first = 0; first < points.size(); first += BATCH) {
      int end = Math.min(points.size(), first + BATCH);
      batches.add(points.subList(first, end).toArray(double[][]::new));
    }
    return batches;
  }

  private static List<Predicted> predict(TrainedNetwork network, double[][] batch) {
    try (Lease<Surrogate> surrogate = NetworkCache.surrogate(network, TaskDevice.current())) {
      Prediction prediction = surrogate.value().predict(batch);
      List<Predicted> predicted = new ArrayList<>(batch.length);
      for (int i = 0; i < batch.length; i++) {
        predicted.add(new Predicted(prediction.value()[i], prediction.uncertainty()[i]));
      }
      return predicted;
    }
  }
}
