package org.matdesinne.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.typesafe.config.Config;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.SharedData;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.Delimiter;
import org.matdesinne.description.Findings;
import org.matdesinne.description.TableDescription;
import org.matdesinne.design.Target;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.DescribedConfiguration;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;

class TestDescribeJob extends SparkSuite {
  @TempDir private Path folder;

  private TableDescription describe(Path table, String properties, String... ignored) {
    return describe(
        table.toString(), CsvForm.withHeader(Delimiter.AUTO), properties, List.of(ignored));
  }

  private TableDescription describe(
      String table, CsvForm form, String properties, List<String> ignored) {
    return new DescribeJob(spark())
        .run(
            new DescribeJob.Request(
                table, form, CsvForm.names(properties, "--properties"), ignored));
  }

  private Path file(String text) throws IOException {
    return Files.writeString(folder.resolve("table.csv"), text);
  }

  /** Two free columns, and one of each kind that is none. */
  private Path kinds() throws IOException {
    Random random = new Random(1);
    StringBuilder text =
        new StringBuilder("id,count,a (%),b (%),rest (%),kelvin,celsius,bath,note,,yield [g/l]\n");
    for (int i = 0; i < 200; i++) {
      double a = 60 * random.nextDouble();
      double b = 40 * random.nextDouble();
      double celsius = 20 + 60 * random.nextDouble();
      double yield = i % 4 == 0 ? 0 : a * celsius;
      text.append(
          String.format(
              Locale.ROOT,
              "%s,%d,%s,%s,%s,%s,%s,7.4,\"by hand, %d\",%d,%s%n",
              "x" + i,
              i % 3,
              a,
              b,
              100 - a - b,
              celsius + 273.15,
              i == 17 ? "NA" : celsius,
              i,
              i,
              yield));
    }
    return file(text.toString());
  }

  @Test
  void columnsAreFoundOutByTheirValues() throws IOException {
    TableDescription found = describe(kinds(), "yield [g/l]");
    assertThat(found.parameters())
        .extracting(TableDescription.Column::name)
        .containsExactly("count", "a (%)", "b (%)", "rest (%)", "kelvin");
    assertThat(found.constants()).isEqualTo(Map.of("bath", 7.4));
    assertThat(found.copies()).singleElement().hasToString("celsius is kelvin minus 273.15");
    assertThat(found.texts()).containsExactly("id", "note", "");
    assertThat(found.compositions())
        .singleElement()
        .satisfies(sum -> assertThat(sum.columns()).containsExactly("a (%)", "b (%)", "rest (%)"));
    assertThat(found.properties())
        .singleElement()
        .satisfies(
            labels -> {
              assertThat(labels.name()).isEqualTo("yield [g/l]");
              assertThat(labels.floor()).contains(new TableDescription.Floor(0, 50));
            });
    assertThat(found.targets()).hasSize(3).allMatch(target -> target.get(0) > 0);
    assertThat(new Findings(found).lines())
        .contains(
            "count takes whole numbers only: 0, 1, 2",
            "a (%) + b (%) + rest (%) = 100 in every row",
            "bath is 7.4 in every row",
            "50 rows have the least label, 0: taken as a floor (property.minimum)");
  }

  @Test
  void theConfigurationSaysWhatWasFoundAndWorksAsItIs() throws IOException {
    Path table = kinds();
    String text = new DescribedConfiguration(describe(table, "yield [g/l]"), Delimiter.AUTO).text();
    Config resolved = ConfigurationFile.parse(text, "my.conf").resolved();
    JobContext context = JobContext.open("test", resolved);
    assertThat(context.settings().designSpace().names())
        .containsExactly("count", "a (%)", "b (%)", "rest (%)", "kelvin", "bath");
    assertThat(context.settings().designSpace().parameters().get(0).values())
        .containsExactly(0.0, 1.0, 2.0);
    assertThat(context.settings().designSpace().constraints())
        .singleElement()
        .hasToString("a (%) + b (%) + rest (%) = 100");
    assertThat(context.settings().designSpace().parameters().get(1).unit()).isEqualTo("%");
    assertThat(context.settings().designSpace().parameters().get(1).role().word())
        .isEqualTo("composition");
    assertThat(context.settings().properties().first().unit()).isEqualTo("g/l");
    assertThat(context.settings().properties().first().floor()).isZero();
    assertThat(text)
        .contains(
            "  # celsius is kelvin minus 273.15: left out.\n",
            "    # count takes whole numbers only: 0, 1, 2. Candidates do, too;");
    RunManifest manifest = ingest(context, new DataOption.Table(table.toString()));
    assertThat(manifest.rows()).containsEntry("training_set", 200L);
  }

  private RunManifest ingest(JobContext context, DataOption option) {
    IngestJob job = new IngestJob(context);
    return job.run(job.prepare(option), Output.of(folder.resolve("out").toString()));
  }

  @Test
  void gapsAreDroppedWhereAParameterHasThem() throws IOException {
    Path table = file("a,b,y\n1,2,3\n2,,5\n3,1,7\n4,7,1\n");
    TableDescription found = describe(table, "y");
    assertThat(found.data().rowsDropped()).isEqualTo(1);
    String text = new DescribedConfiguration(found, Delimiter.AUTO).text();
    assertThat(text).contains("  # 1 rows lack a value: they are left out.\n  missing = drop\n");
    JobContext context =
        JobContext.open("test", ConfigurationFile.parse(text, "my.conf").resolved());
    assertThat(ingest(context, new DataOption.Table(table.toString())).rows())
        .containsEntry("training_set", 3L);
  }

  /** Two properties, of which one has a floor and the other scatters, and awkward names. */
  private Path several() throws IOException {
    StringBuilder text = new StringBuilder("status,T,t,gain [dB],noise\n");
    Random random = new Random(2);
    for (int i = 0; i < 300; i++) {
      double status = random.nextDouble();
      double warm = 300 + 50 * random.nextDouble();
      for (int repeat = 0; repeat < 1 + i % 2; repeat++) {
        double gain = i % 3 == 0 ? 0 : 10 * status;
        text.append(
            String.format(
                Locale.ROOT,
                "%s,%s,%s,%s,%s%n",
                status,
                warm,
                status * warm,
                gain,
                5 - gain + 0.01 * repeat));
      }
    }
    return file(text.toString());
  }

  @Test
  void severalPropertiesAreDescribedEachForItself() throws IOException {
    TableDescription found = describe(several(), "gain [dB],noise");
    assertThat(found.properties())
        .extracting(TableDescription.Labels::name)
        .containsExactly("gain [dB]", "noise");
    assertThat(found.properties().get(0).floor()).map(TableDescription.Floor::rows).contains(150L);
    assertThat(found.properties().get(1).floor()).isEmpty();
    assertThat(found.data().pointsOfSeveralLabels()).isEqualTo(150);
    assertThat(found.data().labelNoise()).containsEntry("gain [dB]", 0.0);
    // Half of the squares of 0.01 for each of 150 pairs.
    assertThat(found.data().labelNoise().get("noise")).isCloseTo(0.0070710678, within(1e-9));
    assertThat(found.targets()).hasSize(3);
    for (List<Double> target : found.targets()) {
      assertThat(target.get(0)).isPositive();
      assertThat(target.get(0) + target.get(1)).as("as in a row").isCloseTo(5, within(0.1));
    }
    assertThat(new Findings(found).lines())
        .contains("table: 450 rows, 3 design parameters; 2 properties")
        .anyMatch(line -> line.startsWith("gain [dB] from 0 to 9."))
        .anyMatch(line -> line.startsWith("noise from -4."))
        .contains(
            "status is called status_2 from here on: tables have another column of that name"
                + " (data.columns)",
            "t is called t_2 from here on: tables have another column of that name"
                + " (data.columns)",
            "150 of 300 points have several labels, which scatter by 0.000 (gain [dB]), 0.007071"
                + " (noise); their mean is taken (data.replicates = mean)",
            "150 rows have the least gain [dB], 0: taken as a floor (property.minimum)");
  }

  @Test
  void theConfigurationOfSeveralPropertiesWorksAsItIs() throws IOException {
    Path table = several();
    String text =
        new DescribedConfiguration(describe(table, "gain [dB],noise"), Delimiter.AUTO).text();
    assertThat(text)
        .contains(
            """
            # minimum: the least value that a property can have, null if there is none.
            property = [
              # 150 rows have the least label: it is taken for a floor, below which nothing can be measured.
              { name = "gain [dB]", unit = "dB", minimum = 0 }
              # No label stands out as one.
              { name = "noise", unit = "units", minimum = null }
            ]
            """,
            "  # A target may ask for ranges and limits, and leave a property out: \"gain [dB]=");
    JobContext context =
        JobContext.open("test", ConfigurationFile.parse(text, "my.conf").resolved());
    assertThat(context.settings().designSpace().names()).containsExactly("status_2", "T", "t_2");
    assertThat(context.settings().properties().names()).containsExactly("gain [dB]", "noise");
    assertThat(context.settings().generation().targets())
        .hasSize(3)
        .allMatch(Target::isPoint)
        .allMatch(target -> target.label().startsWith("gain [dB]="));
    assertThat(ingest(context, new DataOption.Table(table.toString())).rows())
        .containsEntry("training_set", 300L);
    assertThat(spark().read().parquet(folder.resolve("out") + "/training_set").columns())
        .containsExactly("row_id", "status_2", "T", "t_2", "gain [dB]", "noise", "split");
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of("a,y\n1,2\n2,3\n", "y,y", "--properties names 'y' twice"),
        Arguments.of("a,y,z\n1,2,1\n2,3,1\n", "y,z", "column 'z' is 1.0 in every row, so that"),
        Arguments.of(
            "a,y\n1,1e308\n2,3\n",
            "y",
            "table.csv, column 'y' holds 1.0E308; numbers beyond 1.0E100 are too large to compute"
                + " with: convert the column to another unit, or leave it out"),
        Arguments.of(
            "a,y\n1e-200,1\n2e-200,3\n",
            "y",
            "table.csv, column 'a' varies by 1.0E-200 only; less than 1.0E-100 is too little to"
                + " compute with"),
        Arguments.of("a,b\n1,2\n", "y", "has no column 'y'; its columns are: a, b"),
        Arguments.of("a,y\n1,2\n2,2\n", "y", "column 'y' is 2.0 in every row, so that nothing"),
        Arguments.of("a,y\n1,x\n2,z\n", "y", "column 'y' holds no numbers; name another"),
        Arguments.of("a,y\n1,1\n1,2\n", "y", "has no column of numbers that vary besides 'y'"),
        Arguments.of("a,y\n", "y", " holds no rows; give at least one"),
        Arguments.of(
            "a,y\n1,1\n2,2\n3,3\nfour,4\n",
            "y",
            "table.csv, line 5, column 'a': 'four' is not a number; fix or delete the row; or leave"
                + " out a column by --ignore"),
        Arguments.of("a,y\n1,1\n2,2\n3\n", "y", "table.csv, line 4 has 1 column, and the table 2"));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatCannotBeDescribedIsAnError(String text, String property, String message)
      throws IOException {
    Path table = file(text);
    assertThatThrownBy(() -> describe(table, property))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void anIgnoredColumnIsNoParameter() throws IOException {
    Path table = file("a,b,y\n1,four,1\n2,2,2\n3,3,4\n");
    assertThat(describe(table, "y", "b").parameters())
        .extracting(TableDescription.Column::name)
        .containsExactly("a");
    assertThatThrownBy(() -> describe(table, "y", "c"))
        .hasMessageContaining("has no column 'c'; its columns are: a, b, y");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "pv-lab/crossed-barrel.csv | toughness | | 600",
        "pv-lab/perovskite.csv | Instability index | | 94",
        "pv-lab/p3ht.csv | Conductivity (measured) (S/cm) | | 178",
        "olympus/crossed_barrel/data.csv | toughness | n,theta,r,t,toughness | 600",
        "olympus/hplc/data.csv | area | loop,additional,tubing,flow,speed,wait,area | 1007",
        "olympus/oer_plate_4098/data.csv | potential | sn,sb,co,ca,ni,mn,potential | 2121"
      })
  void theTablesOfOthersAreIngestedByTheirDescription(
      String file, String property, String columns, long rows) {
    String table = SharedData.path("datasets/" + file).toString();
    Optional<List<String>> names =
        Optional.ofNullable(columns).map(text -> CsvForm.names(text, "--columns"));
    TableDescription found =
        describe(table, new CsvForm(Delimiter.AUTO, names), property, List.of());
    String text = new DescribedConfiguration(found, Delimiter.AUTO).text();
    JobContext context =
        JobContext.open("test", ConfigurationFile.parse(text, "my.conf").resolved());
    assertThat(ingest(context, new DataOption.Table(table, names)).rows())
        .containsEntry("training_set", rows);
    boolean shares = !file.contains("barrel") && !file.contains("hplc");
    assertThat(found.compositions()).hasSize(shares ? 1 : 0);
    assertThat(found.properties().get(0).floor().isPresent()).isEqualTo(file.contains("hplc"));
  }
}
