package org.matdesinne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.SparkSuite;

class TestDescribeCommand extends SparkSuite {
  @RegisterExtension private final Terminal terminal = new Terminal();
  @TempDir private Path folder;
  private Path table;

  @BeforeEach
  void writeTable() throws IOException {
    table =
        Files.writeString(
            folder.resolve("my table.csv"),
            """
            "load; of ""salt"" (%)",time [s],note,gain
            1,10,a,1.5
            2,10.5,b,2
            4,11,c,2.5
            1,10,d,1.7
            8,12,,9
            """);
  }

  @Test
  void standardOutputIsAConfigurationAndStandardErrorSaysWhatWasFound() {
    assertThat(Main.run("describe", "--table", table.toString(), "--properties", "gain"))
        .isEqualTo(Main.DONE);
    RunSettings settings =
        RunSettings.from(ConfigurationFile.parse(terminal.out(), "my.conf").resolved());
    assertThat(settings.name()).isEqualTo("my table");
    assertThat(settings.designSpace().names()).containsExactly("load; of \"salt\" (%)", "time [s]");
    assertThat(settings.generation().targets()).isNotEmpty();
    assertThat(settings.oracle()).isEmpty();
    assertThat(terminal.error())
        .contains(
            "my table: 5 rows, 2 design parameters; gain from 1.5 to 9\n",
            "without numbers, so left out: note\n",
            "1 of 4 points have several labels, which scatter by 0.1414; their mean is taken"
                + " (data.replicates = mean)\n",
            "next: jobs/inverse-design.sh --config my.conf --table '" + table + "' --output out\n");
  }

  @Test
  void whatItWroteIsWhatIngestReads() {
    String config = folder.resolve("my.conf").toString();
    assertThat(
            Main.run(
                "describe",
                "--table",
                table.toString(),
                "--properties",
                "gain",
                "--output",
                config))
        .isEqualTo(Main.DONE);
    assertThat(terminal.out()).isEmpty();
    terminal.clear();
    String output = folder.resolve("out").toString();
    assertThat(
            Main.run("ingest", "--config", config, "--table", table.toString(), "--output", output))
        .isEqualTo(Main.DONE);
    assertThat(terminal.error())
        .contains(
            "left out a column that the configuration does not name: note\n",
            "1 of 4 design points have several labels (data.replicates = mean); the labels of one"
                + " point scatter by 0.1414 units (gain)\n",
            "4 rows in " + output);
  }

  @Test
  void wrongUseIsOneLine() {
    assertWrong("Missing required option: '--properties=NAMES'");
    assertWrong(
        "has no column 'loss'; its columns are: load; of \"salt\" (%), time [s], note, gain",
        "--properties", "loss");
    assertWrong("--properties names 'gain' twice", "--properties", "gain,gain");
    assertWrong("'colon'", "--properties", "gain", "--delimiter", "colon");
  }

  private void assertWrong(String message, String... options) {
    terminal.clear();
    String[] words = new String[3 + options.length];
    words[0] = "describe";
    words[1] = "--table";
    words[2] = table.toString();
    System.arraycopy(options, 0, words, 3, options.length);
    assertThat(Main.run(words)).isEqualTo(Main.WRONG_USE);
    assertThat(terminal.out()).isEmpty();
    assertThat(terminal.error().lines())
        .singleElement()
        .asString()
        .startsWith("error: ")
        .contains(message);
  }
}
