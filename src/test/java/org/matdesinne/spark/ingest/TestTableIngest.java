package org.matdesinne.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.SharedData;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;

/** Tables of text as users have them, read by Spark. */
class TestTableIngest extends SparkSuite {
  private static final String CONFIGURATION =
      """
      include classpath("conf/mos2.conf")
      design-space {
        parameters = [
          { name = "load (%%)", unit = percent, minimum = 0, maximum = 100, reference = 50, role = composition, novelty-scale = 100 }
          { name = a.b, unit = m, minimum = -10, maximum = 10, reference = 0, role = position, novelty-scale = 1 }
        ]
        symmetries = []
      }
      property { name = strength, unit = Pa, minimum = null }
      oracle = null
      """
          .replace("%%", "%");

  private static final String TABLE = "load (%),a.b,strength\n10,-1,1\n20,1,2\n30,0,3\n";

  @TempDir private Path folder;
  private Path output;

  @BeforeEach
  void chooseOutput() {
    output = folder.resolve("output");
  }

  @AfterEach
  void readFilesWhole() {
    spark().conf().unset("spark.sql.files.maxPartitionBytes");
  }

  private static JobContext context(String... assignments) {
    return JobContext.open(
        "test",
        ConfigurationFile.parse(CONFIGURATION, "test.conf").with(List.of(assignments)).resolved());
  }

  private RunManifest ingest(JobContext context, Path table) {
    IngestJob job = new IngestJob(context);
    return job.run(
        job.prepare(new DataOption.Table(table.toString())), Output.of(output.toString()));
  }

  private TrainingSet written(JobContext context) {
    return new TrainingSetStore(context).load(Output.of(output.toString())).set();
  }

  private void assertRejected(JobContext context, Path table, String message) {
    assertThatThrownBy(() -> ingest(context, table))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    assertThat(output).doesNotExist();
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  static Stream<Arguments> forms() {
    return Stream.of(
        Arguments.of("plain", TABLE),
        Arguments.of(
            "other order and columns",
            """
            id,strength,note,a.b,load (%)
            1,1,"x, y",-1,10
            2,2,,1,20
            3,3,z,0,30
            """),
        Arguments.of("mark and CRLF", "\uFEFF" + TABLE.replace("\n", "\r\n")),
        Arguments.of("comments and blank lines", "# by us\n\n# 2026\n" + TABLE + "\n\n\n"),
        Arguments.of("no end of the last line", TABLE.strip()),
        Arguments.of(
            "quotes", "\"load (%)\",\"a.b\",\"strength\"\n\"10\",-1,1\n20,\" 1 \",2\n30,0,3\n"),
        Arguments.of("tabs", TABLE.replace(',', '\t')),
        Arguments.of("semicolons", "load (%);a.b;strength\n10,0;-1;1\n2,0e1;1;2\n30;0;3\n"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forms")
  void everyFormOfATableGivesTheSameRows(String name, String text) throws IOException {
    RunManifest manifest = ingest(context(), file("table.csv", text));
    TrainingSet set = written(context());
    assertThat(set.x()).isDeepEqualTo(new double[][] {{10, -1}, {20, 1}, {30, 0}});
    assertThat(set.examples().y(0)).containsExactly(1, 2, 3);
    assertThat(manifest.data()).isEqualTo(new DataSummary(3, 0, 3, 0, 0, "reject", Map.of()));
  }

  @Test
  void aCompressedTableAndAFolderOfTablesAreReadToo() throws IOException {
    Path parts = Files.createDirectory(folder.resolve("parts"));
    try (OutputStream stream =
        new GZIPOutputStream(Files.newOutputStream(parts.resolve("b.csv.gz")))) {
      stream.write("load (%),a.b,strength\n30,0,3\n".getBytes(StandardCharsets.UTF_8));
    }
    Files.writeString(parts.resolve("a.csv"), "load (%),a.b,strength\n10,-1,1\n20,1,2\n");
    Files.writeString(parts.resolve("_SUCCESS"), "");
    ingest(context(), parts);
    assertThat(written(context()).examples().y(0)).containsExactly(1, 2, 3);

    Files.writeString(parts.resolve("c.csv"), "load (%),strength,a.b\n30,0,3\n");
    output = folder.resolve("second");
    assertRejected(
        context(),
        parts,
        "c.csv has another header than "
            + parts
            + "/a.csv (load (%), a.b, strength); the files of a folder make one table");
  }

  @Test
  void aTableWithoutAHeaderGetsNames() throws IOException {
    Path table = file("table.csv", "1,10,-1\n2,20,1\n");
    IngestJob job = new IngestJob(context());
    job.run(
        job.prepare(
            new DataOption.Table(
                table.toString(), Optional.of(List.of("strength", "load (%)", "a.b")))),
        Output.of(output.toString()));
    assertThat(written(context()).x()).isDeepEqualTo(new double[][] {{10, -1}, {20, 1}});
  }

  static Stream<Arguments> wrong() {
    String head = "load (%),a.b,strength\n1,1,1\n";
    return Stream.of(
        Arguments.of(
            "load (%),a,strength\n1,1,1\n",
            "has no column 'a.b'; its columns are: load (%), a, strength"),
        Arguments.of(
            head + "\n# half way\n2,x,1\n3,y,1\n",
            "table.csv, line 5, column 'a.b': 'x' is not a number; fix or delete the row"),
        Arguments.of(
            head + "2,,1\n",
            "table.csv, line 3, column 'a.b': there is no value; give it, delete the row, or have all"
                + " rows without a value left out by --set data.missing=drop"),
        Arguments.of(
            head + "101,0,1\n",
            "table.csv, line 3, column 'load (%)': 101.0 percent lies outside the design space, 0.0"
                + " to 100.0"),
        Arguments.of(head + "1,2\n", "table.csv, line 3 has 2 columns, and the table 3 (1,2)"),
        Arguments.of("load (%),a.b,strength\n", " holds no rows; give at least one labelled point"),
        Arguments.of(
            head + "2,2,2\n1,1,5\n2,2,3\n",
            " gives 2 design points several labels each: load (%) = 1.0, a.b = 1.0 (label 1.0 in "),
        Arguments.of(
            head + "1,1,5\n",
            "table.csv, line 3); a design point has one label: keep one row of each, or say what they"
                + " are by --set data.replicates=mean (or median, or keep)"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void theFirstWrongRowIsNamedAndNothingIsWritten(String text, String message) throws IOException {
    assertRejected(context(), file("table.csv", text), message);
  }

  @Test
  void tasksThatShareAFileKeepItsOrderAndItsLines() throws IOException {
    StringBuilder text = new StringBuilder("# many lines\nload (%),a.b,strength\n");
    for (int i = 0; i < 3000; i++) {
      text.append(String.format(Locale.ROOT, "%s,%s,%d%n", i % 100, i / 1000.0, i));
      if (i % 500 == 0) {
        text.append("# a pause\n");
      }
    }
    spark().conf().set("spark.sql.files.maxPartitionBytes", 12_000);
    Path table = file("table.csv", text.toString());
    ingest(context(), table);
    double[] labels = written(context()).examples().y(0);
    assertThat(labels).hasSize(3000).isSorted();

    // Line 2,710 in the file: two above the rows, and six pauses.
    Path broken = file("broken.csv", text.toString().replace(",2701\n", ",much\n"));
    output = folder.resolve("second");
    assertRejected(context(), broken, "broken.csv, line 2710, column 'strength': 'much' is not");
  }

  @Test
  void aTableOnAWebServerIsToBeDownloaded() {
    IngestJob job = new IngestJob(context());
    assertThatThrownBy(() -> job.prepare(new DataOption.Table("https://localhost/table.csv")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "https://localhost/table.csv is on a web server, from which tasks cannot read a table"
                + " together; download it first");
  }

  @Test
  void rowsWithoutAValueCanBeDropped() throws IOException {
    Path table = file("table.csv", TABLE + "40,,4\nNA,1,5\n50,1,6\n60,1,\n");
    RunManifest manifest = ingest(context("data.missing=drop"), table);
    assertThat(written(context()).examples().y(0)).containsExactly(1, 2, 3, 6);
    assertThat(manifest.data().rowsRead()).isEqualTo(7);
    assertThat(manifest.data().rowsDropped()).isEqualTo(3);

    output = folder.resolve("second");
    assertRejected(
        context("data.missing=drop"),
        file("empty.csv", "load (%),a.b,strength\n1,,1\n"),
        " holds no rows in which no value is missing; give at least one labelled point");
  }

  @ParameterizedTest
  @CsvSource({"mean, 600, 1.13545267333", "median, 600, 1.14466667", "keep, 1800, 1.14466667"})
  void replicatesBecomeOneRowOrStayInOneSplit(String replicates, int rows, double first)
      throws IOException {
    Path table = SharedData.path("datasets/pv-lab/crossed-barrel.csv");
    String barrel =
        """
        include classpath("conf/mos2.conf")
        design-space {
          parameters = [
            { name = n, unit = struts, minimum = 6, maximum = 12, reference = 9, role = shape, novelty-scale = 6 }
            { name = theta, unit = degree, minimum = 0, maximum = 200, reference = 100, role = shape, novelty-scale = 200 }
            { name = r, unit = mm, minimum = 1.5, maximum = 2.5, reference = 2, role = shape, novelty-scale = 1 }
            { name = t, unit = mm, minimum = 0.7, maximum = 1.4, reference = 1, role = shape, novelty-scale = 0.7 }
          ]
          symmetries = []
        }
        property { name = toughness, unit = J, minimum = null }
        oracle = null
        """;
    JobContext context =
        JobContext.open(
            "test",
            ConfigurationFile.parse(barrel, "barrel.conf")
                .with("data.replicates=" + replicates)
                .resolved());
    RunManifest manifest = ingest(context, table);
    TrainingSet set = written(context);
    DataSummary data = manifest.data();
    assertThat(set.rows()).isEqualTo(rows);
    assertThat(data.points()).isEqualTo(600);
    assertThat(data.pointsOfSeveralRows()).isEqualTo(600);
    assertThat(data.pointsOfSeveralLabels()).isEqualTo(600);
    assertThat(data.replicates()).isEqualTo(replicates);
    assertThat(data.labelNoise().get("toughness")).isCloseTo(noise(table), within(1e-8));
    Map<List<Double>, Split> splits = new HashMap<>();
    for (int i = 0; i < set.rows(); i++) {
      List<Double> point = Arrays.stream(set.x()[i]).boxed().toList();
      assertThat(splits.putIfAbsent(point, set.split()[i])).isIn(null, set.split()[i]);
    }
    assertThat(set.split()).contains(Split.TEST, Split.VALIDATION, Split.TRAIN);
    assertThat(set.y()[0][0]).as("label of 6, 0, 1.5, 0.7").isCloseTo(first, within(1e-10));
  }

  private static final String TWO =
      """
      property = [
        { name = strength, unit = Pa, minimum = 0 }
        { name = cost, unit = EUR, minimum = null }
      ]
      """;

  private static JobContext two(String... assignments) {
    String one = "property { name = strength, unit = Pa, minimum = null }\n";
    assertThat(CONFIGURATION).contains(one);
    return JobContext.open(
        "test",
        ConfigurationFile.parse(CONFIGURATION.replace(one, TWO), "test.conf")
            .with(List.of(assignments))
            .resolved());
  }

  @Test
  void eachPropertyHasAColumnInTheOrderOfTheConfiguration() throws IOException {
    Path table = file("table.csv", "cost,load (%),strength,a.b\n-5,10,1,-1\n-6,20,2,1\n");
    ingest(two(), table);
    assertThat(spark().read().parquet(output + "/training_set").columns())
        .containsExactly("row_id", "load (%)", "a.b", "strength", "cost", "split");
    TrainingSet set = written(two());
    assertThat(set.x()).isDeepEqualTo(new double[][] {{10, -1}, {20, 1}});
    assertThat(set.y()).isDeepEqualTo(new double[][] {{1, -5}, {2, -6}});
  }

  @Test
  void replicatesOfSeveralPropertiesAreMergedEachForItself() throws IOException {
    Path table =
        file(
            "table.csv",
            "load (%),a.b,strength,cost\n1,1,1,7\n2,2,5,9\n1,1,4,7\n1,1,1,7\n3,0,2,\n4,0,,2\n");
    RunManifest manifest = ingest(two("data.replicates=median", "data.missing=drop"), table);
    assertThat(written(two()).y()).isDeepEqualTo(new double[][] {{1, 7}, {5, 9}});
    assertThat(manifest.data())
        .isEqualTo(
            new DataSummary(
                6, 2, 2, 1, 1, "median", Map.of("strength", DataSummary.noise(6, 2), "cost", 0.0)));
  }

  @Test
  void aWrongLabelOfAnyPropertyIsNamed() throws IOException {
    String head = "load (%),a.b,strength,cost\n1,1,1,7\n";
    assertRejected(
        two(),
        file("empty.csv", head + "2,2,1,\n"),
        "empty.csv, line 3, column 'cost': there is no value");
    assertRejected(
        two(),
        file("low.csv", head + "2,2,-1,1\n"),
        "low.csv, line 3, column 'strength': -1.0 Pa lies below the least possible value, 0.0");
    assertRejected(
        two(),
        file("other.csv", head + "1,1,1,8\n"),
        "load (%) = 1.0, a.b = 1.0 (cost 7.0 in file:" + folder + "/other.csv, line 2, 8.0 in ");
  }

  @Test
  void aColumnMayBeCalledOtherwiseThanItsParameter() throws IOException {
    Path table = file("table.csv", "share,a.b,status\n10,-1,1\n20,1,2\n");
    String[] columns = {"data.columns.\"load (%)\"=share", "data.columns.strength=status"};
    ingest(context(columns), table);
    assertThat(spark().read().parquet(output + "/training_set").columns())
        .containsExactly("row_id", "load (%)", "a.b", "strength", "split");
    assertThat(written(context()).y()).isDeepEqualTo(new double[][] {{1}, {2}});
    output = folder.resolve("second");
    assertRejected(
        context(columns),
        file("wrong.csv", "share,a.b,status\n10,-1,x\n"),
        "wrong.csv, line 2, column 'status': 'x' is not a number");
    assertThatThrownBy(() -> context("data.columns.strength=a.b"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "'a.b' and 'strength' would both be read from the column 'a.b'; name another in"
                + " data.columns");
    assertThatThrownBy(() -> context("data.columns.weight=a.b"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "data.columns names 'weight', which is neither a design parameter nor a property; there"
                + " are: load (%), a.b, strength");
  }

  @ParameterizedTest
  @CsvSource({
    "a.b, status, the table 'candidates' would have two columns 'status'",
    "strength, ROW_ID, the table 'training_set' would have two columns 'row_id'",
    "strength, predicted, ''",
    "load (%), a.b_raw, the table 'candidates' would have two columns 'a.b_raw'",
    "strength, A.B, it differs from 'a.b' in capital letters only; as no two columns may"
  })
  void aNameThatATableHasAlreadyIsAnErrorBeforeAnyWork(String of, String name, String reason) {
    String text = CONFIGURATION.replace("\"" + of + "\"", "\"" + name + "\"");
    text = text.replace("name = " + of, "name = \"" + name + "\"");
    Config resolved = ConfigurationFile.parse(text, "test.conf").resolved();
    if (reason.isEmpty()) {
      assertThat(JobContext.open("test", resolved).settings().properties().names())
          .containsExactly(name);
      return;
    }
    assertThatThrownBy(() -> JobContext.open("test", resolved))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "'%s' cannot be the name of a parameter or property: %s; call it otherwise, such as"
                + " '%s_2', and say what your table calls it by data.columns { \"%s_2\" = \"%s\" }",
            name, reason.replace("only; as", "only, as"), name, name, name);
  }

  /** By another way than the program's: the pooled standard deviation from the text. */
  private static double noise(Path table) throws IOException {
    Map<String, double[]> sums = new HashMap<>();
    for (String line : Files.readAllLines(table).subList(1, 1801)) {
      int comma = line.lastIndexOf(',');
      double label = Double.parseDouble(line.substring(comma + 1));
      double[] sum = sums.computeIfAbsent(line.substring(0, comma), point -> new double[3]);
      sum[0]++;
      sum[1] += label;
      sum[2] += label * label;
    }
    double squares = 0;
    double freedom = 0;
    for (double[] sum : sums.values()) {
      squares += sum[2] - sum[1] * sum[1] / sum[0];
      freedom += sum[0] - 1;
    }
    return Math.sqrt(squares / freedom);
  }

  @ParameterizedTest
  @ValueSource(strings = {"mean", "median"})
  void theTwoFormsOfDataTreatReplicatesAndGapsAlike(String replicates) throws IOException {
    String[] settings = {"data.replicates=" + replicates, "data.missing=drop"};
    Path table =
        file(
            "table.csv",
            "load (%),a.b,strength\n1,1,1\n2,2,5\n1,1,4\n3,,1\n1,1,1\n2,2,7\n4,0,NA\n");
    RunManifest ofTable = ingest(context(settings), table);
    TrainingSet first = written(context());

    Path x = file("x.csv", "1,1\n2,2\n1,1\n3,\n1,1\n2,2\n4,0\n");
    Path y = file("y.csv", "1\n5\n4\n1\n1\n7\nNA\n");
    output = folder.resolve("second");
    IngestJob job = new IngestJob(context(settings));
    RunManifest ofFiles =
        job.run(
            job.prepare(new DataOption.CsvFiles(x.toString(), y.toString())),
            Output.of(output.toString()));
    assertThat(written(context()).x()).isDeepEqualTo(first.x());
    assertThat(written(context()).examples().y(0)).containsExactly(first.examples().y(0));
    assertThat(ofFiles.data()).isEqualTo(ofTable.data());
    assertThat(ofTable.data().rowsDropped()).isEqualTo(2);
  }
}
