package org.matdesinne.spark;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;

class TestRunFolder extends SparkSuite {
  @TempDir private Path folder;

  /** What each of two drivers has of one run. */
  private RunFolder driver() {
    JobContext context = SmallModel.context(spark(), List.of());
    return new RunFolder(context, "test", Output.of(folder.toString()), "decisive");
  }

  @Test
  void ofTwoDriversTheLaterGoesOn() {
    RunFolder first = driver();
    first.claim();
    first.requireOurs();
    RunFolder second = driver();
    assertThat(second.claim()).isEmpty();

    assertThatThrownBy(() -> first.table(TableSchema.CANDIDATES))
        .isInstanceOf(TakenOverException.class)
        .hasMessageMatching(
            "another driver \\(local-\\S+ [0-9a-f-]+\\) has taken over the run in file:"
                + folder
                + "; this one ends");
    assertThatThrownBy(() -> first.finish("", Map.of())).isInstanceOf(TakenOverException.class);
    assertThat(folder.resolve("_manifest.json")).doesNotExist();

    assertThat(second.table(TableSchema.CANDIDATES)).endsWith("/candidates");
    RunManifest manifest = second.finish("", Map.of());
    assertThat(driver().claim()).contains(manifest);
  }

  @Test
  void aRunThatWasDeletedMeanwhileEnds() throws IOException {
    RunFolder deleted = driver();
    deleted.claim();
    FileUtils.cleanDirectory(folder.toFile());
    assertThatThrownBy(deleted::requireOurs)
        .isInstanceOf(TakenOverException.class)
        .hasMessageContaining("somebody has deleted the run in");
  }

  @Test
  void whereNothingIsClaimedNothingIsTakenOver() {
    driver().claim();
    assertThat(driver().table(TableSchema.CANDIDATES)).endsWith("/candidates");
  }

  @Test
  void aKillInTheMiddleOfAClaimLeavesAFreeFolder() throws IOException {
    Files.createFile(folder.resolve("._run.part"));
    assertThat(driver().claim()).isEmpty();
  }

  @Test
  void filesOfSomebodyElseAreNotTouched() throws IOException {
    Files.createFile(folder.resolve("precious"));
    assertThatThrownBy(() -> driver().claim())
        .isInstanceOf(InputException.class)
        .hasMessageContaining("already holds files that are not the beginning of this run");
    assertThat(folder).isDirectoryContaining(file -> file.endsWith("precious"));
  }
}
