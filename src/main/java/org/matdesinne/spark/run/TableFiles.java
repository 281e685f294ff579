package org.matdesinne.spark.run;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The files of a table as its run's manifest names them: what belongs to the table, whatever else
 * lies in its folder.
 *
 * @param folder of the table
 * @param files that belong to it
 */
public record TableFiles(Storage storage, String folder, List<RunManifest.TableFile> files) {
  private static final String PARQUET = ".parquet";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Logger LOG = LoggerFactory.getLogger(TableFiles.class);

  private record Named(String folder, List<RunManifest.TableFile> files) {}

  /** Those of the table in {@code folder}; empty where the manifest does not name its files. */
  public static Optional<TableFiles> of(Storage storage, String folder, RunManifest run) {
    String table = folder.substring(folder.lastIndexOf('/') + 1);
    return Optional.ofNullable(run.files().get(table))
        .map(files -> new TableFiles(storage, folder, files));
  }

  /** The data files in a folder that was just written. */
  static List<RunManifest.TableFile> in(Storage storage, String folder) {
    return storage.tree(folder).stream()
        .filter(file -> isData(file.path()))
        .map(file -> new RunManifest.TableFile(file.path(), file.bytes()))
        .toList();
  }

  /**
   * Those that {@link #json} named.
   *
   * @throws InputException when the text is none of its
   */
  static TableFiles parse(Storage storage, String json) {
    try {
      Named named = JSON.readValue(json, Named.class);
      return new TableFiles(storage, named.folder(), named.files());
    } catch (JsonProcessingException e) {
      throw new InputException(e, "a list of files is damaged: %s", e.getOriginalMessage());
    }
  }

  /** Folder and files as text. */
  String json() {
    try {
      return JSON.writeValueAsString(new Named(folder, files)) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("cannot name the files in " + folder, e);
    }
  }

  /** Whether every file is there as it was written. */
  boolean complete() {
    return files.stream().allMatch(file -> storage.has(folder + "/" + file.path(), file.bytes()));
  }

  private static boolean isData(String path) {
    return path.endsWith(PARQUET) && !path.matches("(.*/)?[._][^/]*");
  }

  /** Paths of the data files in the folder that do not belong to the table. */
  List<String> others() {
    Set<String> own = files.stream().map(RunManifest.TableFile::path).collect(Collectors.toSet());
    return in(storage, folder).stream()
        .map(RunManifest.TableFile::path)
        .filter(path -> !own.contains(path))
        .toList();
  }

  /**
   * What is to be read: the folder, or the files where others lie in it.
   *
   * @throws InputException when one of them is missing or has another size
   */
  public List<String> check() {
    Map<String, Long> there = new TreeMap<>();
    in(storage, folder).forEach(file -> there.put(file.path(), file.bytes()));
    for (RunManifest.TableFile file : files) {
      Long bytes = there.remove(file.path());
      if (bytes == null) {
        throw new InputException(
            "%s has lost its file %s, one of %d; put it back, or delete the run and start it again",
            folder, file.path(), files.size());
      }
      if (bytes != file.bytes()) {
        throw new InputException(
            "%s is damaged: its file %s has %d bytes and was written with %d; put the right one"
                + " back, or delete the run and start it again",
            folder, file.path(), bytes, file.bytes());
      }
    }
    if (there.isEmpty()) {
      return List.of(folder);
    }
    LOG.warn(
        "{} holds {} Parquet files that its run did not write ({}); they are not read",
        folder,
        there.size(),
        there.keySet().iterator().next());
    return files.stream().map(file -> folder + "/" + file.path()).toList();
  }
}
