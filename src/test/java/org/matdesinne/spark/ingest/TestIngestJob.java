package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.sun.net.httpserver.HttpServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.SharedData;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvFile;
import org.matdesinne.dataset.CsvPair;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.oracle.Oracle;
import org.matdesinne.oracle.TightBindingSettings;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

class TestIngestJob extends SparkSuite {
  private static final String POINTS =
      """
      3.16,3.16,12.3,90,90,120,0
      3.0,3.1,12.5,85,95,118,0.5
      3.3,3.2,12.0,91,89,121,-1
      3.16,3.16,12.3,90,90,120,0
      """;
  private static final String LABELS = "1.29\n0\n0.75\n1.29\n";

  @TempDir private Path folder;
  private Path x;
  private Path y;
  private Path output;

  @BeforeEach
  void writeFiles() throws IOException {
    x = Files.writeString(folder.resolve("data_x.csv"), POINTS);
    y = Files.writeString(folder.resolve("data_y.csv"), LABELS);
    output = folder.resolve("output");
  }

  @Test
  void thePublishedDataKeepEveryNumberAndShareSplitsByPoint() throws IOException {
    x = SharedData.path("datasets/mos2-pbe-2021/data_x.csv");
    y = SharedData.path("datasets/mos2-pbe-2021/data_y.csv");
    JobContext context = context();
    RunManifest manifest = ingest(context, csv());
    TrainingSet written = new TrainingSetStore(context).load(output()).set();
    TrainingSet published = published(context.settings());

    assertThat(manifest.rows()).containsExactly(Map.entry("training_set", (long) published.rows()));
    assertThat(written.x()).isDeepEqualTo(published.x());
    assertThat(written.y()).isDeepEqualTo(published.y());

    Map<List<Double>, Split> splits = new HashMap<>();
    for (int i = 0; i < written.rows(); i++) {
      List<Double> point = Arrays.stream(written.x()[i]).boxed().toList();
      Split earlier = splits.putIfAbsent(point, written.split()[i]);
      assertThat(earlier).as("split of %s", point).isIn(null, written.split()[i]);
    }
    assertThat(splits).as("some points stand twice").hasSizeLessThan(written.rows());
    assertShare(written, Split.TEST, context.settings().data().testFraction());
    assertShare(written, Split.VALIDATION, context.settings().data().validationFraction());
  }

  @Test
  void theTableFollowsItsContract() {
    ingest(context(), csv());
    Dataset<Row> table = spark().read().parquet(output + "/training_set");
    assertThat(table.columns())
        .containsExactly(
            "row_id", "a", "b", "c", "alpha", "beta", "gamma", "field", "band_gap", "split");
    assertThat(table.schema().apply("alpha").metadata().getString("unit")).isEqualTo("degree");
    assertThat(table.select("row_id").as(Encoders.LONG()).collectAsList())
        .containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void theManifestStatesSourceSeedAndConfiguration() {
    JobContext context = context("seed=7");
    RunManifest manifest = ingest(context, csv());
    assertThat(manifest.kind()).isEqualTo(JobKind.INGEST);
    assertThat(manifest.source()).isEqualTo(x.toUri().toString().replace("file:///", "file:/"));
    assertThat(manifest.seed()).isEqualTo(7);
    assertThat(manifest.sparkVersion()).isEqualTo(spark().version());
    assertThat(RunManifest.read(context.storage(), output.toString())).contains(manifest);
    assertThat(output.resolve("_config.json")).content().contains("\"seed\" : 7");
  }

  @Test
  void parquetGivesTheSameRowsAsCsv() {
    Table table = context().table(TableSchema.TRAINING_SET);
    ingest(context(), csv());
    Dataset<Row> fromCsv = inOrder(table);

    // Columns are found by name; their order, others, the width of numbers and the number of files
    // do not matter.
    Path parquet = folder.resolve("parquet");
    fromCsv
        .repartitionByRange(3, col("row_id"))
        .sortWithinPartitions("row_id")
        .select(
            lit("a note").alias("remark"),
            col("band_gap"),
            col("gamma").cast(DataTypes.IntegerType),
            col("field").cast(DataTypes.FloatType),
            col("beta"),
            col("alpha"),
            col("c"),
            col("b"),
            col("a"))
        .write()
        .parquet(parquet.toString());
    output = folder.resolve("second");
    ingest(context(), new DataOption.Table(parquet.toString()));
    assertSameRows(fromCsv, inOrder(table));
  }

  @Test
  void aNamedSourceIsDownloadedFromItsAddress() throws IOException {
    HttpServer server = serve(folder);
    try {
      String[] source = source(server);
      RunManifest manifest = ingest(context(source), new DataOption.Configured());
      assertThat(manifest.source()).isEqualTo("local");
      assertThat(manifest.rows()).containsEntry("training_set", 4L);
    } finally {
      server.stop(0);
    }
    assertThat(folder.resolve("cache")).isDirectoryContaining("glob:**-data_x.csv");
  }

  @Test
  void aChangedDownloadWritesNothing() throws IOException {
    HttpServer server = serve(folder);
    try {
      String[] source = source(server);
      Files.writeString(y, LABELS + "0\n");
      assertRejected(
          context(source),
          new DataOption.Configured(),
          "data_y.csv has SHA-256 " + DigestUtils.sha256Hex(LABELS + "0\n"));
    } finally {
      server.stop(0);
    }
  }

  @Test
  void csvFilesMayLieOnAServer() throws IOException {
    HttpServer server = serve(folder);
    try {
      String address = address(server);
      RunManifest manifest =
          ingest(
              context(), new DataOption.CsvFiles(address + "data_x.csv", address + "data_y.csv"));
      assertThat(manifest.rows()).containsEntry("training_set", 4L);
    } finally {
      server.stop(0);
    }
  }

  @Test
  void theOracleLabelsTheSampledPoints() {
    JobContext context = context("data.rows=40");
    RunManifest manifest = ingest(context, new DataOption.Configured());
    assertThat(manifest.source()).isEqualTo("oracle");
    TrainingSet written = new TrainingSetStore(context).load(output()).set();
    RunSettings settings = context.settings();
    Oracle oracle =
        ((TightBindingSettings) settings.requireOracle().calculation())
            .oracle(settings.designSpace());
    double[][] sampled =
        LongStream.range(0, 40).mapToObj(settings.sampler()::point).toArray(double[][]::new);
    assertThat(written.x()).isDeepEqualTo(sampled);
    assertThat(written.examples().y(0))
        .containsExactly(
            Arrays.stream(sampled).mapToDouble(point -> oracle.evaluate(point)[0]).toArray());
  }

  @Test
  void aFinishedFolderIsLeftAlone() throws IOException {
    ingest(context(), csv());
    FileTimes before = FileTimes.of(output);
    // Where downloads would be kept decides no row.
    ingest(context("data.cache=elsewhere"), csv());
    assertThat(FileTimes.of(output)).isEqualTo(before);
  }

  @Test
  void anUnfinishedFolderOfTheSameRunIsFinished() throws IOException {
    RunManifest first = ingest(context(), csv());
    Files.delete(output.resolve("_manifest.json"));
    assertThat(ingest(context(), csv()).runId()).isEqualTo(first.runId());
    assertThat(output.resolve("_manifest.json")).exists();
  }

  @Test
  void aFolderOfOtherDataIsNeverTouched() throws IOException {
    ingest(context(), csv());
    FileTimes before = FileTimes.of(output);
    assertTaken(context("seed=1"), csv());
    Files.writeString(y, LABELS.replace("0.75", "0.76"));
    assertTaken(context(), csv());
    assertThat(FileTimes.of(output)).isEqualTo(before);
  }

  @Test
  void aFolderThatHoldsSomethingElseIsNeverTouched() throws IOException {
    Files.createDirectory(output);
    Path precious = Files.writeString(output.resolve("thesis.txt"), "precious");
    IngestJob job = new IngestJob(context());
    assertThatThrownBy(() -> job.run(job.prepare(csv()), output()))
        .isInstanceOf(InputException.class)
        .hasMessageEndingWith(
            "already holds files that are not the beginning of this run; name another --output, or"
                + " delete it");
    assertThat(output).isDirectoryContaining(path -> path.equals(precious));
    assertThat(precious).content().isEqualTo("precious");
  }

  static Stream<Arguments> wrongCsv() {
    return Stream.of(
        Arguments.of("3.16,3.16,12.3,90,90,120\n", "1\n", "data_x.csv, line 1 has 6 columns"),
        Arguments.of(
            "3.16,3.16,12.3,90,90,120,strong\n",
            "1\n",
            "data_x.csv, line 1, column 7 (field): 'strong' is not a number"),
        Arguments.of(
            POINTS + "3.16,NaN,12.3,90,90,120,0\n",
            LABELS + "1\n",
            "data_x.csv, line 5, column 2 (b): NaN is not a finite number"),
        Arguments.of(
            POINTS + "3.16,3.16,12.3,90,90,120,1.5\n",
            LABELS + "1\n",
            "data_x.csv, line 5, column 7 (field): 1.5 V/angstrom lies outside the design space"),
        Arguments.of(
            POINTS, "1.29\n-2\n0.75\n1.29\n", "data_y.csv, line 2, column 1 (band_gap): -2.0 eV"),
        Arguments.of(POINTS, "1.29\n0\n0.75\n", "data_y.csv ends after line 3"),
        Arguments.of(POINTS, LABELS + "0\n", "data_x.csv ends after line 4"),
        Arguments.of("", "", "hold no rows"),
        Arguments.of(
            POINTS,
            "1.29\n0\n0.75\n1.30\n",
            "data_y.csv give one design point several labels: lines 1, 4 (labels 1.29, 1.3)"),
        Arguments.of(
            "a,b,c,alpha,beta,gamma,field\n" + POINTS,
            "band_gap\n" + LABELS,
            "data_x.csv, line 1: this is a header row (a,b,c,alpha,beta,gamma,field)"),
        Arguments.of(POINTS.replace(',', '\t'), LABELS, "data_x.csv, line 1: its columns are"));
  }

  @ParameterizedTest
  @MethodSource("wrongCsv")
  void wrongCsvWritesNothing(String points, String labels, String message) throws IOException {
    Files.writeString(x, points);
    Files.writeString(y, labels);
    assertRejected(context(), csv(), message);
  }

  @Test
  void aMissingFileWritesNothing() {
    DataOption missing = new DataOption.CsvFiles(folder + "/none.csv", y.toString());
    assertRejected(context(), missing, "there is no file " + folder + "/none.csv");
  }

  @Test
  void anUnknownFileSystemWritesNothing() {
    DataOption unknown = new DataOption.CsvFiles("nowhere://x.csv", y.toString());
    assertRejected(context(), unknown, "nowhere://x.csv: Spark has no file system of this kind");
  }

  static Stream<Arguments> wrongParquet() {
    return Stream.of(
        Arguments.of("drop alpha", "has no column 'alpha'; its columns are: a, b, c, beta"),
        Arguments.of("a as text", "column 'a' is of the type string; it must hold numbers"),
        Arguments.of(
            "b null", "row 2, column 'b': there is no value; give it, delete the row, or have"),
        Arguments.of("c NaN", "row 2, column 'c': there is no value"),
        Arguments.of(
            "gamma 200", "row 2, column 'gamma': 200.0 degree lies outside the design space"),
        Arguments.of("band_gap -1", "row 2, column 'band_gap': -1.0 eV lies below"),
        Arguments.of(
            "contradiction",
            " gives one design point several labels: a = 3.16, b = 3.16, c = 12.3"),
        Arguments.of("no rows", " holds no rows; give at least one labelled point"));
  }

  @ParameterizedTest
  @MethodSource("wrongParquet")
  void wrongParquetWritesNothing(String fault, String message) {
    Path parquet = folder.resolve("parquet");
    with(fault, rightParquet()).coalesce(1).write().parquet(parquet.toString());
    assertRejected(context(), new DataOption.Table(parquet.toString()), message);
  }

  @Test
  void somethingElseThanATableWritesNothing() {
    assertRejected(
        context(),
        new DataOption.Table(x.toString()),
        "data_x.csv, line 1 holds numbers (3.16,3.16,12.3,90,90,120,0), not the names of columns");
    assertRejected(
        context(),
        new DataOption.Table(folder.resolve("none").toString()),
        "there is no file or folder " + folder.resolve("none"));
  }

  private Dataset<Row> rightParquet() {
    return spark()
        .range(2)
        .select(
            lit(3.16).alias("a"),
            lit(3.16).alias("b"),
            lit(12.3).alias("c"),
            lit(90.0).alias("alpha"),
            lit(90.0).alias("beta"),
            lit(120.0).alias("gamma"),
            lit(0.0).alias("field"),
            lit(1.29).alias("band_gap"),
            col("id"));
  }

  private static Dataset<Row> with(String fault, Dataset<Row> rows) {
    var second = col("id").equalTo(1);
    return switch (fault) {
      case "drop alpha" -> rows.drop("alpha");
      case "a as text" -> rows.withColumn("a", col("a").cast(DataTypes.StringType));
      case "b null" -> rows.withColumn("b", functions.when(functions.not(second), col("b")));
      case "c NaN" -> rows.withColumn("c", functions.when(second, Double.NaN).otherwise(12.3));
      case "gamma 200" -> rows.withColumn("gamma", functions.when(second, 200.0).otherwise(120.0));
      case "band_gap -1" ->
          rows.withColumn("band_gap", functions.when(second, -1.0).otherwise(0.0));
      case "contradiction" ->
          rows.withColumn("band_gap", functions.when(second, 1.3).otherwise(1.29));
      case "no rows" -> rows.limit(0);
      default -> throw new IllegalArgumentException(fault);
    };
  }

  private void assertRejected(JobContext context, DataOption option, String message) {
    IngestJob job = new IngestJob(context);
    assertThatThrownBy(() -> job.run(job.prepare(option), output()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    assertThat(output).doesNotExist();
  }

  private void assertTaken(JobContext context, DataOption option) {
    IngestJob job = new IngestJob(context);
    assertThatThrownBy(() -> job.run(job.prepare(option), output()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("of another configuration, data or version")
        .hasMessageEndingWith("name another --output, or delete it");
  }

  private static void assertShare(TrainingSet set, Split split, double expected) {
    double share = set.only(split).rows() / (double) set.rows();
    double deviation = Math.sqrt(expected * (1 - expected) / set.rows());
    assertThat(share).as(split.label()).isCloseTo(expected, within(5 * deviation));
  }

  private TrainingSet published(RunSettings settings) throws IOException {
    try (BufferedReader points = Files.newBufferedReader(x);
        BufferedReader labels = Files.newBufferedReader(y)) {
      return TrainingSet.of(
          new CsvPair(settings.rowCheck()).read(new CsvFile("x", points), new CsvFile("y", labels)),
          settings.data().splitter(settings.seed(), settings.designSpace()));
    }
  }

  private RunManifest ingest(JobContext context, DataOption option) {
    IngestJob job = new IngestJob(context);
    return job.run(job.prepare(option), output());
  }

  private Dataset<Row> inOrder(Table table) {
    Dataset<Row> read = table.read(output + "/training_set");
    return table.dataset(read.orderBy("row_id").collectAsList());
  }

  private Output output() {
    return Output.of(output.toString());
  }

  private DataOption csv() {
    return new DataOption.CsvFiles(x.toString(), y.toString());
  }

  private static JobContext context(String... assignments) {
    return JobContext.open(
        "test", ConfigurationFile.builtIn().with(List.of(assignments)).resolved());
  }

  private String[] source(HttpServer server) {
    return new String[] {
      "data.source=local",
      "data.cache=\"" + folder.resolve("cache") + "\"",
      "data.sources.local.x.address=\"" + address(server) + "data_x.csv\"",
      "data.sources.local.x.sha256=" + DigestUtils.sha256Hex(POINTS),
      "data.sources.local.y.address=\"" + address(server) + "data_y.csv\"",
      "data.sources.local.y.sha256=" + DigestUtils.sha256Hex(LABELS)
    };
  }

  private static HttpServer serve(Path folder) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          String name = Path.of(exchange.getRequestURI().getPath()).getFileName().toString();
          byte[] body = Files.readAllBytes(folder.resolve(name));
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    return server;
  }

  private static String address(HttpServer server) {
    InetSocketAddress at = server.getAddress();
    return "http://" + at.getHostString() + ":" + at.getPort() + "/";
  }

  /** When each file of a folder was written. */
  private record FileTimes(Map<Path, FileTime> written) {
    static FileTimes of(Path folder) throws IOException {
      Map<Path, FileTime> written = new HashMap<>();
      try (Stream<Path> files = Files.walk(folder)) {
        for (Path file : (Iterable<Path>) files::iterator) {
          written.put(file, Files.getLastModifiedTime(file));
        }
      }
      return new FileTimes(written);
    }
  }
}
