package org.matdesinne.spark.run;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import org.matdesinne.spark.storage.Storage;

/**
 * How one attempt at a run becomes its result, whoever else tries: each writes its tables into a
 * folder of its own; the first to name itself in {@code _decided.json} is the one that counts, and
 * only its tables are moved to where readers look. What a kill interrupts, the next driver ends.
 *
 * <p>An object store cannot create a file only where there is none. There, who names itself looks
 * again after {@value #SETTLING_MILLISECONDS} ms whether it still stands there; and should even
 * that go wrong, the manifest written last names the files that count, see {@link TableFiles}.
 *
 * @param tables folder of the tables
 * @param state folder of the run's other files
 */
record Publication(Storage storage, String tables, String state) {
  private static final String ATTEMPTS = "/_attempts";
  private static final String CHECKPOINTS = "/_checkpoints/";
  private static final String DECIDED = "/_decided.json";

  /** Longer than a request takes. */
  private static final long SETTLING_MILLISECONDS = 1000;

  /** The folder in which an attempt works. */
  String folder(String attempt) {
    return state + ATTEMPTS + "/" + attempt;
  }

  /** A folder that the attempts share. */
  String shared() {
    return state + "/_shared";
  }

  /** A unit of work that some attempt has finished, by its name. */
  Optional<TableFiles> checkpoint(String unit) {
    return storage.text(state + CHECKPOINTS + unit).map(json -> TableFiles.parse(storage, json));
  }

  /** Keeps a finished unit of work for who goes on; of several drivers' the first stays. */
  void keep(String unit, String folder) {
    TableFiles files = new TableFiles(storage, folder, TableFiles.in(storage, folder));
    storage.create(state + CHECKPOINTS + unit, files.json());
  }

  /** Makes room for a unit of work that is done anew. */
  void forget(String unit) {
    storage.delete(state + CHECKPOINTS + unit);
  }

  /** What was decided, and may not be published yet. */
  Optional<RunManifest> decided() {
    return RunManifest.at(storage, state + DECIDED);
  }

  /** Whether this manifest's attempt is the one that counts from now on. */
  boolean decide(RunManifest manifest) {
    String file = state + DECIDED;
    if (!storage.create(file, manifest.json())) {
      return false;
    }
    if (storage.isObjectStore(file)) {
      settle();
    }
    boolean decided = isOf(manifest, decided());
    Optional<RunManifest> published = RunManifest.read(storage, state);
    if (published.isEmpty()) {
      return decided;
    }
    // Whoever lost against this attempt may have published it already. If another was published,
    // that was decided and tidied up since this driver last looked.
    boolean own = isOf(manifest, published);
    if (decided && !own) {
      storage.delete(file);
    }
    return own;
  }

  private static boolean isOf(RunManifest manifest, Optional<RunManifest> other) {
    return other.map(RunManifest::attempt).equals(Optional.of(manifest.attempt()));
  }

  /**
   * Puts the tables of a decided attempt in their place and writes the manifest, the last of all.
   */
  void publish(RunManifest manifest) {
    manifest.files().forEach((table, files) -> publish(manifest.attempt(), table, files));
    manifest.write(storage, state);
    tidy();
    storage.delete(state + DECIDED);
  }

  private void tidy() {
    storage.delete(state + ATTEMPTS);
    storage.delete(state + CHECKPOINTS);
    storage.delete(shared());
  }

  /**
   * For an attempt that ends without a result: deletes what attempts have written, where one has
   * been published. Who published it may have tidied up while this attempt still wrote.
   */
  void leave() {
    if (RunManifest.read(storage, state).isPresent()) {
      tidy();
    }
  }

  private void publish(String attempt, String table, List<RunManifest.TableFile> files) {
    String from = folder(attempt) + "/" + table;
    String to = tables + "/" + table;
    if (storage.move(from, to)) {
      return;
    }
    // Another driver has done it, or somebody was killed while an object store copied.
    for (RunManifest.TableFile file : files) {
      String target = to + "/" + file.path();
      if (!storage.has(target, file.bytes())
          && !storage.move(from + "/" + file.path(), target)
          && !storage.has(target, file.bytes())) {
        throw new IllegalStateException(
            "the table " + to + " has lost its file " + file.path() + " before it was finished");
      }
    }
    // By name: at this moment another driver may be putting the same files here.
    new TableFiles(storage, to, files).others().forEach(file -> storage.delete(to + "/" + file));
  }

  /** Deletes Hadoop's checksums of local files: other readers take them for data. */
  void deleteChecksums(String attempt) {
    storage.deleteChecksums(folder(attempt));
  }

  /** The files of the tables that an attempt has written, by table. */
  Map<String, List<RunManifest.TableFile>> files(String attempt, Iterable<String> names) {
    Map<String, List<RunManifest.TableFile>> files = new TreeMap<>();
    for (String name : names) {
      files.put(name, TableFiles.in(storage, folder(attempt) + "/" + name));
    }
    return files;
  }

  private static void settle() {
    try {
      TimeUnit.MILLISECONDS.sleep(SETTLING_MILLISECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted", e);
    }
  }
}
