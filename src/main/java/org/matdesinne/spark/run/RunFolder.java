package org.matdesinne.spark.run;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.CodeVersion;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.TableSchema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/**
 * The folder of one output: claimed by a run, resumed by the same run, finished by its manifest.
 * Another run's folder is never touched.
 *
 * <p>Several drivers may work on one run: a scheduler that fires twice, one that holds its
 * predecessor dead. The one that came last is the {@linkplain Ownership owner}, the others end as
 * soon as they notice. Each writes into a folder of its own; of what they write, one attempt's
 * counts, see {@link Publication}.
 */
public final class RunFolder {
  public static final String RUN = "run=";
  private static final String LOGGED_RUN = "mdc.run_id";
  private static final Logger LOG = LoggerFactory.getLogger(RunFolder.class);
  private static final String CLAIM = "/_run";
  private static final String DRIVER = "/_driver";

  private final JobContext context;
  private final JobKind kind;
  private final Output output;
  private final Publication publication;
  private final String key;
  private final Instant started = now();
  private final String attempt = UUID.randomUUID().toString();
  private final Set<String> written = new TreeSet<>();
  private Optional<Ownership> ownership = Optional.empty();

  /**
   * A folder.
   *
   * @param kind of the job
   * @param decisive all that decides the content, besides this program's version
   */
  public RunFolder(JobContext context, JobKind kind, Output output, String... decisive) {
    this.context = context;
    this.kind = kind;
    Storage storage = context.storage();
    this.output =
        new Output(
            storage.qualified(output.tables()),
            storage.qualified(output.state()),
            output.run(),
            output.owner());
    publication = new Publication(storage, this.output.tables(), this.output.state());
    key = key(kind, decisive);
  }

  /** The folder {@code run=ID} below {@code root}: each run has its own. */
  public static RunFolder below(JobContext context, JobKind kind, String root, String... decisive) {
    Output output = Output.of(root + "/" + RUN + key(kind, decisive));
    return new RunFolder(context, kind, output, decisive);
  }

  private static String key(JobKind kind, String... decisive) {
    String all = kind + "\n" + CodeVersion.current() + "\n" + String.join("\n", decisive);
    return DigestUtils.sha256Hex(all.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  /** The name of a folder that lies {@link #below} another. */
  public String name() {
    return RUN + key;
  }

  public String uri() {
    return output.tables();
  }

  /** The id that rows and manifest carry: the larger run's, where there is one. */
  public String runId() {
    return output.run().orElse(key);
  }

  /** The place in this folder of a job that is a part of this run. */
  public Output part(JobKind part) {
    return new Output(uri(), uri() + Output.PARTS + part, Optional.of(runId()), ownership);
  }

  /** A place of its own, deeper in this folder, of a job that this run starts. */
  public Output within(String path) {
    String folder = uri() + "/" + path;
    return new Output(folder, folder, Optional.empty(), ownership);
  }

  /** The place of a job that shares {@link #within(String) a place} with others. */
  public Output within(String path, JobKind job) {
    String folder = uri() + "/" + path;
    return new Output(folder, folder + Output.PARTS + job, Optional.empty(), ownership);
  }

  /**
   * The folder, of this driver alone, of a table that is about to be written.
   *
   * @throws TakenOverException when another driver has claimed the run since
   */
  public String table(TableSchema schema) {
    written.add(schema.tableName());
    return draft(schema.tableName());
  }

  /**
   * A folder, of this driver alone, that is deleted once the run is finished.
   *
   * @throws TakenOverException when another driver has claimed the run since
   */
  public String draft(String name) {
    requireOurs();
    return publication.folder(attempt) + "/" + name;
  }

  /**
   * Folders that are deleted once the run is finished.
   *
   * @param own of this driver alone
   * @param shared by all drivers of the run: what one has finished another goes on with
   */
  public record Scratch(String own, String shared) implements Serializable {}

  /** Where to put what is needed until the run is finished. */
  public Scratch scratch() {
    return new Scratch(publication.folder(attempt), publication.shared());
  }

  /** Keeps a unit of work, finished in {@code folder}, for who goes on after a kill. */
  public void keep(String unit, String folder) {
    publication.keep(unit, folder);
  }

  /**
   * The folder of a unit of work that this run has finished before. A unit of which files are
   * missing now is one that has to be done anew.
   */
  public Optional<String> kept(String unit) {
    Optional<TableFiles> kept = publication.checkpoint(unit);
    if (kept.isPresent() && !kept.get().complete()) {
      context
          .progress()
          .say(
              String.format(
                  "%s: %s was finished before, but %s has lost files since; doing it again",
                  kind, unit, kept.get().folder()));
      publication.forget(unit);
      return Optional.empty();
    }
    return kept.map(TableFiles::folder);
  }

  /** Whether this run has begun here before. */
  public boolean claimed() {
    return context
        .storage()
        .text(output.state() + CLAIM)
        .map(String::trim)
        .equals(Optional.of(key));
  }

  /**
   * Checks that no other driver has claimed the run after this one did.
   *
   * @throws TakenOverException when one has
   */
  public void requireOurs() {
    ownership.orElseThrow(() -> new IllegalStateException(uri() + " is not claimed")).require();
  }

  /**
   * The manifest of the run: of what was finished here before, or of what {@code work} finishes
   * now.
   *
   * @throws InputException when the folder holds something else
   * @throws TakenOverException when another driver has claimed the run meanwhile
   */
  public RunManifest complete(Supplier<RunManifest> work) {
    return claim().orElseGet(() -> whileOurs(work));
  }

  /**
   * Carries out work on a claimed run. When another driver claims it, Spark's jobs are cancelled,
   * and whatever fails then, it is for that reason. So it is when another driver has finished it,
   * which deletes what this one was about to read.
   *
   * @return what the work gives; of a part of a larger run that another driver has finished, the
   *     manifest of that
   * @throws TakenOverException when another driver has claimed or finished the run meanwhile
   */
  public RunManifest whileOurs(Supplier<RunManifest> work) {
    Ownership owner = ownership.orElseThrow();
    Thread watch = owner.watch(context.progress()::cancel);
    try {
      return work.get();
    } catch (Exception e) {
      leave(e);
      owner.require();
      Optional<RunManifest> finished = RunManifest.read(context.storage(), output.state());
      if (finished.isEmpty()) {
        throw e;
      }
      if (output.owner().isEmpty()) {
        throw finishedElsewhere();
      }
      return finished.get();
    } finally {
      watch.interrupt();
    }
  }

  private void leave(Exception reason) {
    try {
      publication.leave();
    } catch (RuntimeException e) {
      reason.addSuppressed(e);
    }
  }

  /**
   * Claims the run, also from a driver that still works on it.
   *
   * @return the manifest, if this run has been finished here before
   * @throws InputException when the folder holds something else
   */
  public Optional<RunManifest> claim() {
    Storage storage = context.storage();
    String state = output.state();
    boolean resumed = claimed();
    if (!resumed) {
      claimFree();
    }
    Optional<RunManifest> finished = RunManifest.read(storage, state);
    if (finished.isEmpty()) {
      finished = publication.decided();
      finished.ifPresent(publication::publish);
    }
    if (finished.isPresent()) {
      context.progress().say(kind + ": finished before in " + uri() + ", nothing to do");
      return finished;
    }
    if (resumed) {
      context.progress().say(kind + ": resuming in " + uri());
    }
    nameInLogs();
    LOG.info("{} begins in {}", kind, uri());
    ownership =
        output
            .owner()
            .or(
                () ->
                    Optional.of(
                        Ownership.take(
                            storage, state + DRIVER, context.jobs().sc().applicationId())));
    requireOurs();
    storage.write(state + Output.CONFIGURATION, context.configuration() + "\n");
    return Optional.empty();
  }

  /** Makes a folder that nobody uses this run's. */
  private void claimFree() {
    Storage storage = context.storage();
    String state = output.state();
    if (storage.isFree(state)) {
      storage.create(state + CLAIM, key + "\n");
    }
    // Another driver of the same run may have claimed it between any two of these steps.
    if (!claimed()) {
      throw new InputException(
          "%s already holds %s; name another --output, or delete it",
          state,
          RunManifest.read(storage, state)
              .map(run -> "run " + run.runId() + " of another configuration, data or version")
              .orElse("files that are not the beginning of this run"));
    }
  }

  /** Writes the manifest: the run is finished. */
  public RunManifest finish(String source, Map<String, Long> rows) {
    return finish(source, rows, Map.of());
  }

  /**
   * Makes what this driver wrote the run's result and writes the manifest.
   *
   * @param networks SHA-256 of the weights of the networks that it used, by what they were
   * @return the manifest of a part of a larger run: this driver's, or that of another driver that
   *     finished the part first
   * @throws TakenOverException when another driver has finished the whole run
   */
  public RunManifest finish(String source, Map<String, Long> rows, Map<String, String> networks) {
    return finish(source, rows, networks, List.of());
  }

  /**
   * As above, of a job that read data.
   *
   * @param data what became of their rows; empty where none were given
   */
  public RunManifest finish(String source, Map<String, Long> rows, Optional<DataSummary> data) {
    return finish(source, rows, Map.of(), List.of(), data);
  }

  /**
   * As above.
   *
   * @param targets what it gave for each target
   */
  public RunManifest finish(
      String source,
      Map<String, Long> rows,
      Map<String, String> networks,
      List<TargetYield> targets) {
    return finish(source, rows, networks, targets, Map.of(), Optional.empty());
  }

  /** As above, with both. */
  public RunManifest finish(
      String source,
      Map<String, Long> rows,
      Map<String, String> networks,
      List<TargetYield> targets,
      Optional<DataSummary> data) {
    return finish(source, rows, networks, targets, Map.of(), data);
  }

  /**
   * As above, of predictions.
   *
   * @param statuses how many rows have each status
   */
  public RunManifest finishPredictions(
      String source,
      Map<String, Long> rows,
      Map<String, String> networks,
      Map<String, Long> statuses) {
    return finish(source, rows, networks, List.of(), statuses, Optional.empty());
  }

  private RunManifest finish(
      String source,
      Map<String, Long> rows,
      Map<String, String> networks,
      List<TargetYield> targets,
      Map<String, Long> statuses,
      Optional<DataSummary> data) {
    requireOurs();
    publication.deleteChecksums(attempt);
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
            targets,
            statuses,
            attempt,
            publication.files(attempt, written),
            data.orElse(null));
    if (!publication.decide(manifest)) {
      return finishedByAnother();
    }
    publication.publish(manifest);
    // Runs that are parts of this one have put their names there.
    nameInLogs();
    LOG.info("{} is finished in {}: {}", kind, uri(), manifest.rows());
    return manifest;
  }

  private RunManifest finishedByAnother() {
    publication.decided().ifPresent(publication::publish);
    RunManifest other = RunManifest.read(context.storage(), output.state()).orElseThrow();
    if (output.owner().isEmpty()) {
      throw finishedElsewhere();
    }
    publication.leave();
    return other;
  }

  private TakenOverException finishedElsewhere() {
    return new TakenOverException(
        "another driver has finished the run in " + uri() + "; this one ends");
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
