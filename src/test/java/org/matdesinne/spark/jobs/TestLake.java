package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.lake.S3Endpoint;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.generate.CatalogTable;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.storage.TableSchema;

/** Candidates in a data lake, as those who read it find them. */
class TestLake extends SparkSuite {
  @TempDir private static Path folder;
  private SmallModel small;
  private Output local;
  private Output other;
  private List<String> expected;

  @BeforeAll
  void generateOnDisk() {
    small = SmallModel.in(folder, spark());
    local = generate(folder.resolve("local").toString());
    expected = candidates(local);
    other = Output.of(folder.resolve("other-seed").toString());
    new GenerateJob(SmallModel.context(spark(), List.of("seed=7")))
        .run(small.inputs(), Extrapolation.REJECTED, other);
  }

  private Output generate(String uri) {
    Output output = Output.of(uri);
    new GenerateJob(small.context()).run(small.inputs(), Extrapolation.REJECTED, output);
    return output;
  }

  private Dataset<Row> table(Output output) {
    return small.context().table(TableSchema.CANDIDATES).read(candidatesFolder(output));
  }

  private static String candidatesFolder(Output output) {
    return output.table(TableSchema.CANDIDATES);
  }

  private List<String> candidates(Output output) {
    return table(output).orderBy("target", "candidate_id").toJSON().collectAsList();
  }

  @Test
  void hdfsHoldsTheSameRowsAndLosesNoneWithADataNode() throws Exception {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    settings.setInt("dfs.replication", 2);
    MiniDFSCluster hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(3).build();
    try {
      Output output = generate(hdfs.getURI() + "/lake/a run [z]* 100%20");
      assertThat(candidates(output)).isEqualTo(expected);
      hdfs.stopDataNode(0);
      assertThat(candidates(output)).isEqualTo(expected);
    } finally {
      hdfs.shutdown();
    }
  }

  @Test
  void s3HoldsTheSameRowsByItsOwnCommitter() throws Exception {
    Configuration hadoop = spark().sparkContext().hadoopConfiguration();
    Properties configured = new Properties();
    try (Reader reader = Files.newBufferedReader(Path.of("conf/spark-s3a.conf"))) {
      configured.load(reader);
    }
    List<String> sqlSettings = new ArrayList<>();
    try (S3Endpoint s3 = S3Endpoint.start(folder.resolve("s3"), "lake")) {
      s3.hadoopSettings().forEach(hadoop::set);
      for (String key : configured.stringPropertyNames()) {
        if (key.startsWith("spark.hadoop.")) {
          hadoop.set(key.substring("spark.hadoop.".length()), configured.getProperty(key));
        } else if (key.startsWith("spark.sql.") && !key.contains("shuffle")) {
          spark().conf().set(key, configured.getProperty(key));
          sqlSettings.add(key);
        }
      }
      Output output = generate("s3a://lake/a run [z]* 100%20");
      assertThat(candidates(output)).isEqualTo(expected);
      String success =
          small.context().storage().text(candidatesFolder(output) + "/_SUCCESS").orElseThrow();
      assertThat(new ObjectMapper().readTree(success).get("committer").asText()).isEqualTo("magic");
    } finally {
      sqlSettings.forEach(spark().conf()::unset);
    }
  }

  @Test
  void aFilterOnTheTargetReadsOnlyItsFiles() {
    Dataset<Row> all = table(local);
    assertThat(filesRead(all)).isEqualTo(2);
    assertThat(filesRead(all.where("target = 0.2"))).isEqualTo(1);
    assertThat(filesRead(all.where("model = 'mdn'"))).isZero();
  }

  private static long filesRead(Dataset<Row> rows) {
    rows.queryExecution().toRdd().count();
    var leaves = rows.queryExecution().executedPlan().collectLeaves();
    assertThat(leaves.size()).isEqualTo(1);
    return leaves.apply(0).metrics().apply("numFiles").value();
  }

  @Test
  void duckDbFindsPartitionsAndRows() throws Exception {
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select target, count(*), count(*) filter (status = 'accepted'), max(abs(predicted"
                    + " - target)) filter (status = 'accepted') from read_parquet('"
                    + candidatesFolder(local)
                    + "/**/*.parquet', hive_partitioning = true, hive_types = {'target': DOUBLE})"
                    + " where model = 'cinn' group by target order by target")) {
      for (double target : new double[] {0, 0.2}) {
        assertThat(found.next()).isTrue();
        assertThat(found.getDouble(1)).isEqualTo(target);
        assertThat(found.getLong(2)).isEqualTo(table(local).where("target = " + target).count());
        assertThat(found.getLong(3)).isEqualTo(SmallModel.SAMPLES);
        assertThat(found.getDouble(4)).isLessThan(0.02);
      }
      assertThat(found.next()).isFalse();
    }
  }

  private static SparkSession useIceberg(SparkSession session) {
    session.conf().set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog");
    session.conf().set("spark.sql.catalog.ice.type", "hadoop");
    session.conf().set("spark.sql.catalog.ice.warehouse", folder.resolve("ice").toString());
    return session;
  }

  @Test
  @Tag("iceberg")
  void icebergTakesEachRunOnceAndNamesItInTheSnapshot() {
    useIceberg(spark());
    String name = "ice.design.candidates";
    for (int attempt = 0; attempt < 2; attempt++) {
      CatalogTable.open(small.context(), name).append(local.tables());
    }
    assertThat(spark().table(name).orderBy("target", "candidate_id").toJSON().collectAsList())
        .isEqualTo(expected);
    String run = spark().table(name).first().getAs("run_id");
    assertThat(
            spark()
                .sql("select summary['matdesinne.run-id'] from " + name + ".snapshots")
                .collectAsList())
        .filteredOn(row -> !row.isNullAt(0))
        .containsExactly(RowFactory.create(run));

    CatalogTable.open(small.context(), name).append(other.tables());
    assertThat(spark().table(name).select("run_id").distinct().count()).isEqualTo(2);
    assertThat(spark().table(name).where("run_id = '" + run + "'").count())
        .isEqualTo(expected.size());
  }

  /** The table as several drivers see it: each from a session of its own. */
  private List<CatalogTable> opened(String name, int drivers) {
    return Stream.generate(() -> useIceberg(spark().newSession()))
        .limit(drivers)
        .map(session -> CatalogTable.open(SmallModel.context(session, List.of()), name))
        .toList();
  }

  private static void appendAtTheSameMoment(List<CatalogTable> drivers, Output... runs)
      throws Exception {
    CyclicBarrier start = new CyclicBarrier(drivers.size());
    ExecutorService threads = Executors.newFixedThreadPool(drivers.size());
    try {
      List<Future<Void>> started = new ArrayList<>();
      for (CatalogTable table : drivers) {
        Output run = runs[started.size() % runs.length];
        started.add(
            threads.submit(
                () -> {
                  start.await(1, TimeUnit.MINUTES);
                  table.append(run.tables());
                  return null;
                }));
      }
      for (Future<Void> each : started) {
        each.get(5, TimeUnit.MINUTES);
      }
    } finally {
      threads.shutdownNow();
    }
  }

  /** How many rows of a run each state that the table ever had holds. */
  private List<Long> rowsInEverySnapshot(String name, String run) {
    spark().catalog().refreshTable(name);
    return spark()
        .sql("select snapshot_id from " + name + ".snapshots order by committed_at")
        .collectAsList()
        .stream()
        .map(row -> "select 1 from " + name + " version as of " + row.getLong(0))
        .map(rows -> spark().sql(rows + " where run_id = '" + run + "'").count())
        .toList();
  }

  private String runId(Output output) {
    return table(output).first().getAs("run_id");
  }

  @RepeatedTest(3)
  @Tag("iceberg")
  void driversAtTheSameMomentAppendARunOnce(RepetitionInfo repetition) throws Exception {
    useIceberg(spark());
    String name = "ice.design.raced" + repetition.getCurrentRepetition();
    appendAtTheSameMoment(opened(name, 5), local, other);
    assertThat(
            spark()
                .table(name)
                .where("run_id = '" + runId(local) + "'")
                .orderBy("target", "candidate_id")
                .toJSON()
                .collectAsList())
        .isEqualTo(expected);
    for (Output run : List.of(local, other)) {
      assertThat(rowsInEverySnapshot(name, runId(run)))
          .hasSize(2)
          .isSubsetOf(0L, table(run).count())
          .endsWith(table(run).count());
    }
  }

  @Test
  @Tag("iceberg")
  void driversAtTheSameMomentAddAColumnOnce() throws Exception {
    useIceberg(spark());
    String name = "ice.design.grown";
    List<CatalogTable> drivers = opened(name, 4);
    drivers.get(0).append(other.tables());
    spark().sql("alter table " + name + " drop column novel_maximum");
    assertThat(spark().table(name).columns()).doesNotContain("novel_maximum");
    appendAtTheSameMoment(drivers.subList(1, 4), local);
    spark().catalog().refreshTable(name);
    assertThat(spark().table(name).columns()).containsOnlyOnce("novel_maximum");
    assertThat(spark().table(name).count()).isEqualTo(expected.size() + table(other).count());
  }

  @Test
  @Tag("iceberg")
  void aRunIsAppendedToFilesThatHoldSeveralRuns() {
    useIceberg(spark());
    String name = "ice.design.compacted";
    CatalogTable table = CatalogTable.open(small.context(), name);
    table.append(local.tables());
    // As somebody's compaction leaves them: the ids that a file holds lie around that of the run.
    spark()
        .sql(
            "insert overwrite "
                + name
                + " select /*+ coalesce(1) */ * from (select explode(array('0', 'z')) as run_id, "
                + String.join(", ", spark().table(name).drop("run_id").columns())
                + " from "
                + name
                + ")");
    table.append(local.tables());
    assertThat(spark().table(name).groupBy("run_id").count().collectAsList())
        .extracting(row -> row.getString(0), row -> row.getLong(1))
        .containsExactlyInAnyOrder(
            tuple("0", (long) expected.size()),
            tuple("z", (long) expected.size()),
            tuple(runId(local), (long) expected.size()));
  }

  @Test
  @Tag("iceberg")
  void aTableThatIsNotOursIsRefusedBeforeTheRun() {
    useIceberg(spark());
    spark().sql("create table ice.design.others (run_id string) using iceberg");
    assertThatThrownBy(() -> CatalogTable.open(small.context(), "ice.design.others"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("ice.design.others")
        .hasMessageContaining("no column 'model'");
    assertThatThrownBy(() -> CatalogTable.open(small.context(), "nowhere.design.candidates"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("spark.sql.catalog.NAME");
  }
}
