package org.matdesinne.spark.run;

import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.TableSchema;

/**
 * Where a job writes: its tables, and beside them the claim, configuration and manifest. A job that
 * is a part of a larger run shares the run's folder for tables and keeps its own state.
 *
 * @param tables folder of the tables
 * @param state folder of claim, configuration and manifest
 * @param run the id of the larger run; empty when the job is a run of its own
 * @param owner who works on the larger run that this is somewhere in; empty when there is none
 */
public record Output(String tables, String state, Optional<String> run, Optional<Ownership> owner) {
  static final String PARTS = "/_parts/";

  /** The file of a run's configuration, in its state. */
  static final String CONFIGURATION = "/_config.json";

  /** The folder of a job that is a run of its own. */
  public static Output of(String uri) {
    return new Output(uri, uri, Optional.empty(), Optional.empty());
  }

  /** This place, for a job whose rows carry the id of another run. */
  public Output carrying(Optional<String> otherRun) {
    return new Output(tables, state, otherRun, owner);
  }

  /**
   * The finished output of a job, be it a run of its own or a part of a larger one.
   *
   * @throws InputException when {@code uri} holds none
   */
  public static Output find(Storage storage, String uri, JobKind kind) {
    return search(storage, uri, kind)
        .orElseThrow(
            () ->
                new InputException(
                    "%s holds no finished output of the job '%s'; run it first, or give its"
                        + " --output",
                    uri, kind));
  }

  /** The finished output of a job; empty when {@code uri} holds none. */
  public static Optional<Output> search(Storage storage, String uri, JobKind kind) {
    String folder = storage.qualified(uri);
    for (String state : new String[] {folder, folder + PARTS + kind}) {
      Optional<RunManifest> manifest = RunManifest.read(storage, state);
      if (manifest.isPresent() && manifest.get().kind() == kind) {
        return Optional.of(
            new Output(folder, state, Optional.of(manifest.get().runId()), Optional.empty()));
      }
    }
    return Optional.empty();
  }

  /**
   * The manifest of the finished job that wrote a table, be it a run or a part of one; empty when
   * none did.
   *
   * @param table folder of the table
   */
  public static Optional<RunManifest> writerOf(Storage storage, String table) {
    String folder = storage.qualified(table);
    int end = folder.lastIndexOf('/');
    String name = folder.substring(end + 1);
    String tables = folder.substring(0, end);
    for (String part : storage.folders(tables + PARTS)) {
      Optional<RunManifest> manifest = RunManifest.read(storage, tables + PARTS + part);
      if (manifest.isPresent() && manifest.get().files().containsKey(name)) {
        return manifest;
      }
    }
    return RunManifest.read(storage, tables).filter(run -> run.files().containsKey(name));
  }

  /** The configuration that its job ran with, as text; empty when none is left. */
  public Optional<String> configuration(Storage storage) {
    return storage.text(state + CONFIGURATION);
  }

  /** The folder of a table. */
  public String table(TableSchema schema) {
    return tables + "/" + schema.tableName();
  }
}
