package org.matdesinne.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.metrics.ErrorSummary;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.TableSchema;
import org.matdesinne.spark.train.TrainJob;
import org.matdesinne.surrogate.Surrogate;

class TestBenchmarkJob extends SparkSuite {
  /** benchmark.target-window */
  private static final double WINDOW = 0.1;

  @TempDir private static Path folder;
  private SmallModel small;
  private Output generated;
  private Output other;
  private RunManifest manifest;

  @BeforeAll
  void generate() {
    small = SmallModel.in(folder, spark());
    generated = Output.of(folder.resolve("generated").toString());
    new GenerateJob(small.context()).run(small.inputs(), Extrapolation.REJECTED, generated);
    other = Output.of(folder.resolve("other").toString());
    new TrainJob(context("seed=7")).run(Set.of("cinn"), small.trainingData(), other);
    manifest = benchmark(small.context(), judge(other), "judged");
  }

  private JobContext context(String... overrides) {
    return SmallModel.context(spark(), List.of(overrides));
  }

  @Test
  void theOracleMeasuresCandidatesOfGivenDataWhereItIsTheTruth() {
    assertThat(oracleFigures(small.context(), "oracle")).isPositive();
    assertThat(oracleFigures(small.context(), "tight-binding")).isPositive();
    assertThat(oracleFigures(small.context(), "files")).isZero();
    assertThat(oracleFigures(context("oracle.truth=true"), "files")).isPositive();
    assertThat(oracleFigures(context("oracle=null"), "oracle")).isZero();
  }

  private long oracleFigures(JobContext context, String source) {
    Reference reference = Reference.of(new TrainingData(small.trainingData().set(), source));
    return new BenchmarkJob(context)
        .figures(reference, generated, Optional.empty())
        .where("metric = 'oracle_mae'")
        .count();
  }

  @Test
  void whetherTheOracleIsTheTruthDecidesWhatIsMeasured() {
    String given = BenchmarkJob.identity(small.context().settings(), "files");
    assertThat(BenchmarkJob.identity(context("oracle.truth=true").settings(), "files"))
        .isNotEqualTo(given)
        .contains("TightBindingSettings");
    assertThat(BenchmarkJob.identity(context("oracle.label-offset=0").settings(), "files"))
        .isEqualTo(given);
  }

  private static JudgeOption judge(Output model) {
    return new JudgeOption(model.tables(), Optional.empty());
  }

  private RunManifest benchmark(JobContext context, JudgeOption judge, String name) {
    return new BenchmarkJob(context)
        .run(
            generated.tables(),
            Optional.of(small.data().tables()),
            Optional.of(judge),
            folder.resolve(name).toString());
  }

  private TrainedNetwork network(String name) {
    return ModelStore.of(small.context().storage(), other).load(name);
  }

  @Test
  void theJudgesFiguresAreThoseOfItsPredictionsOfAllCandidates() {
    Dataset<Row> candidates =
        small
            .context()
            .table(TableSchema.CANDIDATES)
            .read(generated.table(TableSchema.CANDIDATES))
            .where("status = 'accepted' and target = 0.2");
    List<String> names = small.context().settings().designSpace().names();
    double[][] points =
        candidates.collectAsList().stream()
            .map(row -> names.stream().mapToDouble(row::<Double>getAs).toArray())
            .toArray(double[][]::new);
    double[] targets = new double[points.length];
    Arrays.fill(targets, 0.2);
    double[] predicted;
    try (Surrogate surrogate = network("dense").surrogate(Device.cpu())) {
      predicted = surrogate.predict(points).value(0);
    }
    ErrorSummary expected = ErrorSummary.of(predicted, targets);
    assertThat(expected.count()).isEqualTo(SmallModel.SAMPLES);
    assertThat(judged("judge_mae")).isCloseTo(expected.mean(), within(1e-5));
    assertThat(judged("judge_median")).isCloseTo(expected.median(), within(1e-5));
    assertThat(judged("judge_p95")).isCloseTo(expected.p95(), within(1e-5));
    assertThat(judged("judge_max")).isCloseTo(expected.maximum(), within(1e-5));
    // Away from every error, which the judge may round otherwise.
    double[] errors = DoubleStream.of(predicted).map(value -> Math.abs(value - 0.2)).toArray();
    assertThat(DoubleStream.of(errors)).noneMatch(error -> Math.abs(error - WINDOW) < 1e-5);
    double within = DoubleStream.of(errors).filter(error -> error < WINDOW).count();
    assertThat(within).isStrictlyBetween(0.0, (double) SmallModel.SAMPLES);
    assertThat(judged("judge_within")).isEqualTo(within / SmallModel.SAMPLES);
  }

  private double judged(String metric) {
    return spark()
        .read()
        .parquet(folder.resolve("judged/metrics").toString())
        .where("target = 0.2 and stage = 'localized'")
        .where("metric = '" + metric + "'")
        .collectAsList()
        .get(0)
        .getAs("value");
  }

  @Test
  void theJudgesWeightsDecideTheRun() {
    assertThat(manifest.networks())
        .containsExactly(Map.entry("judge", network("dense").manifest().weightsSha256()));
    assertThat(benchmark(small.context(), judge(other), "judged")).isEqualTo(manifest);
    assertThatThrownBy(
            () ->
                new BenchmarkJob(small.context())
                    .run(
                        generated.tables(),
                        Optional.of(small.data().tables()),
                        Optional.empty(),
                        folder.resolve("judged").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("of another configuration, data or version");
  }

  @Test
  void theTrainingSetDecidesTheRun() {
    JobContext seventh = context("seed=7");
    IngestJob ingest = new IngestJob(seventh);
    Output data = Output.of(folder.resolve("other-data").toString());
    ingest.run(ingest.prepare(new DataOption.Configured()), data);
    assertThatThrownBy(
            () ->
                new BenchmarkJob(small.context())
                    .run(
                        generated.tables(),
                        Optional.of(data.tables()),
                        Optional.of(judge(other)),
                        folder.resolve("judged").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("of another configuration, data or version");
  }

  @Test
  void candidatesOfABundledModelNeedNoData() {
    JobContext here = small.context();
    BenchmarkJob job = new BenchmarkJob(here);
    List<BundledModel> bundled = BundledModel.in("/models/test-index.json");
    NetworkManifest inn = new SavedModel(bundled.get(0)).load("inn").manifest();
    String place = folder.resolve("by-bundled").toString();
    new RunManifest(
            JobKind.GENERATE,
            "1",
            "theirs",
            Map.of(),
            1,
            "v",
            "3.5",
            "then",
            "now",
            Map.of("surrogate", inn.weightsSha256()),
            List.of(),
            Map.of(),
            "",
            Map.of(),
            null)
        .write(here.storage(), place);

    Reference reference = job.bundled(Output.of(place), bundled);
    assertThat(reference.source()).isEqualTo("theirs");
    assertThat(reference.ranges()).isEqualTo(inn.ranges());
    List<String> metrics =
        job
            .figures(reference, generated, Optional.empty())
            .select("metric")
            .distinct()
            .collectAsList()
            .stream()
            .map(row -> row.getString(0))
            .toList();
    assertThat(metrics).contains("mae", "yield").doesNotContain("histogram_overlap");
  }

  @Test
  void candidatesOfAnotherModelNeedItsData() {
    assertThatThrownBy(
            () ->
                new BenchmarkJob(small.context())
                    .run(
                        generated.tables(),
                        Optional.empty(),
                        Optional.empty(),
                        folder.resolve("no-data").toString()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "holds no training set to measure candidates beside, and no model that comes with this"
                + " program made them; give --data, what 'ingest' wrote");
  }

  @Test
  void theSurrogateThatLocalizedIsNoJudge() {
    assertRejected(
        small.context(),
        judge(small.model()),
        "would judge itself: it is the surrogate that made the candidates");
  }

  @Test
  void theTeacherOfTheGeneratorIsNoJudgeEither() {
    TrainedNetwork teacher = network("dense");
    Map<String, String> makers =
        RunManifest.read(small.context().storage(), generated.state()).orElseThrow().networks();
    assertThat(makers.get("teacher"))
        .isEqualTo(
            ModelStore.of(small.context().storage(), small.model())
                .load("dense")
                .manifest()
                .weightsSha256());
    assertThatThrownBy(
            () ->
                new TrainedJudge("here", teacher)
                    .requireOther(Map.of("teacher", teacher.manifest().weightsSha256())))
        .hasMessageContaining("the teacher that made the candidates");
  }

  @Test
  void aNetworkThatPredictsNothingIsNoJudge() {
    JudgeOption generator = new JudgeOption(other.tables(), Optional.of("cinn"));
    assertRejected(small.context(), generator, "network 'cinn' predicts no property");
    JudgeOption unknown = new JudgeOption(other.tables(), Optional.of("oracle"));
    assertRejected(small.context(), unknown, "has no network 'oracle'; it has: cinn, dense");
  }

  @Test
  void aJudgeOfAnotherDesignIsAnError() {
    assertRejected(context("property.minimum=-1"), judge(other), "was trained on another property");
    assertRejected(
        context(
            "design-space.parameters=[{ name = a, unit = angstrom, minimum = 2.528, maximum ="
                + " 3.793, reference = 3.16, role = lattice, novelty-scale = 3.16 }]",
            "design-space.symmetries=[]"),
        judge(other),
        "was trained on another design space than the configuration's: it knows a, b, c, alpha, beta, gamma,"
            + " field, the configuration has a; name a model of the same");
  }

  private void assertRejected(JobContext context, JudgeOption judge, String message) {
    assertThatThrownBy(() -> benchmark(context, judge, "rejected"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    assertThat(folder.resolve("rejected/metrics")).doesNotExist();
  }
}
