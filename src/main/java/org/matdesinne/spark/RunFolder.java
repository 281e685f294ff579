package org.matdesinne.spark;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.CodeVersion;
import org.matdesinne.config.InputException;

/**
 * The folder of one output: claimed by a run, resumed by the same run, finished by its manifest.
 * Another run's folder is never touched.
 */
final class RunFolder {
  private static final String CLAIM = "/_run";
  private static final String CONFIGURATION = "/_config.json";

  private final JobContext context;
  private final String kind;
  private final String uri;
  private final String runId;
  private final Instant started = now();

  /**
   * A folder.
   *
   * @param kind of the job
   * @param decisive all that decides the content, besides this program's version
   */
  RunFolder(JobContext context, String kind, String uri, String... decisive) {
    this.context = context;
    this.kind = kind;
    this.uri = context.storage().qualified(uri);
    String all = kind + "\n" + CodeVersion.current() + "\n" + String.join("\n", decisive);
    runId = DigestUtils.sha256Hex(all.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
  }

  String uri() {
    return uri;
  }

  String runId() {
    return runId;
  }

  /** The folder of a table. */
  String table(TableSchema schema) {
    return uri + "/" + schema.tableName();
  }

  /**
   * Claims the folder.
   *
   * @return the manifest, if this run has been finished here before
   * @throws InputException when the folder holds something else
   */
  Optional<RunManifest> claim() {
    Storage storage = context.storage();
    Optional<RunManifest> finished = RunManifest.read(storage, uri);
    if (finished.isPresent() && finished.get().runId().equals(runId)) {
      context.progress().say(uri + " holds this very run, finished: nothing to do");
      return finished;
    }
    Optional<String> claimed = storage.text(uri + CLAIM).map(String::trim);
    boolean ours = finished.isEmpty() && claimed.equals(Optional.of(runId));
    if (!ours && !storage.isFree(uri)) {
      throw new InputException(
          "%s already holds %s; name another --output, or delete it",
          uri,
          finished
              .map(manifest -> "run " + manifest.runId() + " of another configuration or data")
              .or(() -> claimed.map(other -> "the beginning of another run, " + other))
              .orElse("files that are no run"));
    }
    if (ours) {
      context.progress().say("resuming run " + runId + " in " + uri);
    }
    storage.write(uri + CLAIM, runId + "\n");
    storage.write(uri + CONFIGURATION, context.configuration() + "\n");
    return Optional.empty();
  }

  /** Writes the manifest: the run is finished. */
  RunManifest finish(String source, Map<String, Long> rows) {
    RunManifest manifest =
        new RunManifest(
            kind,
            runId,
            source,
            rows,
            context.settings().seed(),
            CodeVersion.current(),
            context.spark().version(),
            started.toString(),
            now().toString());
    manifest.write(context.storage(), uri);
    return manifest;
  }

  private static Instant now() {
    return Instant.now().truncatedTo(ChronoUnit.SECONDS);
  }
}
