package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.NestedExceptions;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;

class TestShowJob extends SparkSuite {
  private static final String POINT = "3.16,3.16,12.3,90,90,120,0\n";

  private static final ShowJob.Selection ALL = new ShowJob.Selection(Optional.empty(), List.of());
  private static final StructType COLUMNS =
      StructType.fromDDL(
          "candidate_id bigint, length double, predicted double, novel_average boolean,"
              + " status string, model string, target double");
  private static final List<Row> ROWS =
      List.of(
          RowFactory.create(2L, 2.0, 12345678.9, true, "accepted", "cinn", 0.5),
          RowFactory.create(0L, 3.1000000000000005, 0.5, false, "say \"Å, or é\"", "cinn", 0.5),
          RowFactory.create(1L, -2.5e-7, null, null, "rejected", "cinn", 0.5));

  private final ByteArrayOutputStream printed = new ByteArrayOutputStream();
  private @TempDir static Path folder;
  private String table;
  private ShowJob show;

  @BeforeAll
  void write() {
    table = folder.resolve("candidates").toString();
    spark().createDataFrame(ROWS, COLUMNS).write().partitionBy("model", "target").parquet(table);
    show = new ShowJob(spark(), new PrintStream(printed, true, StandardCharsets.UTF_8));
  }

  @Test
  void aTableIsAlignedRoundedAndInOrder() {
    assertThat(print(ALL, ShowJob.Format.TABLE, Optional.empty()))
        .isEqualTo(
            """
            model  target  candidate_id      length  predicted  novel_average  status
            --------------------------------------------------------------------------------
            cinn   0.5000             0      3.1000     0.5000  false          say "Å, or é"
            cinn   0.5000             1  -2.500e-07                            rejected
            cinn   0.5000             2      2.0000  1.235e+07  true           accepted
            """);
  }

  @Test
  void csvKeepsFullPrecision() {
    assertThat(print(ALL, ShowJob.Format.CSV, Optional.empty()))
        .isEqualTo(
            """
            model,target,candidate_id,length,predicted,novel_average,status
            cinn,0.5,0,3.1000000000000005,0.5,false,"say ""Å, or é""\"
            cinn,0.5,1,-2.5E-7,,,rejected
            cinn,0.5,2,2.0,1.23456789E7,true,accepted
            """);
  }

  @Test
  void jsonIsOneObjectALine() {
    assertThat(print(ALL, ShowJob.Format.JSON, Optional.of(2)))
        .isEqualTo(
            """
            {"model":"cinn","target":0.5,"candidate_id":0,"length":3.1000000000000005,"predicted":0.5,\
            "novel_average":false,"status":"say \\"Å, or é\\""}
            {"model":"cinn","target":0.5,"candidate_id":1,"length":-2.5E-7,"status":"rejected"}
            """);
  }

  @Test
  void conditionsAndColumnsSelect() {
    ShowJob.Selection accepted =
        new ShowJob.Selection(
            Optional.of("status = 'accepted' or predicted is null"),
            List.of("length", "candidate_id"));
    assertThat(print(accepted, ShowJob.Format.CSV, Optional.empty()))
        .isEqualTo("length,candidate_id\n-2.5E-7,1\n2.0,2\n");
    assertThat(count(table, accepted)).isEqualTo("2\n");
  }

  @Test
  void aShortenedTableSaysSo() {
    ShowJob.Selection ids = new ShowJob.Selection(Optional.empty(), List.of("candidate_id"));
    assertThat(print(ids, ShowJob.Format.TABLE, Optional.of(2)))
        .endsWith("... more rows: raise --limit\n");
    assertThat(print(ids, ShowJob.Format.TABLE, Optional.of(3))).doesNotContain("more rows");
    assertThat(print(ids, ShowJob.Format.CSV, Optional.of(0))).isEqualTo("candidate_id\n");
  }

  @Test
  void aRunListsItsTables() throws IOException {
    Path x = Files.writeString(folder.resolve("x.csv"), POINT);
    Path y = Files.writeString(folder.resolve("y.csv"), "1.29\n");
    String run = folder.resolve("run").toString();
    IngestJob ingest =
        new IngestJob(JobContext.open("test", ConfigurationFile.builtIn().resolved()));
    RunManifest manifest =
        ingest.run(
            ingest.prepare(new DataOption.CsvFiles(x.toString(), y.toString())), Output.of(run));
    show.print(run, ALL, ShowJob.Format.CSV, Optional.empty());
    assertThat(taken()).isEqualTo("table,rows\ntraining_set,1\n");
    show.print(run, ALL, ShowJob.Format.TABLE, Optional.empty());
    assertThat(taken())
        .startsWith("run " + manifest.runId() + " (ingest, data: " + manifest.source())
        .contains("training_set     1");
    assertThat(count(run + "/training_set", ALL)).isEqualTo("1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "reflect('java.lang.System', 'lineSeparator') = 'a'",
        "java_method('java.lang.System', 'lineSeparator') = 'a'",
        "REFLECT ('java.lang.System', 'lineSeparator') = 'a'",
        "length in (select 1 where reflect('java.lang.System', 'lineSeparator') = 'a')",
        "`reflect`/**/('java.lang.System', 'lineSeparator') = 'a'",
        "try_reflect('java.lang.System', 'lineSeparator') = 'a'",
        "exists (with t as (select java_method('java.lang.System', 'gc') as a) select a from t)",
        "length = case when true then (select max(reflect('java.lang.System', 'gc'))) end",
        "IDENTIFIER('ref' || 'lect')('java.lang.System', 'lineSeparator') = 'a'",
        "IDENTIFIER('reflect')('java.lang.System', 'lineSeparator') = 'a'",
        "length in (select transform(1) using 'touch /tmp/started' as (a))",
        "reflect()"
      })
  void aConditionCannotRunAnything(String condition) {
    ShowJob.Selection selection = new ShowJob.Selection(Optional.of(condition), List.of());
    assertThatThrownBy(() -> show.count(table, selection))
        .satisfies(
            error ->
                assertThat(NestedExceptions.messages(error))
                    .anyMatch(message -> message.startsWith("--where cannot ")));
  }

  @Test
  void wordsThatAreNoCallsAreNoMatter() {
    ShowJob.Selection selection =
        new ShowJob.Selection(
            Optional.of("status <> 'reflect (java_method)' and length in (select 2.0)"), List.of());
    show.count(table, selection);
    assertThat(taken()).isEqualTo("1\n");
  }

  /** A run's table is what its manifest names, whatever happened to its folder since. */
  @Test
  void aTableIsHeldAgainstItsManifest() throws IOException {
    Path x = Files.writeString(folder.resolve("three.csv"), POINT + POINT.replace("3.16", "3.2"));
    Path y = Files.writeString(folder.resolve("labels.csv"), "1.29\n0.9\n");
    String run = folder.resolve("held").toString();
    IngestJob ingest =
        new IngestJob(JobContext.open("test", ConfigurationFile.builtIn().resolved()));
    ingest.run(ingest.prepare(new DataOption.CsvFiles(x.toString(), y.toString())), Output.of(run));
    String rows = run + "/training_set";
    assertThat(count(rows, ALL)).isEqualTo("2\n");
    Path part;
    try (Stream<Path> files = Files.list(Path.of(rows))) {
      part = files.filter(file -> file.toString().endsWith(".parquet")).findAny().orElseThrow();
    }
    byte[] content = Files.readAllBytes(part);

    Files.write(part.resolveSibling("foreign.parquet"), content);
    assertThat(count(rows, ALL)).as("a file of somebody else is not read").isEqualTo("2\n");

    Files.write(part, Arrays.copyOf(content, content.length / 2));
    assertThatThrownBy(() -> show.count(rows, ALL))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "file:%s is damaged: its file %s has %d bytes and was written with %d; put the right"
                + " one back, or delete the run and start it again",
            rows, part.getFileName(), content.length / 2, content.length);

    Files.delete(part);
    assertThatThrownBy(() -> show.count(rows, ALL))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "file:%s has lost its file %s, one of 1; put it back, or delete the run and start it"
                + " again",
            rows, part.getFileName());
  }

  @Test
  void nothingToShowIsAnError() throws IOException {
    Path text = Files.writeString(folder.resolve("notes.txt"), "not Parquet at all");
    assertThatThrownBy(() -> show.count(folder + "/nowhere", ALL))
        .isInstanceOf(InputException.class)
        .hasMessage("there is nothing at " + folder + "/nowhere");
    assertThatThrownBy(() -> show.count(text.toString(), ALL))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("is not a Parquet file");
  }

  @Test
  void whatCannotBeAskedIsAnErrorThatNamesTheColumns() {
    ShowJob.Selection column = new ShowJob.Selection(Optional.empty(), List.of("gap"));
    assertThatThrownBy(() -> show.count(table, column))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(table + " cannot be asked for this: ")
        .hasMessageContaining("`gap`")
        .hasMessageEndingWith(
            "; its columns are: model, target, candidate_id, length, predicted, novel_average,"
                + " status");
    ShowJob.Selection condition = new ShowJob.Selection(Optional.of("target >"), List.of());
    assertThatThrownBy(() -> show.count(table, condition))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            table + " cannot be asked for this: [PARSE_SYNTAX_ERROR] Syntax error at or near");
    assertThatThrownBy(() -> show.print(table, ALL, ShowJob.Format.CSV, Optional.of(-1)))
        .isInstanceOf(InputException.class)
        .hasMessage("--limit -1 is not a number of rows; give 0 or more");
    assertThat(taken()).isEmpty();
  }

  private String print(
      ShowJob.Selection selection, ShowJob.Format format, Optional<Integer> limit) {
    show.print(table, selection, format, limit);
    return taken();
  }

  private String count(String path, ShowJob.Selection selection) {
    show.count(path, selection);
    return taken();
  }

  private String taken() {
    String text = printed.toString(StandardCharsets.UTF_8);
    printed.reset();
    return text;
  }
}
