package org.matdesinne.spark.generate;

import static org.apache.spark.sql.functions.col;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;
import org.matdesinne.report.GenerationTable;
import org.matdesinne.spark.SmallArm;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.TargetOutcomes;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TargetYield;
import org.matdesinne.spark.storage.TableSchema;

/** Candidates for values, ranges and limits of two properties. */
class TestSeveralProperties extends SparkSuite {
  private static final String CORES = "spark.default.parallelism";
  private static final String VALUES = "height=0.5, grip force=12.0";
  private static final String RANGE = "height=-0.2..0.4, grip force>=8.0";
  private static final String LIMIT = "height>=1.0";

  @TempDir private static Path folder;
  private SmallModel small;
  private Output generated;
  private RunManifest manifest;

  @BeforeAll
  void generate() throws IOException {
    small = SmallArm.in(folder, spark());
    generated = output("generated");
    manifest = generate(small.context(), generated);
  }

  @AfterEach
  void forgetCores() {
    sc().conf().remove(CORES);
  }

  private Output output(String name) {
    return Output.of(folder.resolve(name).toString());
  }

  private RunManifest generate(JobContext context, Output output) {
    return new GenerateJob(context).run(small.inputs(), Extrapolation.REJECTED, output);
  }

  private JobContext asking(String... targets) {
    return SmallArm.context(
        spark(), List.of("generation.targets=[\"" + String.join("\",\"", targets) + "\"]"));
  }

  private Dataset<Row> candidates(Output output) {
    return small.context().table(TableSchema.CANDIDATES).read(output.table(TableSchema.CANDIDATES));
  }

  private static Column wanted(String label) {
    return col("wanted").equalTo(label);
  }

  private Dataset<Row> accepted(String wanted) {
    return candidates(generated).where("status = 'accepted'").where(wanted(wanted));
  }

  @Test
  void acceptedCandidatesMeetAllThatWasAskedFor() {
    assertThat(
            accepted(VALUES)
                .where("abs(predicted_height - 0.5) <= " + SmallArm.HEIGHT_TOLERANCE + "D")
                .where("abs(`predicted_grip force` - 12) <= " + SmallArm.FORCE_TOLERANCE + "D")
                .count())
        .isEqualTo(accepted(VALUES).count())
        .isEqualTo(SmallArm.SAMPLES);
    assertThat(
            accepted(RANGE)
                .where("predicted_height between -0.2 and 0.4 and `predicted_grip force` >= 8")
                .count())
        .isEqualTo(accepted(RANGE).count())
        .isEqualTo(SmallArm.SAMPLES);
    assertThat(accepted(LIMIT).where("predicted_height >= 1").count())
        .isEqualTo(accepted(LIMIT).count())
        .isEqualTo(SmallArm.SAMPLES);
  }

  @Test
  void whatTheTrueArmDoesIsNearWhatWasPredicted() {
    for (Row row : candidates(generated).where("status = 'accepted'").collectAsList()) {
      double[] labels =
          SmallArm.labels(
              small.context().settings().designSpace().names().stream()
                  .mapToDouble(row::<Double>getAs)
                  .toArray());
      assertThat(row.<Double>getAs("predicted_height")).isCloseTo(labels[0], within(0.35));
      assertThat(row.<Double>getAs("predicted_grip force")).isCloseTo(labels[1], within(4.0));
    }
  }

  @Test
  void aRangeIsMetAllOverAndNotAtItsEdges() {
    Row spread =
        accepted(RANGE)
            .selectExpr(
                "max(predicted_height) - min(predicted_height)",
                "max(`predicted_grip force`) - min(`predicted_grip force`)")
            .first();
    assertThat(spread.getDouble(0)).isBetween(0.3, 0.6);
    assertThat(spread.getDouble(1)).isGreaterThan(6);
  }

  @Test
  void noTargetIsANumberAndEachKeepsItsName() {
    assertThat(candidates(generated).where("target is not null").count()).isZero();
    assertThat(manifest.targets())
        .extracting(TargetYield::target)
        .containsExactly(VALUES, RANGE, LIMIT);
    assertThat(RunManifest.read(small.context().storage(), generated.state())).contains(manifest);
    Dataset<Row> blocks =
        small.context().table(TableSchema.BLOCKS).read(generated.table(TableSchema.BLOCKS));
    for (TargetYield yield : manifest.targets()) {
      Dataset<Row> ofTarget = blocks.where(wanted(yield.target()));
      assertThat(ofTarget.selectExpr("sum(draws)").first().getLong(0)).isEqualTo(yield.draws());
      assertThat(yield.accepted()).isEqualTo(SmallArm.SAMPLES);
    }
  }

  private List<String> rows(Output output) {
    return candidates(output).orderBy("wanted", "candidate_id").toJSON().collectAsList();
  }

  @ParameterizedTest
  @CsvSource({"1", "8"})
  void theSameSeedGivesTheSameRowsHoweverTheWorkIsCut(int cores) {
    sc().conf().set(CORES, Integer.toString(cores));
    Output other = output("cores-" + cores);
    generate(small.context(), other);
    assertThat(rows(other))
        .hasSizeGreaterThanOrEqualTo(3 * SmallArm.SAMPLES)
        .isEqualTo(rows(generated));
  }

  @Test
  void aTargetGetsTheSameRowsWhateverElseIsAskedFor() {
    Output alone = output("alone");
    generate(asking("grip force >= 8 N, height = -0.2 .. 0.4 m"), alone);
    List<Row> expected =
        candidates(generated)
            .where(wanted(RANGE))
            .drop("run_id")
            .orderBy("candidate_id")
            .collectAsList();
    assertThat(candidates(alone).drop("run_id").orderBy("candidate_id").collectAsList())
        .isEqualTo(expected);
  }

  @Test
  void aKilledRunGoesOnWithTheSameRows() {
    Output killed = output("killed");
    CheckpointedRounds rounds =
        new GenerateJob(small.context()).begin(small.inputs(), Extrapolation.REJECTED, killed);
    rounds.folder().claim();
    rounds.drawAll();
    generate(small.context(), killed);
    assertThat(rows(killed)).isEqualTo(rows(generated));
  }

  @Test
  void theRowsSayOfEachPropertyHowFarOffItIsAndNothingWhereNothingWasWanted() {
    List<GenerationTable.Target> outcomes = TargetOutcomes.of(small.context(), generated);
    assertThat(outcomes)
        .extracting(GenerationTable.Target::target)
        .containsExactly(VALUES, RANGE, LIMIT);
    Row errors =
        accepted(VALUES)
            .selectExpr(
                "avg(abs(predicted_height - 0.5))",
                "avg(abs(`predicted_grip force` - 12))",
                "avg(`uncertainty_grip force`)")
            .first();
    GenerationTable.Target values = outcomes.get(0);
    assertThat(values.mae().get(0)).isCloseTo(errors.getDouble(0), within(1e-12));
    assertThat(values.mae().get(1)).isCloseTo(errors.getDouble(1), within(1e-12));
    assertThat(values.uncertainty().get(1)).isCloseTo(errors.getDouble(2), within(1e-12));
    assertThat(outcomes.get(1).mae().toArray()).containsExactly(0, 0);
    assertThat(outcomes.get(2).mae().toArray()).containsExactly(0, Double.NaN);
    assertThat(new GenerationTable(small.context().settings().properties(), outcomes).render())
        .contains("MAE  tainty      tainty", " height  grip force ", VALUES, RANGE, LIMIT);
  }

  @Test
  void aValueOfOnePropertyAloneIsNamedWithItWhereItLiesBeyondTheTrainingLabels() {
    assertThatThrownBy(() -> generate(asking("grip force=12, height<=-9"), output("beyond")))
        .isInstanceOf(InputException.class)
        .hasMessageMatching(
            "target height<=-9\\.0, grip force=12\\.0 lies outside the training range"
                + " (-[0-9.]+)\\.\\.[0-9.]+ m of height of surrogate 'dense'; choose another target,"
                + " the nearest that it knows is \\1 m, or add --allow-extrapolation");
    assertThatThrownBy(() -> generate(asking("grip force=-1"), output("beyond")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "target -1.0 N lies below property.minimum, 0.0 N: no grip force is so small; choose 0.0"
                + " or more, or fix property.minimum (null where there is no least value)");
    assertThat(folder.resolve("beyond")).doesNotExist();
  }

  @Test
  void whatNoArmCanDoAtOnceIsSaidBeforeAnythingIsDrawn() {
    // It holds the less the higher it is.
    String said = said(output("at-once"), "height=1.9, grip force>=25", VALUES);
    assertThat(said)
        .contains(
            "warning: nothing says that target height=1.9, grip force>=25.0 can be met: where"
                + " candidates may lie, known labels and the surrogate's predictions at 1,000 points"
                + " reach height from -")
        .containsPattern(
            "grip force from 0\\.0 N to [0-9.]+ N; the nearest is height [-0-9.]+ m, grip force [0-9.]+ N")
        .doesNotContain("target " + VALUES + " can be met");
  }

  private String said(Output output, String... targets) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream before = System.err;
    System.setErr(new PrintStream(bytes, true, StandardCharsets.UTF_8));
    try {
      generate(asking(targets), output);
    } finally {
      System.setErr(before);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  @Test
  void aFinishedRunKeepsItsTargetsAsTexts() throws IOException {
    assertThat(Files.readString(folder.resolve("generated/_manifest.json")))
        .contains("\"target\" : \"" + VALUES + "\"", "\"target\" : \"" + LIMIT + "\"");
  }
}
