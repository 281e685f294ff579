package org.matdesinne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.spark.SparkSuite;

class TestCommandLine extends SparkSuite {
  @RegisterExtension private final Terminal terminal = new Terminal();
  @TempDir private Path folder;

  static Stream<Arguments> badUsage() {
    return Stream.of(
        Arguments.of("", "name a job: "),
        Arguments.of("dig", "Unmatched argument at index 0: 'dig'"),
        Arguments.of(
            "ingest", "Missing required option: '--output=URI'; see matdesinne ingest --help"),
        Arguments.of("ingest --output OUT --colour red", "Unknown options: '--colour'"),
        Arguments.of(
            "ingest --output OUT --seed many", "--seed is 'many'; give a whole number or 'today'"),
        Arguments.of("ingest --output OUT --x x.csv", "--x and --y go together; give both"),
        Arguments.of(
            "ingest --output OUT --x x.csv --y y.csv --parquet p",
            "give one of --table, --x with --y, and --source"),
        Arguments.of(
            "ingest --output OUT --parquet p --source mos2-pbe-2021",
            "give one of --table, --x with --y, and --source"),
        Arguments.of(
            "ingest --output OUT --source mos2-pbe-2021 --rows 10",
            "--rows is for data that the oracle makes; give it with --source oracle"),
        Arguments.of(
            "ingest --output OUT --source mos3",
            "data source 'mos3' is unknown; there are: oracle, mos2-pbe-2021"),
        Arguments.of(
            "ingest --output OUT --rows 1", "'data.rows' is 1 (command line); allowed: 10 or more"),
        Arguments.of(
            "ingest --output OUT --set data.rowz=20", "unknown configuration key 'data.rowz'"),
        Arguments.of(
            "ingest --output OUT --set data.rows=many",
            "'data.rows' (--set data.rows=many: 1) must be"),
        Arguments.of(
            "ingest --output OUT --set data.rows", "'data.rows' is not of the form key=value"),
        Arguments.of("ingest --output OUT --profile slow", "has no profile 'slow'"),
        Arguments.of(
            "ingest --output OUT --config none.conf", "cannot read the configuration none.conf"),
        Arguments.of("sweep --output OUT", "Missing required option: '--model=MODEL'"),
        Arguments.of("sweep --output OUT --model mos3", "mos3 is no bundled model (there are: "),
        Arguments.of("sweep --output OUT --model m --retain", "'--retain' (N)"),
        Arguments.of("sweep --output OUT --model m --retain some", "'some' is not an int"),
        Arguments.of(
            "sweep --output OUT --model m --retain 0",
            "--retain 0 would keep nothing; give 1 or more"),
        Arguments.of("sweep --output OUT --model m --dry-run=often", "'often' is not a boolean"),
        Arguments.of(
            "sweep --output OUT --model mos2-pbe --catalog-table nowhere.design.candidates",
            "there is no place for a table nowhere.design.candidates"),
        Arguments.of(
            "generate --output OUT --model mos2-pbe --catalog-table nowhere.design.candidates",
            "there is no place for a table nowhere.design.candidates"),
        Arguments.of(
            "generate --output OUT --model mos2-pbe --targets 0.5,NaN",
            "configuration key 'generation.targets' is [0.5,NaN] (command line); every number must"
                + " be finite"),
        Arguments.of(
            "generate --output OUT --model mos2-pbe --targets Infinity",
            "(command line); every number must be finite"),
        Arguments.of(
            "inverse-design --output OUT --targets -Infinity",
            "(command line); every number must be finite"),
        Arguments.of(
            "sweep --output OUT --model mos2-pbe --set sweep.targets=[NaN]",
            "every number must be finite"),
        Arguments.of(
            "generate --output OUT --model mos2-pbe --generator dense",
            "generation.generator is 'dense', which predicts and draws no candidates; generators:"
                + " cinn, cvae, flow-matching, inn, mdn, spline-cinn, multi-start"),
        Arguments.of(
            "generate --output OUT --model mos2-pbe --set generation.surrogate=cinn",
            "generation.surrogate is 'cinn', which predicts no property; networks that do: dense,"
                + " inn"),
        Arguments.of(
            "generate --output OUT --model mos2-pbe --targets -1 --allow-extrapolation",
            "target -1.0 eV lies below property.minimum, 0.0 eV"),
        Arguments.of(
            "inverse-design --output OUT --targets -1 --allow-extrapolation",
            "target -1.0 eV lies below property.minimum, 0.0 eV"),
        Arguments.of("generate --output OUT --model mos3", "mos3 is no bundled model (there are: "),
        Arguments.of("predict --model mos3 --x x.csv", "mos3 is no bundled model (there are: "),
        Arguments.of(
            "benchmark --output OUT --candidates c --judge-network inn",
            "--judge-network is a network of --judge; give both"),
        Arguments.of(
            "train --output OUT --data d --search cinn --networks dense",
            "--search takes one network and --networks several; give one of them"),
        Arguments.of(
            "predict --model m --x x.csv --held-out d",
            "give one of --x, --held-out, --points, and --points-table"),
        Arguments.of(
            "predict --model m", "give one of --x, --held-out, --points, and --points-table"),
        Arguments.of(
            "predict --model m --held-out d --y y.csv",
            "--y has the labels of the points of --x; give both"),
        Arguments.of(
            "benchmark --models all --data OUT --output OUT", "--data goes with --candidates"),
        Arguments.of(
            "benchmark --candidates OUT --samples 5 --output OUT", "--samples goes with --models"),
        Arguments.of(
            "benchmark --candidates OUT --report page.md --output OUT",
            "--report goes with --models"),
        Arguments.of(
            "benchmark --models all --report page.svg --output OUT",
            "page.svg is where the picture of the page goes"),
        Arguments.of(
            "benchmark --models all --generator cinn --output OUT",
            "--generator names one generator"),
        Arguments.of("benchmark --output OUT", "give one of --candidates, --models and --speed"),
        Arguments.of(
            "benchmark --output OUT --speed --models all",
            "give one of --candidates, --models and --speed"),
        Arguments.of(
            "benchmark --output OUT --speed", "--speed times a model; name it with --model"),
        Arguments.of(
            "benchmark --output OUT --candidates c --original f.py",
            "--original goes with --speed"),
        Arguments.of(
            "benchmark --output OUT --speed --model mos2-pbe --judge j",
            "--judge goes with --models or --candidates"),
        Arguments.of(
            "benchmark --output OUT --speed --model mos2-pbe --saved none.json",
            "none.json: there is no such file"),
        Arguments.of("show", "Missing required parameter: 'PATH'"),
        Arguments.of("show OUT --format xml", "expected one of [TABLE, CSV, JSON]"),
        Arguments.of("show OUT", "there is nothing at "),
        Arguments.of("show OUT --limit some", "'some' is not an int"));
  }

  @ParameterizedTest
  @MethodSource("badUsage")
  void badUsageIsOneLineAndExitCodeTwo(String line, String message) {
    assertThat(run(line)).isEqualTo(Main.WRONG_USE);
    assertOneErrorLine(message);
  }

  @Test
  void badInputIsOneLineAndExitCodeTwo() throws IOException {
    Path x = Files.writeString(folder.resolve("x.csv"), "3.16,3.16,12.3,90,90,120,9\n");
    Path y = Files.writeString(folder.resolve("y.csv"), "1.29\n");
    assertThat(run("ingest --output OUT --x " + x + " --y " + y)).isEqualTo(Main.WRONG_USE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.error().lines().filter(l -> l.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains("x.csv, line 1, column 7 (field): 9.0 V/angstrom lies outside");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void namesThatLookLikePatternsOrUrisAreNames() throws IOException {
    Path x = Files.writeString(folder.resolve("x:1 [z]*.csv"), "3.16,3.16,12.3,90,90,120,0\n");
    Path y = Files.writeString(folder.resolve("y%20#?.csv"), "1.29\n");
    String output = folder.resolve("out:1 {a,b} %20").toString();
    String[] ingest = {
      "ingest", "--output", output, "--x", x.toString(), "--y", y.toString(), "--seed", "3"
    };
    assertThat(Main.run(ingest)).isEqualTo(Main.DONE);
    assertThat(Main.run(ingest)).isEqualTo(Main.DONE);
    assertThat(terminal.error())
        .contains("1 rows in " + output, "finished before in file:" + output);
    assertThat(Main.run("show", output + "/training_set", "--count")).isEqualTo(Main.DONE);
    assertThat(terminal.out()).isEqualTo("1\n");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ingest --output FILE",
        "train --data OUT --output FILE",
        "generate --model mos2-pbe --output FILE",
        "sweep --model mos2-pbe --output FILE",
        "inverse-design --output FILE",
        "benchmark --candidates OUT --output FILE",
        "benchmark --models all --output FILE",
        "train --data OUT --search cinn --output FILE"
      })
  void anOutputThatCannotBeAFolderIsRefusedBeforeAnyWork(String line) throws IOException {
    Path file = Files.writeString(folder.resolve("precious.txt"), "precious");
    assertThat(run(line.replace("FILE", file.toString()))).isEqualTo(Main.WRONG_USE);
    assertOneErrorLine(file + " is a file; name a folder");
    assertThat(file).content().isEqualTo("precious");
  }

  @Test
  void aReportThatCannotBeAFileIsRefusedBeforeAnyWork() {
    assertThat(run("benchmark --models all --output OUT --report " + folder))
        .isEqualTo(Main.WRONG_USE);
    assertOneErrorLine(folder + " is a folder; name a file");
  }

  @Test
  void aSweepThatNeverBeganIsNotResumed() {
    assertThat(run("sweep --output OUT --model mos2-pbe --resume")).isEqualTo(Main.WRONG_USE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.error().lines().filter(l -> l.startsWith("error: ")))
        .singleElement()
        .asString()
        .contains("holds no beginning of this sweep", "leave out --resume");
    assertThat(folder.resolve("out")).doesNotExist();
  }

  @Test
  void aBrokenConfigurationIsOneLineThatNamesTheFile() throws IOException {
    Path file = Files.writeString(folder.resolve("broken.conf"), "data { rows = \n");
    assertThat(run("ingest --output OUT --config " + file)).isEqualTo(Main.WRONG_USE);
    assertOneErrorLine(file + " is not HOCON: ");
  }

  @Test
  void ingestWritesAndShowPrintsOnlyWhatWasAskedFor() throws IOException {
    Path x = Files.writeString(folder.resolve("x.csv"), "3.16,3.16,12.3,90,90,120,0\n");
    Path y = Files.writeString(folder.resolve("y.csv"), "1.29\n");
    assertThat(run("ingest --seed 3 --output OUT --x " + x + " --y " + y)).isEqualTo(Main.DONE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.error()).contains("1 rows in ");

    assertThat(run("show OUT/training_set --count")).isEqualTo(Main.DONE);
    assertThat(run("show OUT/training_set --format csv --columns band_gap,a --limit 1"))
        .isEqualTo(Main.DONE);
    assertThat(terminal.out()).isEqualTo("1\nband_gap,a\n1.29,3.16\n");
  }

  @Test
  void trainEndsWithATableAlsoWhenEverythingWasFinished() throws IOException {
    Path file =
        Files.writeString(
            folder.resolve("small.conf"),
            """
            include classpath("conf/mos2.conf")
            data { rows = 100, validation-fraction = 0.1 }
            networks.cinn { teacher = null, architecture { blocks = 1, hidden = 8 } }
            networks.inn.architecture { blocks = 1, hidden = 8 }
            networks.cinn.training { epochs = 3, batch = 50 }
            networks.inn.training { epochs = 2, batch = 50, keep = last }
            """);
    String config = " --config " + file + " --seed 5";
    assertThat(run("ingest --output OUT" + config)).isEqualTo(Main.DONE);
    String train = "train --data OUT --output OUT-model --networks inn,cinn" + config;
    assertThat(run(train)).isEqualTo(Main.DONE);
    String table = terminal.out();
    assertThat(table.lines().skip(3))
        .satisfiesExactly(
            line ->
                assertThat(line)
                    .matches("cinn +cinn +5 +3 .* eV +implied mean absolute error of the label"),
            line ->
                assertThat(line)
                    .matches("inn +inn +5 +2 +2 .* eV +mean absolute error of the property"));
    terminal.clear();
    assertThat(run(train)).isEqualTo(Main.DONE);
    assertThat(terminal.out()).isEqualTo(table);
    assertThat(terminal.error()).contains("nothing to do");
  }

  @Test
  void aRunThatGaveATargetTooLittleSaysSoAndEndsAsItWasTold() {
    String line =
        "generate --output OUT --model mos2-pbe --targets 0.5 --samples 5 --max-draws 800"
            + " --set generation.block-size=16 --set generation.abstention.uncertainty=1e-9";
    assertThat(run(line)).isEqualTo(Main.DONE);
    assertThat(run(line + " --require-samples")).isEqualTo(Main.TOO_FEW);
    assertThat(terminal.error())
        .contains("generate, 0 of 5 accepted ")
        .containsPattern(
            "warning: target 0\\.5 eV is given up: none of 16 draws was accepted; \\d+ .*"
                + "uncertain \\(generation\\.abstention\\.uncertainty = 1\\.0E-9 eV\\)")
        .contains("/candidates --where \"status <> 'accepted'\" --limit 5")
        .endsWith("OUT: 0 of 5 accepted for 0.5 eV (given up)\n".replace("OUT", out()));
    assertThat(terminal.out())
        .containsPattern("\n +0\\.5 +16 +0 +0\\.00 +\\d+\\.\\d+ +- +- +- +\\d.* uncertain");
  }

  @Test
  void aRunThatGaveEnoughSaysThatItDid() {
    String line =
        "generate --output OUT --model mos2-pbe --targets 0.5 --samples 5 --set"
            + " generation.block-size=64 --require-samples";
    assertThat(run(line)).isEqualTo(Main.DONE);
    assertThat(terminal.error())
        .containsPattern("generate, 5 of 5 accepted +done in ")
        .doesNotContain("warning")
        .contains("next: ", "show.sh " + out() + "/candidates --where \"status = 'accepted'\"")
        .endsWith("OUT: 5 of 5 accepted for 0.5 eV\n".replace("OUT", out()));
    String table = terminal.out();
    assertThat(table).containsPattern("\n +0\\.5 +\\d+ +5 ");
    terminal.clear();
    assertThat(run(line)).isEqualTo(Main.DONE);
    assertThat(terminal.error()).contains("nothing to do");
    assertThat(terminal.out()).isEqualTo(table);
  }

  private String out() {
    return folder.resolve("out").toString();
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "ingest --help", "show --help"})
  void helpIsAskedForAndStandsOnStandardOutput(String line) {
    assertThat(run(line)).isEqualTo(Main.DONE);
    assertThat(terminal.out()).startsWith("Usage: matdesinne");
    assertThat(terminal.error()).isEmpty();
  }

  private void assertOneErrorLine(String message) {
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.error().lines())
        .singleElement()
        .asString()
        .startsWith("error: ")
        .contains(message);
    assertThat(folder.resolve("out")).doesNotExist();
  }

  private int run(String line) {
    String words = line.replace("OUT", folder.resolve("out").toString());
    return Main.run(words.isEmpty() ? new String[0] : words.split(" "));
  }
}
