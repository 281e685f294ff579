package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.junit.jupiter.api.BeforeAll;
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
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.storage.TableSchema;

/** Candidates in a data lake, as those who read it find them. */
class TestLake extends SparkSuite {
  @TempDir private static Path folder;
  private SmallModel small;
  private Output local;
  private List<String> expected;

  @BeforeAll
  void generateOnDisk() {
    small = SmallModel.in(folder, spark());
    local = generate(folder.resolve("local").toString());
    expected = candidates(local);
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

  @Test
  @Tag("iceberg")
  void icebergTakesEachRunOnceAndNamesItInTheSnapshot() {
    spark().conf().set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog");
    spark().conf().set("spark.sql.catalog.ice.type", "hadoop");
    spark().conf().set("spark.sql.catalog.ice.warehouse", folder.resolve("ice").toString());
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

    Output other = Output.of(folder.resolve("other-seed").toString());
    JobContext seeded = SmallModel.context(spark(), List.of("seed=7"));
    new GenerateJob(seeded).run(small.inputs(), Extrapolation.REJECTED, other);
    CatalogTable.open(seeded, name).append(other.tables());
    assertThat(spark().table(name).select("run_id").distinct().count()).isEqualTo(2);
    assertThat(spark().table(name).where("run_id = '" + run + "'").count())
        .isEqualTo(expected.size());
  }

  @Test
  @Tag("iceberg")
  void aTableThatIsNotOursIsRefusedBeforeTheRun() {
    spark().conf().set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog");
    spark().conf().set("spark.sql.catalog.ice.type", "hadoop");
    spark().conf().set("spark.sql.catalog.ice.warehouse", folder.resolve("ice").toString());
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
