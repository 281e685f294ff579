package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.evaluate.JudgeOption;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.train.TrainJob;

class TestComparisonJob extends SparkSuite {
  private static final ComparisonJob.Contenders FIELD =
      new ComparisonJob.Contenders(Set.of("cinn", "multi-start"), 2);

  @TempDir private static Path folder;
  private JobContext context;
  private String output;
  private JudgeOption judge;

  @BeforeAll
  void compare() {
    context = SmallModel.context(spark(), List.of());
    output = folder.resolve("compared").toString();
    judge = judge();
    run();
  }

  private JudgeOption judge() {
    JobContext other = SmallModel.context(spark(), List.of("seed=7"));
    IngestJob ingest = new IngestJob(other);
    Output data = Output.of(folder.resolve("other-data").toString());
    ingest.run(ingest.prepare(new DataOption.Configured()), data);
    Output model = Output.of(folder.resolve("other-model").toString());
    new TrainJob(other).run(Set.of("inn"), new TrainingSetStore(other).load(data), model);
    return new JudgeOption(model.tables(), Optional.of("inn"));
  }

  private Dataset<Row> metrics() {
    return spark().read().parquet(output + "/metrics");
  }

  private RunManifest run() {
    return new ComparisonJob(context, SmallModel.configuration())
        .run(
            new DataOption.Configured(), FIELD, Extrapolation.REJECTED, Optional.of(judge), output);
  }

  @Test
  void everyGeneratorIsMeasuredInEveryRepeatAtEveryTarget() {
    Dataset<Row> yields = metrics().where("stage = 'localized' and metric = 'yield'");
    assertThat(yields.count()).isEqualTo(2 * 2 * 2);
    assertThat(yields.select("model", "target", "repeat").distinct().count()).isEqualTo(8);
    assertThat(metrics().select("run_id").distinct().count()).isEqualTo(1);
  }

  @Test
  void publishedFiguresOfTheDataStandBesideIt() {
    ComparisonJob job = new ComparisonJob(context, SmallModel.configuration());
    assertThat(job.published(output).figures())
        .extracting(figure -> figure.system())
        .contains("MDN", "MatDesINNe-cINN");
  }

  @Test
  void repeatsAreTrainingsWithSeedsOfTheirOwn() {
    Dataset<Row> errors = metrics().where("model = 'cinn' and stage = 'raw' and metric = 'mae'");
    assertThat(errors.select("value").distinct().count()).isEqualTo(4);
  }

  @Test
  void theJudgeSeesEveryGeneratorInEveryRepeat() {
    Dataset<Row> judged = metrics().where("metric = 'judge_within' and value between 0 and 1");
    assertThat(judged.where("stage = 'localized'").count()).isEqualTo(2 * 2 * 2);
    assertThat(judged.where("stage = 'raw_in_range'").count()).isEqualTo(2 * 2 * 2);
    // The surrogate is sure of what it localized; another network, hardly trained, is not. (At 0
    // the floor may make them agree.)
    assertThat(
            metrics()
                .where("metric = 'judge_mae' and stage = 'localized' and target = 0.2")
                .collectAsList())
        .hasSize(2 * 2)
        .allMatch(row -> row.<Double>getAs("value") >= 0.02);
  }

  @Test
  void aNetworkComparedIsNoJudgeAndNothingIsTrained() {
    String elsewhere = folder.resolve("itself").toString();
    JudgeOption itself = new JudgeOption(output + "/repeat=1", Optional.empty());
    ComparisonJob job = new ComparisonJob(context, SmallModel.configuration());
    assertThatThrownBy(
            () ->
                job.run(
                    new DataOption.Configured(),
                    FIELD,
                    Extrapolation.REJECTED,
                    Optional.of(itself),
                    elsewhere))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "would judge itself: it is network 'dense' trained here with seed 2022");
    assertThat(Path.of(elsewhere, "repeat=0/model")).doesNotExist();
  }

  @Test
  void networksAreCheckedOnHeldOutPointsAndTheOthersHaveNoPosterior() {
    Dataset<Row> posterior = metrics().where("stage = 'posterior'");
    assertThat(posterior.count()).isPositive();
    assertThat(posterior.where("target is not null").count()).isZero();
    assertThat(posterior.where("model = 'multi-start'").count()).isZero();
    assertThat(posterior.where("metric = 'median_log_likelihood'").count()).isEqualTo(2);
    assertThat(posterior.where("metric like 'coverage_%' and value between 0 and 1").count())
        .isEqualTo(6);
  }

  @Test
  void aKilledComparisonGoesOnWithoutTrainingAgain() throws Exception {
    Path weights = Path.of(output, "repeat=0/model/cinn/weights.safetensors");
    FileTime trained = Files.getLastModifiedTime(weights);
    Path manifest = Path.of(output, "_manifest.json");
    Files.delete(manifest);
    run();
    assertThat(manifest).exists();
    assertThat(Files.getLastModifiedTime(weights)).isEqualTo(trained);
  }

  @Test
  void anUnknownGeneratorIsAnErrorAndNothingIsWritten() {
    String elsewhere = folder.resolve("unknown").toString();
    ComparisonJob job = new ComparisonJob(context, SmallModel.configuration());
    assertThatThrownBy(
            () ->
                job.run(
                    new DataOption.Configured(),
                    new ComparisonJob.Contenders(Set.of("gan"), 1),
                    Extrapolation.REJECTED,
                    Optional.empty(),
                    elsewhere))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("generation uses 'gan', which is no network");
    assertThat(Path.of(elsewhere)).doesNotExist();
  }
}
