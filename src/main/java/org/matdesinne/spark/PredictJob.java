package org.matdesinne.spark;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import org.apache.spark.broadcast.Broadcast;
import org.matdesinne.dataset.CsvPair;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.model.TrainedNetwork;
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
   * @param model finished training
   * @param x headerless CSV of design points
   */
  public void run(String model, String x, PrintStream out) {
    Output trained = Output.find(context.storage(), model, TrainJob.KIND);
    TrainedNetwork network =
        new ModelStore(context.storage(), trained.tables() + TrainJob.MODEL)
            .load(context.settings().generation().surrogate());
    RowCheck check = new RowCheck(network.manifest().designSpace(), network.manifest().property());
    List<double[][]> batches = batches(points(x, check));
    Broadcast<DesignTask.Network> shared = context.jobs().broadcast(DesignTask.Network.of(network));
    Iterator<String> lines =
        context
            .jobs()
            .parallelize(batches, Math.max(1, batches.size()))
            .flatMap(batch -> predict(shared.value(), batch).iterator())
            .toLocalIterator();
    lines.forEachRemaining(out::println);
    shared.destroy();
  }

  private List<double[]> points(String x, RowCheck check) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(context.storage().open(x), StandardCharsets.UTF_8))) {
      return new CsvPair(check).points(new CsvPair.Source(x, reader));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + x, e);
    }
  }

  private static List<double[][]> batches(List<double[]> points) {
    List<double[][]> batches = new ArrayList<>();
    for (int first = 0; first < points.size(); first += BATCH) {
      int end = Math.min(points.size(), first + BATCH);
      batches.add(points.subList(first, end).toArray(double[][]::new));
    }
    return batches;
  }

  private static List<String> predict(DesignTask.Network network, double[][] batch) {
    try (Surrogate surrogate = network.open().surrogate(TaskDevice.current())) {
      Prediction prediction = surrogate.predict(batch);
      List<String> lines = new ArrayList<>(batch.length);
      for (int i = 0; i < batch.length; i++) {
        double uncertainty = prediction.uncertainty()[i];
        lines.add(prediction.value()[i] + "," + (Double.isNaN(uncertainty) ? "" : uncertainty));
      }
      return lines;
    }
  }
}
