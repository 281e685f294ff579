package org.matdesinne.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.description.Findings;
import org.matdesinne.description.TableDescriber;
import org.matdesinne.description.TableDescription;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.DescribedConfiguration;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.storage.ColumnNames;

/** Whatever a table holds, it ends in a configuration that takes its rows, or in one message. */
class TestMadeTables {
  @Test
  void everyTableEndsInAConfigurationOrInOneMessage() {
    requireEndOf(10_000);
  }

  private static void requireEndOf(int tables) {
    int configured = 0;
    int several = 0;
    for (int seed = 0; seed < tables; seed++) {
      MadeTable table = MadeTable.of(seed);
      String path = "folder/table " + seed + ".csv";
      try {
        describe(path, table);
        configured++;
        several += table.properties().size() > 1 ? 1 : 0;
      } catch (InputException e) {
        assertThat(e.getMessage())
            .as(() -> said(path, table))
            .containsAnyOf(path, "--properties", "--columns");
        assertThat(e.getMessage()).as(() -> said(path, table)).doesNotContain("\n");
      } catch (RuntimeException | AssertionError e) {
        throw new AssertionError(said(path, table), e);
      }
    }
    assertThat(configured).as("tables with a configuration").isGreaterThan(tables / 3);
    assertThat(several).as("tables of several properties").isGreaterThan(tables / 15);
  }

  private static String said(String path, MadeTable table) {
    return path
        + ", properties "
        + table.properties()
        + ", ignored "
        + table.ignored()
        + ", "
        + table.form()
        + ":\n"
        + new String(table.bytes(), StandardCharsets.UTF_8);
  }

  private static void describe(String path, MadeTable table) {
    LocalFigures figures = LocalFigures.of(path, table.bytes(), table.form(), table.properties());
    TableDescription found =
        new TableDescriber(figures, table.properties(), table.ignored()).describe();
    TableDescription description =
        found.renamed(ColumnNames.of(found.parameterNames(), table.properties()).renamed());
    String text = new DescribedConfiguration(description, table.form().delimiter()).text();
    assertThat(new Findings(description).lines()).isNotEmpty();
    RunSettings settings;
    try {
      settings = RunSettings.from(ConfigurationFile.parse(text, "my.conf").resolved());
      settings.requirePossibleTargets();
      ColumnNames.of(settings.designSpace(), settings.properties()).require();
    } catch (InputException e) {
      throw new AssertionError(text, e);
    }
    assertThat(settings.data().columnsOf(settings.properties().names()))
        .isEqualTo(table.properties());
    assertThat(settings.data().columnsOf(settings.designSpace().names()))
        .containsExactlyElementsOf(description.parameterNames());
    assertThat(
            Stream.of(
                    description.parameterNames(),
                    table.properties(),
                    description.texts(),
                    description.copies().stream().map(TableDescription.Copy::name).toList(),
                    table.ignored().stream().filter(c -> !table.properties().contains(c)).toList())
                .flatMap(List::stream))
        .as("columns of the table")
        .containsExactlyInAnyOrderElementsOf(figures.names());
    requireRows(figures, settings);
  }

  /** What ingest checks of each row. */
  private static void requireRows(LocalFigures figures, RunSettings settings) {
    RowCheck check = settings.rowCheck();
    int dimension = check.space().dimension();
    for (double[] row : figures.complete(settings.data().columnsOf(check.columns()))) {
      try {
        check.point(Arrays.copyOf(row, dimension), j -> "column " + j);
        check.labels(Arrays.copyOfRange(row, dimension, row.length), k -> "label " + k);
      } catch (InputException e) {
        throw new AssertionError(Arrays.toString(row), e);
      }
    }
  }
}
