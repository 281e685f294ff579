package org.matdesinne.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.report.SweepTable;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.TableSchema;
import org.matdesinne.spark.sweep.SweepJob.Begin;

class TestSweepJob extends SparkSuite {
  private static final List<String> GRID =
      List.of(
          "generation.samples=10",
          "sweep.targets=[0, 0.2]",
          "sweep.generators=[cinn, multi-start]",
          "sweep.constraints=[{ name = narrow, limits = [{ role = lattice, deviation = 0.18 },"
              + " { parameter = field, minimum = -0.5, maximum = 0.5 }] }]");
  private static final int UNITS = 4;

  @TempDir private static Path folder;
  private SmallModel small;
  private SweepRequest place;
  private RunManifest manifest;

  @BeforeAll
  void sweep() {
    small = SmallModel.in(folder, spark());
    place = place("sweeps");
    manifest = job("seed=1").run(place, Begin.ANEW_OR_RESUME, Optional.empty());
  }

  private SweepRequest place(String name) {
    return new SweepRequest(
        small.model().tables(),
        Optional.of(small.data().tables()),
        Extrapolation.REJECTED,
        folder.resolve(name).toString());
  }

  private SweepJob job(String... overrides) {
    ConfigurationFile configuration =
        SmallModel.configuration().with(GRID).with(List.of(overrides));
    return new SweepJob(small.context().with(configuration), configuration);
  }

  private Path run() {
    return folder.resolve("sweeps").resolve("run=" + manifest.runId());
  }

  private Dataset<Row> candidates(String unit) {
    return small.context().table(TableSchema.CANDIDATES).read(run() + "/" + unit + "/candidates");
  }

  @Test
  void everyPointOfTheGridIsAFinishedRunOfItsOwn() {
    Dataset<Row> units = small.context().table(TableSchema.UNITS).read(run() + "/units");
    assertThat(units.orderBy("unit").select("unit").collectAsList())
        .extracting(row -> row.getString(0))
        .containsExactly(
            "cinn/narrow/seed-1/target-0.0",
            "cinn/narrow/seed-1/target-0.2",
            "multi-start/narrow/seed-1/target-0.0",
            "multi-start/narrow/seed-1/target-0.2");
    for (Row unit : units.collectAsList()) {
      assertThat(run().resolve(unit.<String>getAs("unit")).resolve("_manifest.json")).exists();
      Dataset<Row> rows = candidates(unit.getAs("unit"));
      assertThat(rows.count()).isEqualTo(unit.<Long>getAs("draws"));
      assertThat(rows.where("status = 'accepted'").count())
          .isEqualTo(unit.<Long>getAs("accepted"))
          .isEqualTo(10);
      assertThat(rows.where("status = 'abstained'").count())
          .isEqualTo(unit.<Long>getAs("abstained"));
      assertThat(rows.first().<String>getAs("run_id")).isEqualTo(unit.getAs("unit_run_id"));
    }
    assertThat(job("seed=1").table(manifest, place).render())
        .contains("abstained", "uncertainty", "4 units, 40 candidates accepted");
  }

  @Test
  void acceptedCandidatesKeepTheLimitsExactly() {
    for (String generator : new String[] {"cinn", "multi-start"}) {
      Dataset<Row> accepted =
          candidates(generator + "/narrow/seed-1/target-0.2").where("status = 'accepted'");
      assertThat(
              accepted
                  .where(
                      "field not between -0.5 and 0.5 or abs(a / 3.16 - 1) > 0.18 + 1e-12"
                          + " or abs(gamma / 120 - 1) > 0.18 + 1e-12")
                  .count())
          .isZero();
    }
  }

  @Test
  void theLatestSweepIsNamed() {
    assertThat(folder.resolve("sweeps/latest")).hasContent("run=" + manifest.runId());
  }

  @Test
  void aKilledSweepGoesOnAndDrawsNoFinishedUnitAgain() throws IOException {
    SweepRequest killed = place("killed");
    String[] half = {"seed=1", "sweep.generators=[cinn]"};
    RunManifest whole = job(half).run(killed, Begin.ANEW_OR_RESUME, Optional.empty());
    Path run = folder.resolve("killed").resolve("run=" + whole.runId());
    // As a kill leaves it in the second of the units.
    Files.delete(run.resolve("_manifest.json"));
    Files.delete(folder.resolve("killed/latest"));
    FileUtils.deleteDirectory(run.resolve("units").toFile());
    String second = "cinn/narrow/seed-1/target-0.2";
    Files.delete(run.resolve(second).resolve("_manifest.json"));
    FileUtils.deleteDirectory(run.resolve(second).resolve("candidates").toFile());
    Path first = run.resolve("cinn/narrow/seed-1/target-0.0");
    Map<String, Long> before = times(first);

    job(half).run(killed, Begin.RESUME, Optional.empty());

    assertThat(times(first)).isEqualTo(before);
    Dataset<Row> again =
        small.context().table(TableSchema.CANDIDATES).read(run + "/" + second + "/candidates");
    assertThat(again.orderBy("candidate_id").toJSON().collectAsList())
        .isEqualTo(candidates(second).orderBy("candidate_id").toJSON().collectAsList());
    assertThat(folder.resolve("killed/latest")).hasContent("run=" + whole.runId());
  }

  private static Map<String, Long> times(Path folder) throws IOException {
    Map<String, Long> times = new TreeMap<>();
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.filter(Files::isRegularFile).toList()) {
        times.put(file.toString(), Files.getLastModifiedTime(file).toMillis());
      }
    }
    return times;
  }

  @Test
  void whereNothingHasBegunNothingIsResumed() {
    assertThatThrownBy(() -> job("seed=5").run(place("sweeps"), Begin.RESUME, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leave out --resume");
  }

  @Test
  void settingsOfOneGeneratorMakeAnotherSweep() {
    // Where it were the same, it would be found finished.
    String window = "generation.by-generator.multi-start.window=4";
    assertThatThrownBy(
            () -> job("seed=1", window).run(place("sweeps"), Begin.RESUME, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leave out --resume");
  }

  @Test
  void settingsOfAGeneratorThatIsNotSweptChangeNothing() {
    String window = "generation.by-generator.mdn.window=4";
    assertThat(job("seed=1", window).run(place, Begin.RESUME, Optional.empty()))
        .isEqualTo(manifest);
  }

  @Test
  void aLimitThatLeavesNothingIsAnErrorBeforeAnythingIsDrawn() {
    SweepRequest nowhere = place("nowhere");
    String impossible =
        "sweep.constraints=[{ name = b, limits = [{ parameter = a, minimum = 9, maximum = 10 }]}]";
    assertThatThrownBy(() -> job(impossible).run(nowhere, Begin.ANEW_OR_RESUME, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("leaves nothing of 'a'");
    assertThat(folder.resolve("nowhere")).doesNotExist();
  }

  @Test
  void aTrainedModelWithoutItsDataIsAnErrorBeforeAnythingIsDrawn() {
    SweepRequest place =
        new SweepRequest(
            small.model().tables(),
            Optional.empty(),
            Extrapolation.REJECTED,
            folder.resolve("without-data").toString());
    assertThatThrownBy(() -> job("seed=1").run(place, Begin.ANEW_OR_RESUME, Optional.empty()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith("give --data, what 'ingest' wrote");
    assertThat(folder.resolve("without-data")).doesNotExist();
  }

  @Test
  void aPlanListsUnitsAndWritesNothing() {
    SweepTable plan = job("seed=1").plan(place("planned"));
    assertThat(plan.render())
        .contains("cinn/narrow/seed-1/target-0.2")
        .contains(UNITS + " units, 40 candidates, about ");
    assertThat(folder.resolve("planned")).doesNotExist();
  }

  @Test
  void whatAKilledDeletionLeftIsDeletedBeforeTheSweepIsDrawnAgain() throws IOException {
    SweepRequest halfGone = place("half-gone");
    String[] small = {"sweep.generators=[multi-start]", "sweep.targets=[0]", "seed=7"};
    RunManifest first = job(small).run(halfGone, Begin.ANEW_OR_RESUME, Optional.empty());
    Path root = folder.resolve("half-gone");
    Path unit = root.resolve("run=" + first.runId() + "/multi-start/narrow/seed-7/target-0.0");
    Files.createDirectory(root.resolve("_deleted"));
    Files.createFile(root.resolve("_deleted/run=" + first.runId()));
    Files.delete(root.resolve("run=" + first.runId() + "/_manifest.json"));
    FileUtils.deleteDirectory(unit.resolve("candidates").toFile());

    assertThatThrownBy(() -> job(small).run(halfGone, Begin.RESUME, Optional.empty()))
        .hasMessageContaining("leave out --resume");
    RunManifest again = job(small).run(halfGone, Begin.ANEW_OR_RESUME, Optional.empty());

    assertThat(again.rows()).isEqualTo(first.rows());
    assertThat(unit.resolve("candidates")).exists();
    assertThat(root.resolve("_deleted/run=" + first.runId())).doesNotExist();
  }

  @Test
  void oldSweepsAreDeletedOnRequestAndUnfinishedOnesAreNot() throws IOException {
    SweepRequest kept = place("kept");
    String[] runs = new String[3];
    for (int seed = 0; seed < runs.length; seed++) {
      runs[seed] =
          job("sweep.generators=[multi-start]", "sweep.targets=[0]", "seed=" + seed)
              .run(kept, Begin.ANEW_OR_RESUME, Optional.empty())
              .runId();
    }
    Path root = folder.resolve("kept");
    Files.createDirectories(root.resolve("run=unfinished"));
    // Finish times are whole seconds.
    assertThat(job().retain(3, kept.output())).isEmpty();
    Files.delete(root.resolve("run=" + runs[0]).resolve("_manifest.json"));
    assertThat(job().retain(1, kept.output())).hasSize(1);
    assertThat(root.resolve("run=" + runs[0])).exists();
    assertThat(root.resolve("run=unfinished")).exists();
    assertThat(root.resolve("run=" + runs[1])).doesNotExist();
    assertThat(root.resolve("run=" + runs[2])).exists();
  }
}
