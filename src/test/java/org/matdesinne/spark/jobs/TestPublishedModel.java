package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.DoubleStream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.SharedData;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.metrics.Duplicates;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.PredictionAccuracy;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.evaluate.BenchmarkJob;
import org.matdesinne.spark.evaluate.PredictJob;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.storage.TableSchema;
import org.matdesinne.surrogate.Surrogate;

/** The model that comes with the program keeps what its card says, on the published data. */
class TestPublishedModel extends SparkSuite {
  private static final String MODEL = "mos2-pbe";
  private static final int DRAWS = 10_000;

  @TempDir private static Path folder;
  private Output data;

  @BeforeAll
  void ingest() {
    Path published = SharedData.path("datasets/mos2-pbe-2021");
    IngestJob ingest = new IngestJob(context(List.of()));
    data = Output.of(folder.resolve("data").toString());
    ingest.run(
        ingest.prepare(
            new DataOption.CsvFiles(
                published.resolve("data_x.csv").toString(),
                published.resolve("data_y.csv").toString())),
        data);
  }

  private JobContext context(List<String> overrides) {
    var resolved = ConfigurationFile.builtIn().with(overrides).resolved();
    return JobContext.in(spark(), resolved);
  }

  @Test
  void theSurrogateIsAsGoodOnRowsThatItHasNotSeen() {
    PredictionAccuracy accuracy =
        new PredictJob(context(List.of())).heldOut(MODEL, data.tables()).get(0).accuracy();
    assertThat(accuracy.all().absolute().count()).isGreaterThan(1500);
    assertThat(accuracy.all().absolute().mean()).isLessThan(0.009);
    assertThat(accuracy.targets()).hasSize(3);
    for (PredictionAccuracy.NearTarget near : accuracy.targets()) {
      assertThat(near.errors().orElseThrow().absolute().mean()).isLessThan(0.02);
    }
    assertThat(accuracy.floor().accuracy()).isGreaterThan(0.99);
    assertThat(accuracy.informativeCoverage().orElseThrow().shares().get(2)).isBetween(0.93, 0.97);
  }

  @Test
  void bothGeneratorsGiveCandidates() {
    for (String generator : List.of("cinn", "spline-cinn")) {
      JobContext context =
          context(List.of("generation.generator=" + generator, "generation.samples=200"));
      Output output = Output.of(folder.resolve(generator).toString());
      new GenerateJob(context)
          .run(
              DesignInputs.load(context, MODEL, Optional.of(data.tables())),
              Extrapolation.REJECTED,
              output);
      Dataset<Row> candidates =
          context.table(TableSchema.CANDIDATES).read(output.table(TableSchema.CANDIDATES));
      assertThat(candidates.where("status = 'accepted'").count()).isEqualTo(3 * 200);
      assertThat(candidates.where("status = 'accepted' and abs(predicted - target) > 1e-3").count())
          .isZero();
      // At every target at least 85 % of the draws.
      assertThat(candidates.count()).isLessThan((long) (3 * 200 / 0.85));
    }
  }

  @Test
  void itsOwnRowsGiveTheSameAsTheDataThatItWasTrainedOn() {
    JobContext context =
        context(
            List.of(
                "generation.targets=[0.5]",
                "generation.samples=300",
                "generation.abstention.distance=1"));
    Output own = Output.of(folder.resolve("own-rows").toString());
    Output named = Output.of(folder.resolve("named-rows").toString());
    GenerateJob job = new GenerateJob(context);
    job.run(MODEL, Optional.empty(), Extrapolation.REJECTED, own.tables());
    job.run(MODEL, Optional.of(data.tables()), Extrapolation.REJECTED, named.tables());

    Dataset<Row> candidates = rows(context, own);
    assertThat(candidates.where("reason = 'remote'").count()).isPositive();
    assertThat(
            candidates.where("status = 'accepted' and nearest_training_distance is null").count())
        .isZero();
    assertThat(candidates.collectAsList()).isEqualTo(rows(context, named).collectAsList());

    BenchmarkJob benchmark = new BenchmarkJob(context);
    String beside = folder.resolve("beside-own-rows").toString();
    String besideNamed = folder.resolve("beside-named-rows").toString();
    benchmark.run(own.tables(), Optional.empty(), Optional.empty(), beside);
    benchmark.run(own.tables(), Optional.of(data.tables()), Optional.empty(), besideNamed);
    assertThat(benchmark.measurements(beside))
        .isEqualTo(benchmark.measurements(besideNamed))
        .anyMatch(measured -> measured.metric() == Metric.NOVEL_AVERAGE);
  }

  private static Dataset<Row> rows(JobContext context, Output output) {
    return context
        .read(TableSchema.CANDIDATES, output)
        .drop("run_id")
        .orderBy("target", "candidate_id");
  }

  @ParameterizedTest
  @CsvSource({"0.0, 0.03", "0.5, 0.10", "1.0, 0.08"})
  void theBetterGeneratorDrawsNearTheTargetAndRarelyTwice(double target, double error) {
    JobContext context = context(List.of());
    DesignSpace space = context.settings().designSpace();
    double tolerance = context.settings().benchmark().noveltyTolerance();
    SavedModel model = new SavedModel(BundledModel.all().get(0));
    double[][] draws;
    double[] predicted;
    try (Generator generator = model.load("spline-cinn").generator(Device.cpu());
        Surrogate surrogate = model.load("dense").surrogate(Device.cpu())) {
      draws =
          generator.generate(
              new LatentSource(1)
                  .draw(LatentSource.key(target), 0, DRAWS, generator.latentDimension()),
              target);
      predicted = surrogate.predict(draws).value(0);
    }
    assertThat(DoubleStream.of(predicted).map(y -> Math.abs(y - target)).average().orElseThrow())
        .isLessThan(error);
    assertThat(Duplicates.of(space, draws, tolerance).uniqueAverage()).isGreaterThan(0.99);
  }
}
