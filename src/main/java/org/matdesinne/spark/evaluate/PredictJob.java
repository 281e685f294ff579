package org.matdesinne.spark.evaluate;

import java.io.IOException;
import java.io.PrintStream;
import java.io.Serializable;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.spark.broadcast.Broadcast;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvFile;
import org.matdesinne.dataset.CsvPair;
import org.matdesinne.dataset.Examples;
import org.matdesinne.dataset.LabelledPoint;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.Goal;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Target;
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

/** Predicts the properties of given design points. */
public final class PredictJob {
  private static final int BATCH = 4096;

  private final JobContext context;

  /** A job in {@code context}. */
  public PredictJob(JobContext context) {
    this.context = context;
  }

  /**
   * Prints one line a point: of each property prediction, uncertainty (empty where the surrogate
   * states none).
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
                IntStream.range(0, each.value.length)
                    .mapToObj(k -> each.value[k] + "," + stated(each.uncertainty[k]))
                    .collect(Collectors.joining(","))));
  }

  private static String stated(double uncertainty) {
    return Double.isNaN(uncertainty) ? "" : Double.toString(uncertainty);
  }

  /**
   * How near the predictions of labelled points come to their labels.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param x headerless CSV of design points
   * @param y headerless CSV of their labels
   * @return one table a property
   */
  public List<AccuracyTable> accuracy(String model, String x, String y) {
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
        rows.stream().map(LabelledPoint::labels).toArray(double[][]::new));
  }

  /**
   * How near the predictions of a training set's test rows come to their labels.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param data a finished training set
   * @return one table a property
   * @throws InputException when the model was trained on another one: it may have seen these rows
   */
  public List<AccuracyTable> heldOut(String model, String data) {
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

  private List<AccuracyTable> accuracy(
      String model, TrainedNetwork network, List<double[]> points, double[][] labels) {
    List<Predicted> predicted = new ArrayList<>();
    predict(model, network, points, predicted::add);
    RunSettings settings =
        context.measuredBy(network.manifest().scaling().propertyScale()).settings();
    Properties properties = network.manifest().properties();
    return IntStream.range(0, properties.count())
        .mapToObj(
            k -> {
              PredictionAccuracy.Tolerances tolerances = settings.benchmark().accuracy().only(k);
              PredictionAccuracy accuracy =
                  PredictionAccuracy.of(
                      network
                          .manifest()
                          .beside(
                              k,
                              Arrays.stream(labels).mapToDouble(row -> row[k]).toArray(),
                              predicted.stream().mapToDouble(each -> each.value[k]).toArray(),
                              predicted.stream()
                                  .mapToDouble(each -> each.uncertainty[k])
                                  .toArray()),
                      properties.get(k).floor(),
                      values(settings.generation().targets(), k),
                      tolerances);
              return new AccuracyTable(properties.get(k), accuracy, tolerances);
            })
        .toList();
  }

  /** The values that targets ask for of the property at an index. */
  private static List<Double> values(List<Target> targets, int property) {
    return targets.stream()
        .map(target -> target.goals().get(property))
        .filter(Goal::isValue)
        .map(Goal::lower)
        .distinct()
        .toList();
  }

  /** What is said of one point, (properties): an uncertainty is NaN where none is stated. */
  private record Predicted(double[] value, double[] uncertainty) implements Serializable {}

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
            network.manifest().properties(),
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
      if (!Arrays.stream(next.value).allMatch(Double::isFinite)) {
        throw new InputException(
            "network '%s' of %s predicts %s of row %d: no result; the row is too far from what it was"
                + " trained on, or its training has failed: leave the row out, or train it again",
            network.manifest().name(), model, Amounts.of(next.value), row);
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
