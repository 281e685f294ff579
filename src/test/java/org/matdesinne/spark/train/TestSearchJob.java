package org.matdesinne.spark.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.Ranges;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.metrics.ErrorSummary;
import org.matdesinne.report.SearchTable;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.surrogate.Surrogate;

class TestSearchJob extends SparkSuite {
  private static final int DRAWS = 100;
  private static final List<String> SETTINGS =
      List.of(
          "search.seeds=2",
          // Without the configuration's own.
          "search.grids=null",
          "search.draws=" + DRAWS,
          "search.max-discrepancy=2",
          // Draws may leave the box of the rows.
          "networks.cinn.coordinates=standardized",
          "search.min-in-range=0",
          "search.grids.dense={\"members\" = [1, 2], \"training.epochs\" = [1, 60]}",
          "search.grids.cinn={\"training.epochs\" = [1, 8]}");

  @TempDir private static Path folder;
  private String data;

  @BeforeAll
  void ingest() {
    IngestJob ingest = new IngestJob(context(List.of()));
    Output output = Output.of(folder.resolve("data").toString());
    ingest.run(ingest.prepare(new DataOption.Configured()), output);
    data = output.tables();
  }

  private static ConfigurationFile configuration(List<String> more) {
    return SmallModel.configuration().with(SETTINGS).with(more);
  }

  private JobContext context(List<String> more) {
    return SmallModel.context(spark(), Stream.concat(SETTINGS.stream(), more.stream()).toList());
  }

  private SearchJob job(String... more) {
    return new SearchJob(context(List.of(more)), configuration(List.of(more)));
  }

  private String output(String name) {
    return folder.resolve(name).toString();
  }

  private List<Row> trials(String name) {
    return spark()
        .read()
        .parquet(output(name) + "/trials")
        .orderBy("trial", "seed")
        .collectAsList();
  }

  @Test
  void surrogatesAreRankedByTheirErrorOnValidationRows() {
    job().run("dense", data, output("dense"));
    List<SearchTable.Trial> ranked = job().table("dense", output("dense")).trials();
    assertThat(ranked).hasSize(4);
    // One epoch is no match for sixty.
    assertThat(ranked.subList(0, 2))
        .allMatch(trial -> trial.values().endsWith("training.epochs=60"));
    assertThat(ranked).allMatch(SearchTable.Trial::counts);

    List<Row> rows = trials("dense");
    assertThat(rows).hasSize(8);
    Row last = rows.get(7);
    assertThat(last.<String>getAs("settings")).isEqualTo("members=2, training.epochs=60");
    TrainingSet validation =
        new TrainingSetStore(context(List.of())).load(Output.of(data)).set().only(Split.VALIDATION);
    ModelStore store =
        new ModelStore(context(List.of()).storage(), output("dense") + "/seed=2022/model");
    try (Surrogate surrogate = store.load("dense-4").surrogate(Device.cpu())) {
      double error =
          ErrorSummary.of(surrogate.predict(validation.x()).value(0), validation.examples().y(0))
              .mean();
      assertThat(last.<Double>getAs("error")).isCloseTo(error, within(1e-6));
    }
    assertThat(Path.of(output("dense"), "_shared")).doesNotExist();
  }

  @Test
  void generatorsAreScoredByTheirDrawsAndShareTheirTeacher() throws Exception {
    job().run("cinn", data, output("cinn"));
    List<Row> rows = trials("cinn");
    assertThat(rows).hasSize(4);
    assertDrawn(rows.get(3), "seed=2022/model", "cinn-2");
    assertThat(Path.of(output("cinn"), "model/dense/manifest.json")).exists();
    assertThat(Path.of(output("cinn"), "seed=2021/model/dense")).doesNotExist();

    // A search that was killed before its last write trains nothing again, and finds the same.
    Path weights = Path.of(output("cinn"), "seed=2022/model/cinn-2/weights.safetensors");
    FileTime trained = Files.getLastModifiedTime(weights);
    Path manifest = Path.of(output("cinn"), "_manifest.json");
    Files.delete(manifest);
    job().run("cinn", data, output("cinn"));
    assertThat(Files.getLastModifiedTime(weights)).isEqualTo(trained);
    assertThat(trials("cinn")).isEqualTo(rows);
  }

  /** Draws as the search does, and checks what it found. */
  private void assertDrawn(Row row, String folder, String network) {
    TrainingSet set = new TrainingSetStore(context(List.of())).load(data).set();
    Ranges ranges = set.only(Split.TRAIN, Split.VALIDATION).ranges();
    Storage storage = context(List.of()).storage();
    double inRange = 1;
    double error = 0;
    try (Generator generator =
            new ModelStore(storage, output("cinn") + "/" + folder)
                .load(network)
                .confinedGenerator(Device.cpu());
        Surrogate surrogate =
            new ModelStore(storage, output("cinn") + "/model")
                .load("dense")
                .surrogate(Device.cpu())) {
      for (double target : new double[] {0, 0.2}) {
        double[][] z =
            new LatentSource(2021)
                .draw(LatentSource.key(target), 0, DRAWS, generator.latentDimension());
        double[][] inside =
            Arrays.stream(generator.generate(z, target))
                .filter(point -> ranges.firstOutside(point) < 0)
                .toArray(double[][]::new);
        inRange = Math.min(inRange, (double) inside.length / DRAWS);
        double[] targets = new double[inside.length];
        Arrays.fill(targets, target);
        error += ErrorSummary.of(surrogate.predict(inside).value(0), targets).mean() / 2;
      }
    }
    assertThat(inRange).as("a share that says something").isStrictlyBetween(0.0, 1.0);
    assertThat(row.<Double>getAs("in_range")).isEqualTo(inRange);
    assertThat(row.<Double>getAs("error")).isCloseTo(error, within(1e-6));
  }

  @Test
  void tooFewDrawsInRangeOrUniqueDoNotCount() {
    String strict = "search.min-unique=1";
    String coarse = "benchmark.novelty-tolerance=0.5";
    job(strict, coarse).run("cinn", data, output("strict"));
    SearchTable table = job(strict, coarse).table("cinn", output("strict"));
    assertThat(table.trials()).noneMatch(SearchTable.Trial::counts);
    assertThat(table.render()).contains("no trial counts");
  }

  @Test
  void aWrongGridIsAnErrorAndNothingIsWritten() {
    assertRejected(
        job("search.grids.cinn={\"architecture.blokcs\" = [6]}"),
        "cinn",
        "unknown configuration key 'networks.cinn.architecture.blokcs'");
    assertRejected(
        job("search.grids.cinn={\"architecture.blocks\" = [6, 0]}"),
        "cinn",
        "configuration key 'networks.cinn.architecture.blocks' is 0");
    assertRejected(
        job(), "mdn", "there is nothing to search for network 'mdn': search.grids has [");
    assertRejected(job(), "gan", "there is no network 'gan'; the configuration has: ");
  }

  private void assertRejected(SearchJob job, String network, String message) {
    assertThatThrownBy(() -> job.run(network, data, output("rejected")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    assertThat(Path.of(output("rejected"))).doesNotExist();
  }
}
