package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.InputException;
import org.matdesinne.lake.S3Endpoint;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.AwkwardNames;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.ParquetInput;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/** Every name is taken as it is, on a disk, in HDFS and in S3. */
class TestAwkwardNames extends SparkSuite {
  private static final String HEADER = "a,b,c,alpha,beta,gamma,field,band_gap\n";
  private static final String POINT = "3.16,3.16,12.3,90,90,120,0\n";
  private static final String LABEL = "1.29\n";
  private static final StructType COLUMNS =
      StructType.fromDDL("row_id bigint not null, model string not null, target double not null");
  private static final ShowJob.Selection ALL = new ShowJob.Selection(Optional.empty(), List.of());

  @TempDir private static Path folder;
  private MiniDFSCluster hdfs;
  private S3Endpoint s3;
  private Storage storage;

  @BeforeAll
  void start() throws Exception {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    s3 = S3Endpoint.start(folder.resolve("s3"), "names");
    Configuration hadoop = spark().sparkContext().hadoopConfiguration();
    s3.hadoopSettings().forEach(hadoop::set);
    storage = new Storage(hadoop);
  }

  @AfterAll
  void stop() {
    hdfs.shutdown();
    s3.close();
  }

  private Stream<String> stores() {
    return Stream.of(folder.resolve("disk").toString(), "s3a://names", hdfs.getURI().toString());
  }

  private static List<String> names(String store) {
    return (store.startsWith("hdfs:") ? AwkwardNames.withoutColon() : AwkwardNames.all()).toList();
  }

  @Test
  void smallFilesAreFoundUnderTheirNames() throws IOException {
    for (String store : stores().toList()) {
      for (String name : names(store)) {
        storage.write(store + "/small/" + name, name);
        try (InputStream stream = storage.open(storage.qualified(store + "/small/" + name))) {
          assertThat(stream).hasBinaryContent(name.getBytes(StandardCharsets.UTF_8));
        }
      }
      assertThat(storage.files(store + "/small"))
          .as(store)
          .containsExactlyInAnyOrderElementsOf(names(store));
    }
  }

  @Test
  void tablesAreWrittenAndReadBelowFoldersOfEveryName() {
    Table table = new Table(spark(), TableSchema.CANDIDATES, COLUMNS);
    Dataset<Row> rows =
        table.dataset(
            List.of(
                RowFactory.create(0L, "a:b %20*", 1.0E-4), RowFactory.create(1L, "cinn", -0.5)));
    for (String store : stores().toList()) {
      String deep = storage.qualified(store + "/" + String.join("/", names(store)));
      table.write(rows, deep, "model", "target");
      assertThat(table.read(deep).orderBy("row_id").collectAsList())
          .as(store)
          .isEqualTo(rows.collectAsList());
    }
  }

  static Stream<Arguments> patterns() {
    return Stream.of(
        Arguments.of("star*", "starfish"),
        Arguments.of("[z]", "z"),
        Arguments.of("[^a]", "b"),
        Arguments.of("{a,c}", "a"),
        Arguments.of("a?c", "abc"),
        Arguments.of("a\\b", "ab"));
  }

  @ParameterizedTest
  @MethodSource("patterns")
  void whatAPatternWouldMeanIsNotRead(String name, String meant) {
    Table table = new Table(spark(), TableSchema.CANDIDATES, COLUMNS);
    String parent = folder.resolve("patterns").toString();
    table.write(table.dataset(List.of(RowFactory.create(7L, "other", 7.0))), parent + "/" + meant);
    assertThatThrownBy(() -> table.read(parent + "/" + name))
        .isInstanceOf(InputException.class)
        .hasMessage("cannot read %s/%s as Parquet: it does not exist", parent, name);
    table.write(table.dataset(List.of(RowFactory.create(1L, "own", 1.0))), parent + "/" + name);
    assertThat(table.read(parent + "/" + name).select("row_id").collectAsList())
        .containsExactly(RowFactory.create(1L));
    assertThat(table.read(parent + "/" + meant).select("row_id").collectAsList())
        .containsExactly(RowFactory.create(7L));
  }

  @Test
  void severalFoldersAreReadOnceEach() {
    Table table = new Table(spark(), TableSchema.CANDIDATES, COLUMNS);
    for (String parent : new String[] {"plain", "[z]* {a,b}"}) {
      List<String> folders =
          Stream.of("0", "1", "2").map(each -> folder.resolve(parent) + "/blocks=" + each).toList();
      for (String each : folders) {
        long id = folders.indexOf(each);
        table.write(table.dataset(List.of(RowFactory.create(id, "own", 1.0))), each);
      }
      assertThat(
              ParquetInput.openAll(spark(), folders.subList(0, 2), COLUMNS)
                  .select("row_id")
                  .collectAsList())
          .containsExactlyInAnyOrder(RowFactory.create(0L), RowFactory.create(1L));
    }
  }

  @Test
  void ingestAndShowTakeThemAndFindAgainWhatWasFinished() throws IOException {
    Path x = Files.writeString(folder.resolve("x:1 {a,b}.csv"), POINT);
    Path y = Files.writeString(folder.resolve("y%20[z]*.csv"), LABEL);
    String output = folder.resolve("out:1 [z]* 100%20 {a,b}? \\ ü#").toString();
    DataOption files = new DataOption.CsvFiles(x.toString(), y.toString());
    assertThat(ingest(files, output).source()).isEqualTo("file:" + x);
    assertThat(ingest(files, output)).isEqualTo(ingest(files, output));
    assertThat(show(output)).isEqualTo("table,rows\ntraining_set,1\n");
    assertThat(show(output + "/training_set")).contains("\n0,3.16,3.16,12.3,90.0,90.0,120.0,0.0,");

    Path part;
    try (Stream<Path> parts = Files.list(Path.of(output, "training_set"))) {
      part = parts.filter(each -> each.toString().endsWith(".parquet")).findFirst().orElseThrow();
    }
    Path alone = Files.copy(part, folder.resolve("points: [z]*%20.parquet"));
    assertThat(show(alone.toString())).contains("\n0,3.16,3.16,12.3,90.0,90.0,120.0,0.0,");
    assertThat(ingest(new DataOption.Table(alone.toString()), output + " again").rows())
        .containsEntry("training_set", 1L);

    Path tables = Files.createDirectories(folder.resolve("tables: [z]*/{a,b}"));
    for (String name : new String[] {"1: [z]*%20.csv", "2?.csv"}) {
      Path text = Files.writeString(tables.resolve(name), HEADER + POINT.strip() + "," + LABEL);
      stale(text);
      assertThat(ingest(new DataOption.Table(text.toString()), output + name).source())
          .isEqualTo("file:" + text);
    }
    String both = tables.getParent().toString();
    assertThat(ingest(new DataOption.Table(both), output + " both").rows())
        .containsEntry("training_set", 2L);
  }

  @Test
  void aStaleChecksumBesideAUsersFileIsNotLookedAt() throws IOException {
    Path x = Files.writeString(folder.resolve("x.csv"), POINT);
    Path y = Files.writeString(folder.resolve("y.csv"), LABEL);
    String output = folder.resolve("checked").toString();
    JobContext context = context();
    for (Path file : new Path[] {x, y}) {
      stale(file);
    }
    IngestJob job = new IngestJob(context);
    job.run(job.prepare(new DataOption.CsvFiles(x.toString(), y.toString())), Output.of(output));

    Path pandas = folder.resolve("pandas.parquet");
    context
        .table(TableSchema.TRAINING_SET)
        .read(output + "/training_set")
        .coalesce(1)
        .write()
        .parquet(folder.resolve("written").toString());
    try (Stream<Path> parts = Files.list(folder.resolve("written"))) {
      Files.copy(
          parts.filter(each -> each.toString().endsWith(".parquet")).findFirst().orElseThrow(),
          pandas);
    }
    stale(pandas);
    assertThat(show(pandas.toString())).contains("\n0,3.16,");
    assertThat(ingest(new DataOption.Table(pandas.toString()), folder + "/from-pandas").rows())
        .containsEntry("training_set", 1L);
  }

  private static void stale(Path file) throws IOException {
    byte[] checksum = {'c', 'r', 'c', 0, 0, 0, 2, 0, 1, 2, 3, 4};
    Files.write(file.resolveSibling("." + file.getFileName() + ".crc"), checksum);
  }

  @Test
  void aNameThatHdfsCannotHaveIsAnErrorBeforeAnyWork() {
    String output = hdfs.getURI() + "/runs/a:b";
    assertThatThrownBy(() -> context().writing(output))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(output + " is no name that its file system can have (")
        .hasMessageEndingWith("); choose another");
    assertThatThrownBy(() -> ParquetInput.open(spark(), output))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(output + " is no name that its file system can have (");
    assertThatThrownBy(() -> context().storage().open(output))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(output + " is no name that its file system can have (");
    assertThat(context().writing(hdfs.getURI() + "/runs/a b").storage()).isNotNull();
  }

  @Test
  void aFileIsNoFolderAndAFolderNoFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a file"), "");
    assertThatThrownBy(() -> context().writing(file.toString()))
        .isInstanceOf(InputException.class)
        .hasMessage("%s is a file; name a folder", file);
    assertThatThrownBy(() -> storage.requireFile(folder.toString()))
        .isInstanceOf(InputException.class)
        .hasMessage("%s is a folder; name a file", folder);
    for (String store : List.of(folder.toString(), hdfs.getURI().toString(), "s3a://names")) {
      storage.write(store + "/folder/file", "");
      assertThatThrownBy(() -> storage.open(store + "/folder"))
          .isInstanceOf(InputException.class)
          .hasMessage("%s/folder is a folder; name a file, perhaps one of those in it", store);
    }
  }

  @ParameterizedTest
  @CsvSource({"_points.parquet", ".points.parquet"})
  void parquetThatSparkPassesOverIsSaidToBe(String name) {
    Path hidden = folder.resolve(name);
    storage.write(hidden.toString(), "");
    assertThatThrownBy(() -> ParquetInput.open(spark(), hidden.toString()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "cannot read %s as Parquet: there is no Parquet file in it (names that begin with _ or"
                + " . do not count)",
            hidden);
  }

  private RunManifest ingest(DataOption data, String output) {
    IngestJob job = new IngestJob(context());
    return job.run(job.prepare(data), Output.of(output));
  }

  private String show(String path) {
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new ShowJob(spark(), new PrintStream(printed, true, StandardCharsets.UTF_8))
        .print(path, ALL, ShowJob.Format.CSV, Optional.empty());
    return printed.toString(StandardCharsets.UTF_8);
  }

  private static JobContext context() {
    return JobContext.open("test", ConfigurationFile.builtIn().resolved());
  }
}
