package org.matdesinne.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.TableSchema;

class TestRunFolder extends SparkSuite {
  @TempDir private Path folder;

  /** What each of two drivers has of one run. */
  private RunFolder driver() {
    JobContext context = SmallModel.context(spark(), List.of());
    return new RunFolder(context, JobKind.SWEEP, Output.of(folder.toString()), "decisive");
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

    RunManifest manifest = second.finish("", Map.of());
    assertThat(driver().claim()).contains(manifest);
  }

  @Test
  void eachDriverWritesWhereNobodyElseDoesAndOnlyTheResultIsPublished() throws IOException {
    RunFolder first = driver();
    first.claim();
    write(first.table(TableSchema.CANDIDATES), "of the first");
    RunFolder second = driver();
    second.claim();
    write(second.table(TableSchema.CANDIDATES), "of the second");
    assertThat(folder.resolve("candidates")).doesNotExist();

    RunManifest manifest = second.finish("", Map.of());
    assertThat(manifest.files().get("candidates"))
        .containsExactly(new RunManifest.TableFile("part-0.parquet", 13));
    assertThat(folder.resolve("candidates/part-0.parquet")).hasContent("of the second");
    assertThat(names())
        .containsExactly("_config.json", "_driver", "_manifest.json", "_run", "candidates");
  }

  private static void write(String table, String content) {
    Path file = Path.of(URI.create(table)).resolve("part-0.parquet");
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, content);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  /** Nobody can stop what a driver does between two looks at the claim. */
  @Test
  void aDriverThatWasFasterThanItsSuccessorHasFinishedTheRun() throws IOException {
    RunFolder first = driver();
    first.claim();
    Path table = Path.of(URI.create(first.table(TableSchema.CANDIDATES)));
    write(table.toUri().toString(), "of the first");
    RunFolder second = driver();
    second.claim();
    write(second.table(TableSchema.CANDIDATES), "of the second");
    decide(table);

    assertThatThrownBy(() -> second.whileOurs(() -> second.finish("", Map.of())))
        .isInstanceOf(TakenOverException.class)
        .hasMessage("another driver has finished the run in file:" + folder + "; this one ends");
    assertThat(folder.resolve("candidates/part-0.parquet")).hasContent("of the first");
    assertThat(names())
        .containsExactly("_config.json", "_driver", "_manifest.json", "_run", "candidates");
  }

  /** A Spark job that has begun goes on for a while, whatever is decided meanwhile. */
  @Test
  void whatADriverWritesAfterAnotherHasFinishedIsDeletedWhenItEnds() throws IOException {
    RunFolder slow = driver();
    slow.claim();
    RunFolder quick = driver();
    quick.claim();
    write(quick.table(TableSchema.CANDIDATES), "of the quick one");
    String late = slow.scratch().own() + "/candidates";

    assertThatThrownBy(
            () ->
                slow.whileOurs(
                    () -> {
                      RunManifest manifest = quick.finish("", Map.of());
                      write(late, "of the slow one");
                      slow.requireOurs();
                      return manifest;
                    }))
        .isInstanceOf(TakenOverException.class);
    assertThat(folder.resolve("candidates/part-0.parquet")).hasContent("of the quick one");
    assertThat(names())
        .containsExactly("_config.json", "_driver", "_manifest.json", "_run", "candidates");
  }

  /** Makes the attempt that wrote {@code table} the one that counts, and dies. */
  private void decide(Path table) {
    Publication publication = publication();
    RunManifest manifest = manifest(publication, table.getParent().getFileName().toString());
    assertThat(publication.decide(manifest)).isTrue();
    assertThat(publication.decide(manifest)).isFalse();
  }

  private Publication publication() {
    return new Publication(new Storage(new Configuration()), folder.toString(), folder.toString());
  }

  private static RunManifest manifest(Publication publication, String attempt) {
    return new RunManifest(
        JobKind.SWEEP,
        "1",
        "",
        Map.of(),
        1,
        "v",
        "3.5",
        "then",
        "now",
        Map.of(),
        List.of(),
        Map.of(),
        attempt,
        publication.files(attempt, Set.of("candidates")),
        null);
  }

  /**
   * In an object store two drivers may both have written the decision; the one whose was
   * overwritten publishes the other's before that one looks again.
   */
  @Test
  void whatTheLoserPublishesIsTheWinnersResult() throws IOException {
    Publication publication = publication();
    write("file:" + publication.folder("winner") + "/candidates", "of the winner");
    RunManifest winner = manifest(publication, "winner");
    publication.publish(winner);

    assertThat(publication.decide(winner)).isTrue();
    publication.publish(winner);
    assertThat(folder.resolve("candidates/part-0.parquet")).hasContent("of the winner");

    assertThat(publication.decide(manifest(publication, "late"))).isFalse();
    assertThat(names()).containsExactly("_manifest.json", "candidates");
  }

  @Test
  void aKillBetweenTheDecisionAndTheManifestIsMadeGood() throws IOException {
    RunFolder killed = driver();
    killed.claim();
    Path table = Path.of(URI.create(killed.table(TableSchema.CANDIDATES)));
    write(table.toUri().toString(), "decided");
    decide(table);
    assertThat(folder.resolve("_manifest.json")).doesNotExist();

    assertThat(driver().claim()).isPresent();
    assertThat(folder.resolve("candidates/part-0.parquet")).hasContent("decided");
    assertThat(names())
        .containsExactly("_config.json", "_driver", "_manifest.json", "_run", "candidates");
  }

  @Test
  void whatAnotherVersionOrHandLeftOfATableIsNotLeftBesideIt() throws IOException {
    RunFolder run = driver();
    run.claim();
    Files.createDirectories(folder.resolve("candidates"));
    Files.writeString(folder.resolve("candidates/part-9.parquet"), "old");
    write(run.table(TableSchema.CANDIDATES), "new");
    run.finish("", Map.of());
    try (Stream<Path> files = Files.list(folder.resolve("candidates"))) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactly("part-0.parquet");
    }
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

  /** Of a larger run only the owner counts: in the parts, drivers may come in any order. */
  @Test
  void aPartBelongsToWhoOwnsTheRun() {
    RunFolder first = driver();
    first.claim();
    RunFolder second = driver();
    second.claim();
    RunFolder partOfSecond = part(second);
    partOfSecond.claim();
    assertThatThrownBy(() -> part(first).claim()).isInstanceOf(TakenOverException.class);
    partOfSecond.requireOurs();
  }

  private RunFolder part(RunFolder run) {
    return new RunFolder(
        SmallModel.context(spark(), List.of()),
        JobKind.GENERATE,
        run.part(JobKind.GENERATE),
        "decisive");
  }

  @Test
  void aPartThatAnotherDriverHasFinishedIsTakenAsItIs() {
    RunFolder run = driver();
    run.claim();
    RunFolder late = part(run);
    late.claim();
    RunFolder early = part(run);
    early.claim();
    RunManifest manifest = early.finish("", Map.of());
    assertThat(late.finish("", Map.of())).isEqualTo(manifest);
  }

  @Test
  void aPartThatAnotherDriverHasFinishedIsTakenAsItIsWhateverFailsForThat() {
    RunFolder run = driver();
    run.claim();
    RunFolder late = part(run);
    late.claim();
    String written = late.table(TableSchema.CANDIDATES);
    write(written, "of the one who is late");
    RunManifest[] finished = new RunManifest[1];
    RunManifest found =
        late.whileOurs(
            () -> {
              RunFolder early = part(run);
              early.claim();
              finished[0] = early.finish("", Map.of());
              assertThat(Path.of(URI.create(written))).doesNotExist();
              throw new InputException("the table that was just written is gone");
            });
    assertThat(found).isEqualTo(finished[0]);
  }

  @Test
  void whatFailsOfItselfFailsForItsOwnReason() {
    RunFolder run = driver();
    run.claim();
    RunFolder part = part(run);
    part.claim();
    InputException reason = new InputException("there is nothing to read");
    assertThatThrownBy(
            () ->
                part.whileOurs(
                    () -> {
                      throw reason;
                    }))
        .isSameAs(reason);
  }

  @Test
  void whoeverIsTakenOverFailsForThatReasonWhateverFailed() {
    RunFolder first = driver();
    first.claim();
    driver().claim();
    assertThatThrownBy(
            () ->
                first.whileOurs(
                    () -> {
                      throw new IllegalStateException("a file is gone");
                    }))
        .isInstanceOf(TakenOverException.class);
  }

  @Test
  void aKillInTheMiddleOfAClaimLeavesAFreeFolder() throws IOException {
    Files.createFile(folder.resolve("._run.part"));
    assertThat(driver().claim()).isEmpty();
  }

  @Test
  void aUnitThatHasLostFilesIsNotKeptAndAnotherTakesItsPlace() throws IOException {
    PrintStream processError = System.err;
    ByteArrayOutputStream error = new ByteArrayOutputStream();
    System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
    try {
      RunFolder run = driver();
      run.claim();
      String first = run.draft("unit");
      write(first, "of the first");
      run.keep("unit=0", first);
      assertThat(run.kept("unit=0")).contains(first);
      assertThat(run.kept("unit=1")).isEmpty();
      assertThat(error.toString(StandardCharsets.UTF_8)).isEmpty();

      write(first, "half");
      assertThat(run.kept("unit=0")).isEmpty();
      assertThat(error.toString(StandardCharsets.UTF_8))
          .hasLineCount(1)
          .endsWith(
              ": unit=0 was finished before, but "
                  + first
                  + " has lost files since; doing it again\n");
    } finally {
      System.setErr(processError);
    }
    RunFolder next = driver();
    next.claim();
    String second = next.draft("unit");
    write(second, "of the second");
    next.keep("unit=0", second);
    assertThat(driver().kept("unit=0")).contains(second);
    FileUtils.deleteDirectory(Path.of(URI.create(second)).toFile());
    assertThat(driver().kept("unit=0")).isEmpty();
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
