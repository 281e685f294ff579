package org.matdesinne.spark.run;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.spark.storage.Storage;

/**
 * {@code _manifest.json}: written last into an output's folder. Without it the output is not
 * finished.
 *
 * @param kind which job wrote it
 * @param runId hash of all that decides the content
 * @param source where the data came from: {@code oracle} (of earlier versions {@code
 *     tight-binding}), a published name, or files
 * @param rows by table
 * @param seed of the run
 * @param codeVersion of this program
 * @param sparkVersion of Spark
 * @param started in ISO 8601, UTC
 * @param finished in ISO 8601, UTC
 * @param networks SHA-256 of the weights of the networks that it used, by what they were; empty
 *     where it used none, or an earlier version wrote it
 * @param targets what a generation gave for each target; empty where nothing was generated, or an
 *     earlier version wrote it
 * @param attempt whose tables these are: several drivers may have tried; empty where an earlier
 *     version wrote it
 * @param statuses how many rows of its predictions have each status; empty where nothing was
 *     predicted
 * @param files of each table that the job wrote itself, in order of their paths; empty where an
 *     earlier version wrote it
 * @param data what became of the rows of data, or of points that an oracle was asked for; null
 *     where there were none, or an earlier version wrote it
 */
public record RunManifest(
    JobKind kind,
    String runId,
    String source,
    Map<String, Long> rows,
    long seed,
    String codeVersion,
    String sparkVersion,
    String started,
    String finished,
    Map<String, String> networks,
    List<TargetYield> targets,
    Map<String, Long> statuses,
    String attempt,
    Map<String, List<TableFile>> files,
    @JsonInclude(JsonInclude.Include.NON_NULL) DataSummary data) {
  private static final String FILE = "/_manifest.json";
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Keeps a copy, in the order of the names. */
  public RunManifest {
    networks = networks == null ? Map.of() : new TreeMap<>(networks);
    targets = targets == null ? List.of() : List.copyOf(targets);
    statuses = statuses == null ? Map.of() : new TreeMap<>(statuses);
    attempt = attempt == null ? "" : attempt;
    files = files == null ? Map.of() : Collections.unmodifiableMap(new TreeMap<>(files));
  }

  /** How long the driver that finished it took, to the second, as people say it. */
  public String duration() {
    return Progress.duration(
        (double) Duration.between(Instant.parse(started), Instant.parse(finished)).toSeconds());
  }

  /** The targets that got fewer candidates than were asked for. */
  public List<TargetYield> shortTargets() {
    return targets.stream().filter(TargetYield::fellShort).toList();
  }

  /**
   * A file of a table.
   *
   * @param path relative to the table's folder
   */
  public record TableFile(String path, long bytes) {}

  /** The manifest of a folder; empty when the folder's content is not finished. */
  public static Optional<RunManifest> read(Storage storage, String folder) {
    return at(storage, folder + FILE);
  }

  /** The manifest in a file; empty when there is none. */
  static Optional<RunManifest> at(Storage storage, String file) {
    return storage.text(file).map(json -> parse(json, file));
  }

  /** Makes a folder's content unfinished. */
  public static void delete(Storage storage, String folder) {
    storage.delete(folder + FILE);
  }

  private static RunManifest parse(String json, String where) {
    try {
      return JSON.readValue(json, RunManifest.class);
    } catch (JsonProcessingException e) {
      throw new InputException(e, "%s is damaged: %s", where, e.getOriginalMessage());
    }
  }

  public void write(Storage storage, String folder) {
    storage.write(folder + FILE, json());
  }

  /** As it stands in its file. */
  String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot write the manifest of run " + runId, e);
    }
  }
}
