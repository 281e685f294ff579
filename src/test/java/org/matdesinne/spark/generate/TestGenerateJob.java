package org.matdesinne.spark.generate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.execution.QueryExecution;
import org.apache.spark.sql.util.QueryExecutionListener;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;
import org.matdesinne.design.Target;
import org.matdesinne.model.BundledModel;
import org.matdesinne.report.GenerationTable;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.TargetOutcomes;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TakenOverException;
import org.matdesinne.spark.storage.TableSchema;

class TestGenerateJob extends SparkSuite {
  private static final int SAMPLES = SmallModel.SAMPLES;
  private static final String CORES = "spark.default.parallelism";
  private static final List<BundledModel> BUNDLED = BundledModel.in("/models/test-index.json");

  @TempDir private static Path folder;
  private JobContext context;
  private Output model;
  private SmallModel small;

  @BeforeAll
  void train() {
    small = SmallModel.in(folder, spark());
    context = small.context();
    model = small.model();
  }

  /** As if the session had so many, until the test is over. */
  private void setCores(int cores) {
    sc().conf().set(CORES, Integer.toString(cores));
  }

  @AfterEach
  void forgetCores() {
    sc().conf().remove(CORES);
  }

  private Output generate(String name, int parallelism) {
    setCores(parallelism);
    Output output = Output.of(folder.resolve(name).toString());
    new GenerateJob(context).run(small.inputs(), Extrapolation.REJECTED, output);
    return output;
  }

  private List<String> candidates(Output output) {
    return rows(output, TableSchema.CANDIDATES)
        .orderBy("target", "candidate_id")
        .toJSON()
        .collectAsList();
  }

  private Dataset<Row> rows(Output output, TableSchema table) {
    return context.table(table).read(output.table(table));
  }

  @Test
  void theSameSeedGivesTheSameRowsHoweverTheWorkIsCut() {
    List<String> one = candidates(generate("one", 1));
    List<String> many = candidates(generate("many", 8));
    assertThat(one).hasSizeGreaterThanOrEqualTo(2 * SAMPLES).isEqualTo(many);
  }

  @Test
  void eachTargetHasAsManyAcceptedCandidatesAsAskedForAndNoneBehindTheLast() {
    Output output = generate("counted", 2);
    for (double target : new double[] {0, 0.2}) {
      Dataset<Row> drawn = rows(output, TableSchema.CANDIDATES).where("target = " + target);
      assertThat(drawn.where("status = 'accepted'").count()).isEqualTo(SAMPLES);
      Row last = drawn.orderBy("candidate_id").takeAsList(10_000).get((int) drawn.count() - 1);
      assertThat(last.<String>getAs("status")).isEqualTo("accepted");
      assertThat(last.<Long>getAs("candidate_id")).isEqualTo(drawn.count() - 1);

      Dataset<Row> blocks = rows(output, TableSchema.BLOCKS).where("target = " + target);
      Row sums = blocks.selectExpr("sum(draws)", "sum(accepted)").first();
      assertThat(sums.getLong(0)).isEqualTo(drawn.count());
      assertThat(sums.getLong(1)).isEqualTo(SAMPLES);
    }
  }

  @Test
  void acceptedCandidatesMeetTheTargetInsideTheRangesAndRejectedOnesSayWhy() {
    Output output = generate("checked", 2);
    Dataset<Row> candidates = rows(output, TableSchema.CANDIDATES);
    Dataset<Row> seen =
        rows(small.data(), TableSchema.TRAINING_SET).where("split in ('train', 'validation')");
    Dataset<Row> accepted = candidates.where("status = 'accepted'");
    assertThat(accepted.where("abs(predicted - target) > 0.02 or reason is not null").count())
        .isZero();
    for (String name : context.settings().designSpace().names()) {
      Row range = seen.selectExpr("min(" + name + ")", "max(" + name + ")").first();
      String outside = name + " not between " + range.getDouble(0) + " and " + range.getDouble(1);
      assertThat(accepted.where(outside).count()).as(name).isZero();
    }
    assertThat(candidates.where("status = 'rejected'").count()).isPositive();
    assertThat(candidates.where("status = 'rejected' and reason is null").count()).isZero();
    assertThat(accepted.where("nearest_training_distance is null").count()).isZero();
  }

  @Test
  void aRunThatWasKilledBeforeItsLastWriteDrawsNothingTwice() {
    Output output = Output.of(folder.resolve("killed").toString());
    List<String> whole = candidates(generate("whole", 2));
    List<Double> staged = drawAndDie(output);

    new GenerateJob(context).run(small.inputs(), Extrapolation.REJECTED, output);

    assertThat(candidates(output)).isEqualTo(whole);
    List<Double> measured =
        rows(output, TableSchema.BLOCKS).select("generation_seconds").collectAsList().stream()
            .map(row -> row.getDouble(0))
            .toList();
    assertThat(staged).as("times of blocks that were not drawn again").containsAll(measured);
    assertThat(folder.resolve("killed/_attempts")).doesNotExist();
    assertThat(folder.resolve("killed/_checkpoints")).doesNotExist();
  }

  private CheckpointedRounds begin(Output output) {
    return begin(context, output);
  }

  private CheckpointedRounds begin(JobContext asked, Output output) {
    DesignInputs inputs = small.inputs();
    return new GenerateJob(asked).begin(inputs, Extrapolation.REJECTED, output);
  }

  /** Draws what the run would draw, and ends there; returns the blocks' times. */
  private List<Double> drawAndDie(Output output) {
    return drawAndDie(context, output);
  }

  private List<Double> drawAndDie(JobContext asked, Output output) {
    CheckpointedRounds rounds = begin(asked, output);
    rounds.folder().claim();
    rounds.drawAll();
    return rounds.read().select("generation_seconds").collectAsList().stream()
        .map(row -> row.getDouble(0))
        .toList();
  }

  @ParameterizedTest
  @CsvSource({"1, 8", "8, 1"})
  void aKilledRunGivesTheSameRowsOnAnotherNumberOfCores(int before, int after) throws IOException {
    List<String> whole = candidates(generate("whole", 2));
    String name = "cores-" + before;
    Output output = Output.of(folder.resolve(name).toString());
    setCores(before);
    drawAndDie(output);
    assertThat(firstRound(name)).isEqualTo(before == 1 ? 4 : 5);
    for (int round = 1; Files.exists(kept(name, round)); round++) {
      Files.delete(kept(name, round));
    }
    setCores(after);
    new GenerateJob(context).run(small.inputs(), Extrapolation.REJECTED, output);
    assertThat(candidates(output)).isEqualTo(whole);
  }

  /** What names the folder of a finished round. */
  private static Path kept(String name, int round) {
    return folder.resolve(name).resolve("_checkpoints/blocks=" + round);
  }

  /** The folder of a finished round. */
  private static Path round(String name, int round) throws IOException {
    return Path.of(
        URI.create(new ObjectMapper().readTree(kept(name, round).toFile()).get("folder").asText()));
  }

  /** How many blocks of a target its first round holds. */
  private long firstRound(String name) throws IOException {
    return spark().read().parquet(round(name, 0).toString()).where("target = 0").count();
  }

  /** The times of the blocks of a finished round, which another drawing would not repeat. */
  private List<Row> times(String name, int round) throws IOException {
    return spark()
        .read()
        .parquet(round(name, round).toString())
        .orderBy("target", "block")
        .select("target", "block", "generation_seconds")
        .collectAsList();
  }

  @ParameterizedTest
  @ValueSource(booleans = {false, true})
  void aFinishedRoundThatHasLostFilesIsDrawnAnewAndNoOther(boolean whole) throws IOException {
    setCores(1);
    JobContext many = severalRounds();
    String name = "lost-" + whole;
    Output output = Output.of(folder.resolve(name).toString());
    drawAndDie(many, output);
    assertThat(kept(name, 1)).exists();
    List<Row> lost = times(name, 0);
    List<Row> left = times(name, 1);
    if (whole) {
      FileUtils.deleteDirectory(round(name, 0).toFile());
    } else {
      Files.delete(dataFile(round(name, 0)));
    }

    drawAndDie(many, output);

    assertThat(times(name, 0)).hasSameSizeAs(lost).isNotEqualTo(lost);
    assertThat(times(name, 1)).isEqualTo(left);
    new GenerateJob(many).run(small.inputs(), Extrapolation.REJECTED, output);
    Output undisturbed = Output.of(folder.resolve("undisturbed-" + whole).toString());
    new GenerateJob(many).run(small.inputs(), Extrapolation.REJECTED, undisturbed);
    assertThat(candidates(output)).isEqualTo(candidates(undisturbed));
  }

  /** On one core the first round is too small for so many. */
  private JobContext severalRounds() {
    return SmallModel.context(spark(), List.of("generation.samples=150"));
  }

  private static Path dataFile(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files
          .filter(file -> file.getFileName().toString().endsWith(".parquet"))
          .findFirst()
          .orElseThrow();
    }
  }

  @Test
  void aFinishedRoundIsReadOnceOnTheWayToTheNext() throws Exception {
    setCores(1);
    Output output = Output.of(folder.resolve("read-once").toString());
    drawAndDie(severalRounds(), output);
    CheckpointedRounds rounds = begin(severalRounds(), output);
    rounds.folder().claim();
    Reads reads = new Reads();
    spark().listenerManager().register(reads);
    try {
      rounds.drawAll();
      sc().listenerBus().waitUntilEmpty();
    } finally {
      spark().listenerManager().unregister(reads);
    }
    assertThat(kept("read-once", 1)).exists();
    long finished =
        IntStream.iterate(0, round -> Files.exists(kept("read-once", round)), round -> round + 1)
            .count();
    assertThat(reads.count).isEqualTo(finished);
  }

  /** Counts what is fetched from tables. */
  private static final class Reads implements QueryExecutionListener {
    private int count;

    @Override
    public void onSuccess(String function, QueryExecution execution, long nanoseconds) {
      count++;
    }

    @Override
    public void onFailure(String function, QueryExecution execution, Exception exception) {
      count++;
    }
  }

  @Test
  void aRoundIsAsLargeAsTheExecutorsThatAreThereWhenItBegins() throws IOException {
    setCores(1);
    CheckpointedRounds rounds = begin(Output.of(folder.resolve("late").toString()));
    rounds.folder().claim();
    setCores(8);
    rounds.drawAll();
    assertThat(firstRound("late")).isEqualTo(5);
  }

  @Test
  void aDriverThatWasTakenOverDrawsNoMore() {
    Output output = Output.of(folder.resolve("taken-over").toString());
    CheckpointedRounds first = begin(output);
    first.folder().claim();
    begin(output).folder().claim();
    assertThatThrownBy(first::drawAll).isInstanceOf(TakenOverException.class);
    assertThat(kept("taken-over", 0)).doesNotExist();
  }

  @Test
  void knownMaterialsAreDroppedUnlessTheyAreWelcome() {
    // Near enough for a part of the candidates.
    List<String> strict = List.of("benchmark.novelty-tolerance=0.035");
    Output onlyNew = Output.of(folder.resolve("only-new").toString());
    new GenerateJob(SmallModel.context(spark(), strict))
        .run(small.inputs(), Extrapolation.REJECTED, onlyNew);
    Dataset<Row> candidates = rows(onlyNew, TableSchema.CANDIDATES);
    String known = "not (novel_average and novel_maximum)";
    assertThat(candidates.where("reason = 'known'").count()).isPositive();
    assertThat(candidates.where("reason = 'known' and not (" + known + ")").count()).isZero();
    assertThat(candidates.where("status = 'accepted' and " + known).count()).isZero();

    Output all = Output.of(folder.resolve("known-too").toString());
    List<String> welcome =
        List.of("benchmark.novelty-tolerance=0.035", "generation.only-new=false");
    new GenerateJob(SmallModel.context(spark(), welcome))
        .run(small.inputs(), Extrapolation.REJECTED, all);
    assertThat(rows(all, TableSchema.CANDIDATES).where("reason = 'known'").count()).isZero();
    assertThat(rows(all, TableSchema.CANDIDATES).where("status = 'accepted' and " + known).count())
        .isPositive();
  }

  private static final List<String> SELF_LED =
      List.of("generation.surrogate=inn", "generation.localization.gauss-newton.guide=null");

  @Test
  void aBundledModelNeedsNoDataAndThenNothingIsCompared() {
    Output output = Output.of(folder.resolve("bundled").toString());
    JobContext with = SmallModel.context(spark(), SELF_LED);
    DesignInputs inputs = DesignInputs.load(with, "v1", Optional.empty(), BUNDLED);

    RunManifest manifest = new GenerateJob(with).run(inputs, Extrapolation.REJECTED, output);

    assertThat(manifest.source()).isEqualTo("tight-binding");
    Dataset<Row> candidates = rows(output, TableSchema.CANDIDATES);
    assertThat(candidates.where("status = 'accepted'").count()).isEqualTo(2 * SAMPLES);
    assertThat(candidates.where("reason = 'known'").count()).isZero();
    assertThat(
            candidates
                .where(
                    "nearest_training_distance is not null or novel_average is not null or"
                        + " novel_maximum is not null")
                .count())
        .isZero();
  }

  @Test
  void whereAnEarlierModelHasNoGuideTheSurrogateLeadsAndALineSaysSo() {
    ByteArrayOutputStream said = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
    RunManifest manifest;
    try {
      JobContext with = SmallModel.context(spark(), List.of());
      DesignInputs inputs = DesignInputs.load(with, "v1", Optional.empty(), BUNDLED);
      Output output = Output.of(folder.resolve("no-guide").toString());
      manifest = new GenerateJob(with).run(inputs, Extrapolation.REJECTED, output);
    } finally {
      System.setErr(before);
    }
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("the model has no network 'student' to lead localization");
    assertThat(manifest.networks()).containsKey("surrogate").doesNotContainKey("guide");
    RunManifest guided =
        new GenerateJob(small.context())
            .run(small.inputs(), Extrapolation.REJECTED, Output.of(folder.resolve("g").toString()));
    assertThat(guided.networks()).containsKeys("surrogate", "guide");
  }

  @Test
  void aBundledModelIsComparedWithTheDataThatAreNamed() {
    Output output = Output.of(folder.resolve("bundled-with-data").toString());
    JobContext with = SmallModel.context(spark(), SELF_LED);
    DesignInputs inputs =
        DesignInputs.load(with, "v1", Optional.of(small.data().tables()), BUNDLED);
    new GenerateJob(with).run(inputs, Extrapolation.REJECTED, output);
    assertThat(
            rows(output, TableSchema.CANDIDATES)
                .where("status = 'accepted' and nearest_training_distance is null")
                .count())
        .isZero();
  }

  @Test
  void aTrainedModelNeedsItsData() {
    String output = folder.resolve("without-data").toString();
    assertThatThrownBy(
            () ->
                new GenerateJob(context)
                    .run(model.tables(), Optional.empty(), Extrapolation.REJECTED, output))
        .isInstanceOf(InputException.class)
        .hasMessage(
            model.tables()
                + " holds no training set to compare candidates with; give --data, what 'ingest'"
                + " wrote");
    assertThat(folder.resolve("without-data")).doesNotExist();
  }

  @Test
  void aFinishedRunIsNotDoneAgain() throws Exception {
    Output output = generate("finished", 2);
    Path manifest = folder.resolve("finished/_manifest.json");
    String before = Files.readString(manifest);
    RunManifest again =
        new GenerateJob(context).run(small.inputs(), Extrapolation.REJECTED, output);
    assertThat(Files.readString(manifest)).isEqualTo(before);
    assertThat(again.rows()).containsKeys("candidates", "blocks");
  }

  @Test
  void aTargetThatNothingMeetsIsGivenUpAfterTheSameDrawsHoweverTheWorkIsCut() {
    // No ensemble is so sure of anything.
    JobContext sceptic =
        SmallModel.context(spark(), List.of("generation.abstention.uncertainty=1e-9"));
    for (int parallelism : new int[] {1, 8}) {
      setCores(parallelism);
      Output output = Output.of(folder.resolve("given-up-" + parallelism).toString());
      new GenerateJob(sceptic).run(small.inputs(), Extrapolation.REJECTED, output);
      Dataset<Row> candidates = rows(output, TableSchema.CANDIDATES);
      assertThat(candidates.where("status = 'accepted'").count()).isZero();
      // Of 4,000 draws a fiftieth, in whole blocks of 16.
      for (double target : new double[] {0, 0.2}) {
        assertThat(candidates.where("target = " + target).count()).isEqualTo(80);
      }
    }
  }

  @Test
  void aTargetBeyondTheTrainingLabelsIsAnErrorAndNothingIsWritten() {
    JobContext beyond = SmallModel.context(spark(), List.of("generation.targets=[9]"));
    Output output = Output.of(folder.resolve("beyond").toString());
    assertThatThrownBy(
            () -> new GenerateJob(beyond).run(small.inputs(), Extrapolation.REJECTED, output))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "target 9\\.0 eV lies outside the training range 0\\.0\\.\\.([0-9.]+) eV of surrogate"
                + " 'dense'; choose another target, the nearest that it knows is \\1 eV, or add"
                + " --allow-extrapolation");
    assertThat(folder.resolve("beyond")).doesNotExist();
  }

  @Test
  void aTargetBelowTheFloorIsAnErrorEvenWhereExtrapolationIsAllowed() {
    JobContext below = SmallModel.context(spark(), List.of("generation.targets=[-1]"));
    Output output = Output.of(folder.resolve("below").toString());
    assertThatThrownBy(
            () -> new GenerateJob(below).run(small.inputs(), Extrapolation.ALLOWED, output))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "target -1.0 eV lies below property.minimum, 0.0 eV: no band_gap is so small; choose 0.0"
                + " or more, or fix property.minimum (null where there is no least value)");
    assertThat(folder.resolve("below")).doesNotExist();
  }

  @ParameterizedTest(name = "{0}..{1}")
  @CsvSource({"0, 0", "0.25, 0.25", "-1e-12, 1e-12", "0.1, 0.102", "-0.01, 0.01"})
  void aLimitOfHardlyAnyWidthHoldsExactlyAndLeavesEnoughCandidates(double least, double greatest) {
    String limit =
        "generation.limits=[{ parameter = field, minimum = "
            + least
            + ", maximum = "
            + greatest
            + " }]";
    Output output = Output.of(folder.resolve("thin-" + least + "-" + greatest).toString());
    new GenerateJob(SmallModel.context(spark(), List.of(limit, "generation.samples=20")))
        .run(small.inputs(), Extrapolation.REJECTED, output);
    Dataset<Row> candidates = rows(output, TableSchema.CANDIDATES);
    for (String column : List.of("field_raw", "field")) {
      String outside = column + " < " + least + "D or " + column + " > " + greatest + "D";
      assertThat(candidates.where(outside).count()).as(column).isZero();
    }
    assertThat(candidates.where("status = 'accepted'").count()).isEqualTo(40);
  }

  @Test
  void aRunSaysOfEachTargetWhatItGaveAndWhyNotMore() {
    JobContext sceptic =
        SmallModel.context(
            spark(), List.of("generation.targets=[0]", "generation.abstention.uncertainty=1e-9"));
    Output output = Output.of(folder.resolve("said").toString());
    RunManifest manifest =
        new GenerateJob(sceptic).run(small.inputs(), Extrapolation.REJECTED, output);
    assertThat(manifest.targets())
        .singleElement()
        .satisfies(
            yield -> {
              assertThat(yield.givenUp()).isTrue();
              assertThat(yield.wanted()).isEqualTo(SAMPLES);
              assertThat(yield.draws()).isEqualTo(80);
              assertThat(yield.accepted()).isZero();
              assertThat(yield.rejected().values().stream().mapToLong(Long::longValue).sum())
                  .isEqualTo(80);
              assertThat(yield.rejected()).containsKey("uncertain");
            });
    assertThat(manifest.shortTargets()).isEqualTo(manifest.targets());
  }

  @Test
  void theRowsSayOfEachTargetWhatItGave() {
    Output output = Output.of(folder.resolve("figures").toString());
    new GenerateJob(context).run(small.inputs(), Extrapolation.REJECTED, output);

    List<GenerationTable.Target> outcomes = TargetOutcomes.of(context, output);

    assertThat(outcomes)
        .extracting(GenerationTable.Target::target)
        .isEqualTo(context.settings().generation().targets().stream().map(Target::label).toList());
    for (GenerationTable.Target each : outcomes) {
      Dataset<Row> drawn = rows(output, TableSchema.CANDIDATES).where("target = " + each.target());
      Dataset<Row> accepted = drawn.where("status = 'accepted'");
      assertThat(each.draws()).isEqualTo(drawn.count());
      assertThat(each.accepted()).isEqualTo(accepted.count()).isEqualTo(SAMPLES);
      assertThat(each.abstained()).isEqualTo(drawn.where("status = 'abstained'").count());
      assertThat(each.reasons())
          .containsExactlyInAnyOrderEntriesOf(
              drawn.where("reason is not null").groupBy("reason").count().collectAsList().stream()
                  .collect(Collectors.toMap(row -> row.getString(0), row -> row.getLong(1))));
      assertThat(each.mae().count()).isEqualTo(1);
      assertThat(each.mae().get(0))
          .isCloseTo(
              accepted.selectExpr("avg(abs(predicted - target))").first().getDouble(0),
              within(1e-12));
      double nearer =
          (double) accepted.where("nearest_training_distance <= " + each.distance()).count()
              / SAMPLES;
      assertThat(nearer).isBetween(0.45, 0.55);
      assertThat(each.taskSeconds()).isPositive();
    }
  }

  @Test
  void aBlockIsNoLargerThanWhatIsWanted() {
    Output output = Output.of(folder.resolve("large-blocks").toString());
    new GenerateJob(SmallModel.context(spark(), List.of("generation.block-size=10000000")))
        .run(small.inputs(), Extrapolation.REJECTED, output);
    Dataset<Row> blocks = rows(output, TableSchema.BLOCKS);
    assertThat(blocks.where("accepted = " + SAMPLES).count()).isEqualTo(2);
  }
}
