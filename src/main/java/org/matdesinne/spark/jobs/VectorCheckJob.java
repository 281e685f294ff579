package org.matdesinne.spark.jobs;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.model.ReferenceVectors;
import org.matdesinne.report.TextTable;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.Storage;

/** Compares what networks give on a task's device with what they gave where they come from. */
public final class VectorCheckJob {
  private static final String VECTORS = ".vectors.safetensors";
  private static final String WEIGHTS = ".weights.safetensors";

  private final JobContext context;

  /** A job in {@code context}. */
  public VectorCheckJob(JobContext context) {
    this.context = context;
  }

  /**
   * What one network gave.
   *
   * @param device of the task
   */
  public record Compared(
      String network, String device, ReferenceVectors.Deviations deviations, boolean holds)
      implements Serializable {}

  /**
   * Compares.
   *
   * @param folder holds {@code NAME.weights.safetensors} and {@code NAME.vectors.safetensors}
   * @return one a network
   * @throws InputException when it holds none
   */
  public List<Compared> run(String folder) {
    List<ReferenceVectors> references = read(folder);
    return context
        .progress()
        .phase(
            "compare with reference vectors",
            () ->
                context
                    .computing()
                    .parallelize(references, 1)
                    .map(VectorCheckJob::compare)
                    .collect());
  }

  private static Compared compare(ReferenceVectors reference) {
    ReferenceVectors.Deviations found = reference.on(TaskDevice.current());
    return new Compared(reference.name(), TaskDevice.current().toString(), found, found.holds());
  }

  private List<ReferenceVectors> read(String folder) {
    Storage storage = context.storage();
    List<ReferenceVectors> found = new ArrayList<>();
    for (String file : storage.files(folder)) {
      if (file.endsWith(VECTORS)) {
        String name = file.substring(0, file.length() - VECTORS.length());
        Optional<byte[]> weights = storage.bytes(folder + "/" + name + WEIGHTS);
        if (weights.isPresent()) {
          byte[] vectors = storage.bytes(folder + "/" + file).orElseThrow();
          found.add(new ReferenceVectors(name, weights.get(), vectors));
        }
      }
    }
    if (found.isEmpty()) {
      throw new InputException(
          "--vectors %s holds no pair of files NAME%s and NAME%s; name a folder that does, or leave"
              + " it out",
          folder, WEIGHTS, VECTORS);
    }
    return found;
  }

  /** A row for every network. */
  public static String render(List<Compared> found) {
    TextTable table =
        new TextTable(
            List.of(
                TextTable.Column.text("network"),
                TextTable.Column.text("device"),
                TextTable.Column.numbers("float64\nvalues"),
                TextTable.Column.numbers("float64\nderivatives"),
                TextTable.Column.numbers("float32 values,\noriginal's error = 1"),
                TextTable.Column.numbers("float32\nderivatives"),
                TextTable.Column.text("holds")));
    for (Compared each : found) {
      table.row(
          List.of(
              each.network,
              each.device,
              DeviceReport.difference(each.deviations.values()),
              DeviceReport.difference(each.deviations.gradients()),
              String.format(Locale.ROOT, "%.2f", each.deviations.rounding()),
              DeviceReport.difference(each.deviations.singleGradients()),
              each.holds ? "yes" : "no"));
    }
    return table.render();
  }
}
