package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.lake.S3Endpoint;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.DoubleStarts;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.sweep.SweepJob;
import org.matdesinne.spark.sweep.SweepRequest;
import org.matdesinne.spark.train.TrainJob;

/**
 * A scheduler that fires twice, a hand that presses twice: one complete right result, whichever
 * driver it is of. {@code -Ddouble.starts=50} repeats {@code generate} so often on each store, with
 * other delays, and the jobs that take longer two fifths as often.
 */
class TestDoubleStarts extends SparkSuite {
  private static final int REPEATS = Integer.getInteger("double.starts", 1);
  private static final List<String> SMALLER =
      List.of("generation.samples=10", "networks.dense.training.epochs=40");
  private static final ConfigurationFile CONFIGURATION = SmallModel.configuration().with(SMALLER);

  @TempDir private static Path folder;
  private static MiniDFSCluster hdfs;
  private static S3Endpoint s3;

  private final UniformRandomProvider random = RandomSource.PHILOX_4X64.create(19L);
  private final Map<Kind, List<String>> expected = new EnumMap<>(Kind.class);
  private SmallModel small;
  private int outputs;

  private enum Kind {
    GENERATE,
    TRAIN,
    SWEEP,
    INVERSE_DESIGN
  }

  @BeforeAll
  void start() throws Exception {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    s3 = S3Endpoint.start(folder.resolve("s3"), "runs");
    s3.hadoopSettings().forEach(spark().sparkContext().hadoopConfiguration()::set);
    small = SmallModel.in(folder, spark());
    for (Kind kind : Kind.values()) {
      String output = folder.resolve("undisturbed-" + kind).toString();
      RunManifest manifest = run(kind, output);
      expected.put(kind, rows(kind, output, manifest));
    }
  }

  @AfterAll
  static void stop() {
    hdfs.shutdown();
    s3.close();
  }

  /** All of them where they are repeated, else a few of each. */
  static Stream<Arguments> cases() {
    if (REPEATS > 1) {
      return Stream.of(Kind.values())
          .flatMap(
              kind -> Stream.of("disk", "hdfs", "s3").map(store -> Arguments.of(kind, store, 2)));
    }
    return Stream.of(
        Arguments.of(Kind.GENERATE, "disk", 2),
        Arguments.of(Kind.GENERATE, "hdfs", 5),
        Arguments.of(Kind.GENERATE, "s3", 2),
        Arguments.of(Kind.TRAIN, "s3", 2),
        Arguments.of(Kind.SWEEP, "disk", 2),
        Arguments.of(Kind.INVERSE_DESIGN, "hdfs", 2));
  }

  @ParameterizedTest
  @MethodSource("cases")
  void oneResultIsCompleteAndRight(Kind kind, String store, int drivers) throws Exception {
    int repeats = kind == Kind.GENERATE ? REPEATS : (2 * REPEATS + 4) / 5;
    for (int repeat = 0; repeat < repeats; repeat++) {
      String output = output(store);
      int several = repeat % 2 == 0 ? drivers : 5;
      List<RunManifest> manifests = DoubleStarts.of(several, 3000, random, () -> run(kind, output));
      assertThat(new TreeSet<>(manifests.stream().map(RunManifest::attempt).toList())).hasSize(1);
      assertThat(rows(kind, output, manifests.get(0))).isEqualTo(expected.get(kind));
      Storage storage = small.context().storage();
      assertThat(storage.tree(output))
          .extracting(Storage.FileBelow::path)
          .anyMatch(path -> path.matches("(run=[^/]*/)?_manifest\\.json"))
          .noneMatch(path -> path.matches(".*(_attempts|_checkpoints|_shared|_decided|\\.part).*"));
    }
  }

  private String output(String store) {
    String root =
        switch (store) {
          case "hdfs" -> hdfs.getURI() + "/runs";
          case "s3" -> "s3a://runs";
          default -> folder.toUri() + "runs";
        };
    return root + "/" + outputs++;
  }

  /** A driver: nothing of it is shared with another but Spark. */
  private RunManifest run(Kind kind, String output) {
    JobContext context = SmallModel.context(spark(), SMALLER);
    return switch (kind) {
      case GENERATE ->
          new GenerateJob(context).run(small.inputs(), Extrapolation.REJECTED, Output.of(output));
      case TRAIN ->
          new TrainJob(context)
              .run(context.settings().usedNetworks(), small.trainingData(), Output.of(output));
      case SWEEP ->
          new SweepJob(context, CONFIGURATION)
              .run(place(output), SweepJob.Begin.ANEW_OR_RESUME, Optional.empty());
      case INVERSE_DESIGN ->
          new InverseDesignJob(context)
              .run(new DataOption.Configured(), Extrapolation.REJECTED, output);
    };
  }

  private SweepRequest place(String output) {
    return new SweepRequest(
        small.model().tables(), Optional.of(small.data().tables()), Extrapolation.REJECTED, output);
  }

  /** What a reader finds who takes all that lies in a table's folder. */
  private List<String> rows(Kind kind, String output, RunManifest manifest) {
    Dataset<Row> found =
        switch (kind) {
          case GENERATE, INVERSE_DESIGN ->
              spark().read().parquet(output + "/candidates").orderBy("target", "candidate_id");
          case SWEEP ->
              spark()
                  .read()
                  .parquet(output + "/run=" + manifest.runId() + "/units")
                  .drop("task_seconds")
                  .orderBy("unit");
          case TRAIN ->
              spark()
                  .read()
                  .parquet(output + "/training_curve")
                  .drop("seconds")
                  .orderBy("network", "epoch");
        };
    return found.toJSON().collectAsList();
  }
}
