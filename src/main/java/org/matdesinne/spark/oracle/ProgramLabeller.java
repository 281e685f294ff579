package org.matdesinne.spark.oracle;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.TaskCompletionListener;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.oracle.ProgramOracle;
import org.matdesinne.oracle.ProgramSettings;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.Storage;

/** Labels by a program, one process a task. */
final class ProgramLabeller implements Labeller {
  private final ProgramSettings settings;
  private final List<String> parameters;
  private final List<String> properties;
  private final Broadcast<Map<String, byte[]>> files;
  private final String fingerprint;

  private ProgramLabeller(
      ProgramSettings settings,
      List<String> parameters,
      List<String> properties,
      Broadcast<Map<String, byte[]>> files,
      String fingerprint) {
    this.settings = settings;
    this.parameters = parameters;
    this.properties = properties;
    this.files = files;
    this.fingerprint = fingerprint;
  }

  /**
   * A labeller, whose program has been started once in a task.
   *
   * @throws InputException when that does not work, or a file is missing
   */
  static ProgramLabeller of(
      JobContext context, DesignSpace space, List<String> properties, ProgramSettings settings) {
    Map<String, byte[]> content = new TreeMap<>();
    StringBuilder fingerprint = new StringBuilder();
    for (String file : settings.files()) {
      byte[] bytes = read(context.storage(), file);
      content.put(ProgramSettings.name(file), bytes);
      fingerprint
          .append(ProgramSettings.name(file))
          .append(' ')
          .append(DigestUtils.sha256Hex(bytes));
    }
    ProgramLabeller labeller =
        new ProgramLabeller(
            settings,
            space.names(),
            properties,
            context.jobs().broadcast(content),
            fingerprint.toString());
    labeller.start(context);
    return labeller;
  }

  private static byte[] read(Storage storage, String file) {
    String place = new java.io.File(file).isFile() ? storage.here(file) : file;
    try (InputStream stream = storage.open(place)) {
      return stream.readAllBytes();
    } catch (IOException | UncheckedIOException | InputException e) {
      throw new InputException(
          e,
          "oracle.files names %s, which cannot be read: %s; name files by where they lie from the"
              + " folder of the configuration, or by their full path",
          file,
          InputException.firstLine(e.getMessage()));
    }
  }

  private void start(JobContext context) {
    Task task = task(new LabelledRows(new int[0]));
    try {
      context.jobs().parallelize(List.of(0), 1).foreach(nothing -> task.start());
    } catch (RuntimeException e) {
      throw cause(e);
    } catch (Exception e) {
      // Spark's exceptions are checked ones that Scala does not declare.
      throw cause(e);
    }
  }

  /** What a task said of the program. */
  private static RuntimeException cause(Exception error) {
    for (Throwable each = error; each != null; each = each.getCause()) {
      if (each instanceof InputException input) {
        return input;
      }
    }
    return error instanceof RuntimeException unchecked
        ? unchecked
        : new IllegalStateException(error);
  }

  private Task task(LabelledRows rows) {
    return new Task(settings, parameters, properties, files, rows);
  }

  @Override
  public Dataset<Row> label(Dataset<Row> points) {
    StructType schema = points.schema();
    return points.mapPartitions(
        task(LabelledRows.of(schema, parameters)), Encoders.row(Labeller.schema(schema)));
  }

  /** The files. */
  @Override
  public String fingerprint() {
    return fingerprint;
  }

  /** What a task does. */
  private record Task(
      ProgramSettings settings,
      List<String> parameters,
      List<String> properties,
      Broadcast<Map<String, byte[]>> files,
      LabelledRows rows)
      implements MapPartitionsFunction<Row, Row> {

    private ProgramOracle oracle() {
      return new ProgramOracle(settings, files.value(), parameters, properties);
    }

    void start() {
      try (ProgramOracle oracle = oracle()) {
        oracle.start();
      }
    }

    @Override
    public Iterator<Row> call(Iterator<Row> points) {
      ProgramOracle oracle = oracle();
      // However the task ends: its rows may not be asked for to the last.
      TaskCompletionListener close = ended -> oracle.close();
      TaskContext.get().addTaskCompletionListener(close);
      return new Iterator<>() {
        @Override
        public boolean hasNext() {
          return points.hasNext();
        }

        @Override
        public Row next() {
          Row point = points.next();
          try {
            return LabelledRows.row(point, oracle.evaluate(rows.point(point)));
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the task was stopped", e);
          }
        }
      };
    }
  }
}
