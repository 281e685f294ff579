package org.matdesinne.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;

class TestLocation {
  private static final Configuration HADOOP = new Configuration();
  private static final String HERE = "file:" + Path.of("").toAbsolutePath() + "/";

  private static String read(String text) throws IOException {
    return Location.text(Location.of(text, HADOOP));
  }

  @ParameterizedTest
  @MethodSource("org.matdesinne.spark.AwkwardNames#all")
  void aNameStandsForItselfAndIsReadBackAsTheSamePath(String name) throws IOException {
    for (String text : new String[] {name, "./" + name, "below/" + name, name + "/below"}) {
      String expected = HERE + text.replaceFirst("^\\./", "");
      assertThat(read(text)).isEqualTo(expected);
      assertThat(read(expected)).isEqualTo(expected);
      assertThat(Location.of(text, HADOOP).toUri().getPath()).isEqualTo(expected.substring(5));
    }
    assertThat(read("/root/" + name)).isEqualTo("file:/root/" + name);
    assertThat(read("file:///root/" + name)).isEqualTo("file:/root/" + name);
    assertThat(read(Location.text(Path.of("/root", name)))).isEqualTo("file:/root/" + name);
  }

  @ParameterizedTest
  @CsvSource({
    "/a//b/, file:/a/b",
    "//a/b, file:/a/b",
    "/a/./b/../c, file:/a/c",
    "FILE:/a, file:/a",
    "nowhere:/x, HERE/nowhere:/x",
    "./file:x, HERE/file:x",
    "./file:/x, HERE/file:/x",
    "., HERE",
    "~/x, HERE/~/x",
  })
  void namesAreAbsoluteAndClean(String text, String expected) throws IOException {
    String here = HERE.substring(0, HERE.length() - 1);
    assertThat(read(text)).isEqualTo(expected.replace("HERE", here));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://host/a%20b.csv",
        "https://host:8080/get?file=a+b.csv&format=csv",
        "http://host/%C3%BC.csv"
      })
  void aWebAddressIsTakenAsItIsWritten(String address) throws IOException {
    assertThat(Location.of(address, HADOOP).toUri()).hasToString(address);
    assertThat(read(address)).isEqualTo(address);
  }

  @Test
  void aWebAddressTypedWithBlanksIsEncoded() throws IOException {
    assertThat(read("http://host/a b.csv")).isEqualTo("http://host/a%20b.csv");
  }

  @Test
  void namesAreOnTheDefaultFileSystemUnlessTheyAreSaidToBeHere() throws IOException {
    Configuration other = new Configuration();
    other.set("fs.defaultFS", "hdfs://127.0.0.1:8020");
    assertThat(Location.text(Location.of("/a:b", other))).isEqualTo("hdfs://127.0.0.1:8020/a:b");
    assertThat(Location.text(Location.here("a:b", other))).isEqualTo(HERE + "a:b");
    assertThat(Location.text(Location.here("hdfs:///b", other)))
        .isEqualTo("hdfs://127.0.0.1:8020/b");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | the name of a file or folder is empty; give one",
        "nowhere://a/b | nowhere://a/b: Spark has no file system of this kind; for a file of this"
            + " name write ./nowhere://a/b",
        "file:x.csv    | file:x.csv begins like a URI, but no / follows the colon; write file:/… for"
            + " a file system of Hadoop, or ./file:x.csv for a file of this name",
      })
  void whatCanBeNoPathIsAnError(String text, String message) {
    assertThatThrownBy(() -> Location.of(text, HADOOP))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void aFileSystemWhosePackageIsMissingIsAnError() {
    Configuration settings = new Configuration();
    settings.set("fs.gone.impl", "org.example.GoneFileSystem");
    assertThatThrownBy(() -> Location.of("gone://bucket/a", settings))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "Spark has no classes of the file system gone: (Class org.example.GoneFileSystem not"
                + " found); name the package that brings them by spark-submit's --packages");
  }
}
