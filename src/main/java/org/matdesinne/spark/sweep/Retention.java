package org.matdesinne.spark.sweep;

import java.util.Comparator;
import java.util.List;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Storage;

/**
 * Deletes old sweeps. A folder is deleted file by file, at least in an object store, and its units
 * have manifests of their own: so it is marked first, and what a killed deletion left is deleted
 * before anything else is done with it.
 */
final class Retention {
  private static final String DELETED = "/_deleted/";

  private final Storage storage;
  private final String root;

  /** The sweeps below {@code root}. */
  Retention(Storage storage, String root) {
    this.storage = storage;
    this.root = root;
  }

  private record Finished(String name, RunManifest manifest) {}

  /**
   * Deletes finished sweeps but for the {@code count} finished last.
   *
   * @param count 1 or more
   * @param latest name of the sweep that stays in any case; may be empty
   * @return the folders deleted
   */
  List<String> retain(int count, String latest) {
    storage.files(root + DELETED).forEach(this::delete);
    List<String> old =
        storage.folders(root).stream()
            .flatMap(
                name ->
                    RunManifest.read(storage, root + "/" + name)
                        .map(manifest -> new Finished(name, manifest))
                        .stream())
            .filter(run -> run.manifest.kind() == JobKind.SWEEP)
            .sorted(
                // Finish times are whole seconds.
                Comparator.comparing((Finished run) -> run.name.equals(latest))
                    .thenComparing(run -> run.manifest.finished())
                    .reversed())
            .skip(Math.max(1, count))
            .map(Finished::name)
            .toList();
    old.forEach(this::delete);
    return old.stream().map(name -> root + "/" + name).toList();
  }

  /** Ends the deletion of a sweep, if one was begun. */
  void finish(String name) {
    if (storage.exists(root + DELETED + name)) {
      delete(name);
    }
  }

  private void delete(String name) {
    storage.write(root + DELETED + name, "");
    RunManifest.delete(storage, root + "/" + name);
    storage.delete(root + "/" + name);
    storage.delete(root + DELETED + name);
  }
}
