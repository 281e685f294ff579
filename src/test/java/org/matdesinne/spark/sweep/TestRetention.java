package org.matdesinne.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Storage;

class TestRetention {
  @TempDir private Path root;
  private final Storage storage = new Storage(new Configuration());
  private Retention retention;

  @BeforeEach
  void open() {
    retention = new Retention(storage, root.toUri().toString().replaceAll("/$", ""));
  }

  private void sweep(String id, int second) {
    finished(JobKind.SWEEP, id, second);
  }

  private void finished(JobKind kind, String id, int second) {
    String time = "2026-11-23T01:00:0" + second + "Z";
    String uri = root.resolve("run=" + id).toString();
    new RunManifest(
            kind, id, "", Map.of(), 1, "0", "3.5", time, time, Map.of(), List.of(), Map.of(), "",
            Map.of(), null)
        .write(storage, uri);
    storage.write(uri + "/units/part-0.parquet", id);
  }

  private List<String> folders() throws IOException {
    try (Stream<Path> found = Files.list(root)) {
      return found.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void theSweepsFinishedLastStay() throws IOException {
    sweep("a", 2);
    sweep("b", 1);
    sweep("c", 3);
    finished(JobKind.GENERATE, "d", 0);
    assertThat(retention.retain(2, "run=c")).singleElement().asString().endsWith("/run=b");
    assertThat(folders()).containsExactly("_deleted", "run=a", "run=c", "run=d");
    assertThat(retention.retain(2, "run=c")).isEmpty();
  }

  @Test
  void theLatestStaysWhereTimesTieAndWhateverTheCount() throws IOException {
    for (String id : new String[] {"a", "b", "c"}) {
      sweep(id, 4);
    }
    retention.retain(1, "run=b");
    assertThat(folders()).containsExactly("_deleted", "run=b");
    retention.retain(0, "run=b");
    assertThat(folders()).containsExactly("_deleted", "run=b");
  }

  @Test
  void aKilledDeletionIsEndedByTheNext() throws IOException {
    sweep("kept", 1);
    // Manifest and some of the rest are gone.
    storage.write(root + "/run=half/_run", "half");
    storage.write(root + "/_deleted/run=half", "");
    storage.write(root + "/_deleted/run=gone", "");
    storage.write(root + "/run=unfinished/_run", "unfinished");
    assertThat(retention.retain(1, "run=kept")).isEmpty();
    assertThat(folders()).containsExactly("_deleted", "run=kept", "run=unfinished");
    assertThat(root.resolve("_deleted")).isEmptyDirectory();
  }

  @Test
  void onlyWhatIsMarkedIsFinished() {
    sweep("whole", 1);
    retention.finish("run=whole");
    assertThat(root.resolve("run=whole/_manifest.json")).exists();
    storage.write(root + "/_deleted/run=whole", "");
    retention.finish("run=whole");
    assertThat(root.resolve("run=whole")).doesNotExist();
    assertThat(root.resolve("_deleted")).isEmptyDirectory();
  }
}
