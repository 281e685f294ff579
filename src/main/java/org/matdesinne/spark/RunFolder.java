package org.matdesinne.spark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.CodeVersion;
import org.matdesinne.config.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The folder of one output: claimed by a run, resumed by the same run, finished by its manifest.
 * Another run's folder is never touched.
 */
final class RunFolder {
  static final String RUN = "run=";
  private static final String LOGGED_RUN = "mdc.run_id";
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
  private static final String CLAIM = "/_run";
  private static final String DRIVER = "/_driver";
  private static final String CONFIGURATION = "/_config.json";

  private final JobContext context;
  private final String kind;
  private final Output output;
  private final String key;
  private final Instant started = now();
  private Optional<String> driver = Optional.empty();

  /**
   * A folder.
   *
   * @param kind of the job
   * @param decisive all that decides the content, besides this program's version
   */
  RunFolder(JobContext context, String kind, Output output, String... decisive) {
    this.context = context;
    this.kind = kind;
    Storage storage = context.storage();
    this.output =
        new Output(
            storage.qualified(output.tables()), storage.qualified(output.state()), output.run());
    key = key(kind, decisive);
  }

  /** The folder {@code run=ID} below {@code root}: each run has its own. */
  static RunFolder below(JobContext context, String kind, String root, String... decisive) {
    Output output = Output.of(root + "/" + RUN + key(kind, decisive));
    return new RunFolder(context, kind, output, decisive);
  }

  private static String key(String kind, String... decisive) {
    String all = kind + "\n" + CodeVersion.current() + "\n" + String.join("\n", decisive);
    return DigestUtils.sha256Hex(all.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /** The name of a folder that lies {@link #below} another. */
  String name() {
    return RUN + key;
  }

  String uri() {
    return output.tables();
  }

  /** The id that rows and manifest carry: the larger run's, where there is one. */
  String runId() {
    return output.run().orElse(key);
  }

  /**
   * The folder of a table, which is about to be written.
   *
   * @throws TakenOverException when another driver has claimed the folder since
   */
  String table(TableSchema schema) {
    requireOurs();
    return output.table(schema);
  }

  /** Whether this run has begun here before. */
  boolean claimed() {
    return context
        .storage()
        .text(output.state() + CLAIM)
        .map(String::trim)
        .equals(Optional.of(key));
  }

  /**
   * Checks that no other driver has claimed the folder after this one did: of two, the later goes
   * on. Nothing locks out the earlier between two checks; what it writes there has the same rows.
   *
   * @throws TakenOverException when one has
   */
  void requireOurs() {
    if (driver.isEmpty()) {
      return;
    }
    Optional<String> found = context.storage().text(output.state() + DRIVER).map(String::trim);
    if (!found.equals(driver)) {
      throw new TakenOverException(
          found
              .map(other -> "another driver (" + other + ") has taken over the run in ")
              .orElse("somebody has deleted the run in ")
              .concat(output.state())
              .concat("; this one ends"));
    }
  }

  /**
   * Claims the folder, also from a driver that still works in it.
   *
   * @return the manifest, if this run has been finished here before
   * @throws InputException when the folder holds something else
   */
  Optional<RunManifest> claim() {
    Storage storage = context.storage();
    String state = output.state();
    Optional<RunManifest> finished = RunManifest.read(storage, state);
    boolean ours = claimed();
    if (ours && finished.isPresent()) {
      context.progress().say(kind + ": finished before in " + uri() + ", nothing to do");
      return finished;
    }
    if (!ours && !storage.isFree(state)) {
      throw new InputException(
          "%s already holds %s; name another --output, or delete it",
          state,
          finished
              .map(run -> "run " + run.runId() + " of another configuration, data or version")
              .orElse("files that are not the beginning of this run"));
    }
    if (ours) {
      context.progress().say(kind + ": resuming in " + uri());
    }
    nameInLogs();
    LOG.info("{} begins in {}", kind, uri());
    storage.write(state + CLAIM, key + "\n");
    driver = Optional.of(context.jobs().sc().applicationId() + " " + UUID.randomUUID());
    storage.write(state + DRIVER, driver.get() + "\n");
    storage.write(state + CONFIGURATION, context.configuration() + "\n");
    return Optional.empty();
  }

  /** Writes the manifest: the run is finished. */
  RunManifest finish(String source, Map<String, Long> rows) {
    return finish(source, rows, Map.of());
  }

  /**
   * Writes the manifest: the run is finished.
   *
   * @param networks SHA-256 of the weights of the networks that it used, by what they were
   */
  RunManifest finish(String source, Map<String, Long> rows, Map<String, String> networks) {
    return finish(source, rows, networks, List.of());
  }

  /**
   * Writes the manifest: the run is finished.
   *
   * @param networks SHA-256 of the weights of the networks that it used, by what they were
   * @param targets what it gave for each target
   */
  RunManifest finish(
      String source,
      Map<String, Long> rows,
      Map<String, String> networks,
      List<TargetYield> targets) {
    RunManifest manifest =
        new RunManifest(
            kind,
            runId(),
            source,
            new TreeMap<>(rows),
            context.settings().seed(),
            CodeVersion.current(),
            context.spark().version(),
            started.toString(),
            now().toString(),
            networks,
            targets);
    requireOurs();
    manifest.write(context.storage(), output.state());
    // Runs that are parts of this one have put their names there.
    nameInLogs();
    LOG.info("{} is finished in {}: {}", kind, uri(), manifest.rows());
    return manifest;
  }

  private void nameInLogs() {
    // Spark hands properties of this name to the logs of its tasks.
    context.jobs().setLocalProperty(LOGGED_RUN, runId());
    MDC.put(LOGGED_RUN, runId());
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
