package org.matdesinne.spark.ingest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.description.TableDescriber;
import org.matdesinne.description.TableDescription;
import org.matdesinne.settings.DescribedConfiguration;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.storage.ColumnNames;

/** Tasks that read a table find what one process finds, to the last character. */
@Tag("long")
class ITMadeTables extends SparkSuite {
  private static final int TABLES = 120;

  @TempDir private Path folder;

  @Test
  void sparkDescribesEveryTableAsOneProcessDoes() throws IOException {
    int configured = 0;
    for (int seed = 0; seed < TABLES; seed++) {
      MadeTable table = MadeTable.of(seed);
      String path = Files.write(folder.resolve(seed + ".csv"), table.bytes()).toString();
      String expected = locally(path, table);
      assertThat(distributed(path, table)).as("table of seed %s", seed).isEqualTo(expected);
      configured += expected.startsWith("# Written by") ? 1 : 0;
    }
    assertThat(configured).isGreaterThan(TABLES / 3);
  }

  private static String locally(String path, MadeTable table) {
    try {
      TableDescription found =
          new TableDescriber(
                  LocalFigures.of(path, table.bytes(), table.form(), table.properties()),
                  table.properties(),
                  table.ignored())
              .describe();
      return text(
          found.renamed(ColumnNames.of(found.parameterNames(), table.properties()).renamed()),
          table);
    } catch (InputException e) {
      return e.getMessage();
    }
  }

  private String distributed(String path, MadeTable table) {
    try {
      return text(
          new DescribeJob(spark())
              .run(
                  new DescribeJob.Request(path, table.form(), table.properties(), table.ignored())),
          table);
    } catch (InputException e) {
      // Spark names files by their URIs.
      return e.getMessage().replace("file:" + path, path);
    }
  }

  private static String text(TableDescription description, MadeTable table) {
    return new DescribedConfiguration(description, table.form().delimiter()).text();
  }
}
