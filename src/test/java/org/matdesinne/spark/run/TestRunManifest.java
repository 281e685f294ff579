package org.matdesinne.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.spark.storage.Storage;

class TestRunManifest {
  @TempDir private Path folder;
  private final Storage storage = new Storage(new Configuration());

  @Test
  void whatIsWrittenIsRead() {
    RunManifest manifest =
        new RunManifest(
            JobKind.INGEST,
            "0123456789abcdef",
            "tight-binding",
            Map.of("training_set", 4000L),
            2021,
            "0.1.0",
            "3.5.9",
            "2026-11-22T23:59:00Z",
            "2026-11-23T00:01:00Z",
            Map.of("surrogate", "fedcba"),
            List.of(new TargetYield("0.5", 100, 1024, 0, true, Map.of("known", 1024L))),
            Map.of("in_range", 4000L),
            "attempt",
            Map.of("training_set", List.of(new RunManifest.TableFile("part-0.parquet", 7))),
            new DataSummary(5000, 4, 4000, 12, 3, "keep", Map.of("y", 0.5)));
    manifest.write(storage, folder.toString());
    assertThat(RunManifest.read(storage, folder.toString())).contains(manifest);
  }

  @Test
  void oneOfAnEarlierVersionNamesNeitherNetworksNorTargetsNorFiles() throws IOException {
    Files.writeString(
        folder.resolve("_manifest.json"),
        """
        {"kind": "generate", "runId": "0", "source": "files", "rows": {"blocks": 2}, "seed": 1,
         "codeVersion": "0.1.0", "sparkVersion": "3.5.9", "started": "then", "finished": "now"}
        """);
    RunManifest earlier = RunManifest.read(storage, folder.toString()).orElseThrow();
    assertThat(earlier.networks()).isEmpty();
    assertThat(earlier.targets()).isEmpty();
    assertThat(earlier.shortTargets()).isEmpty();
    assertThat(earlier.statuses()).isEmpty();
    assertThat(earlier.files()).isEmpty();
  }

  @Test
  void aFolderWithoutOneIsNotFinished() {
    assertThat(RunManifest.read(storage, folder.toString())).isEmpty();
  }

  @Test
  void aDamagedOneIsAnError() throws IOException {
    Files.writeString(folder.resolve("_manifest.json"), "{\"kind\": \"ing");
    assertThatThrownBy(() -> RunManifest.read(storage, folder.toString()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(folder + "/_manifest.json is damaged: ");
  }
}
