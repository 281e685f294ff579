package org.matdesinne.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.hadoop.conf.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;

/** Where the configuration is looked for when Hadoop's default file system is another. */
class TestConfigurationOptions {
  private static final String CONTENT = "include classpath(\"conf/mos2.conf\")\nseed = 77\n";

  @TempDir private Path folder;
  private final Configuration hadoop = new Configuration();

  @BeforeEach
  void havingACluster() {
    hadoop.set("fs.defaultFS", "viewfs://lake/");
    hadoop.setBoolean("fs.viewfs.impl.disable.cache", true);
    hadoop.set(
        "fs.viewfs.mounttable.lake.link./conf", folder.resolve("on-lake").toUri().toString());
  }

  private long seed(Path file, String name) throws IOException {
    Files.createDirectories(file.getParent());
    Files.writeString(file, CONTENT);
    ConfigurationFile read = HadoopConfigurationFile.read(name, hadoop);
    return read.resolved().getLong("seed");
  }

  @Test
  void aFileHereIsReadHere() throws IOException {
    Path here = folder.resolve("my own.conf");
    assertThat(seed(here, here.toString())).isEqualTo(77);
  }

  @ParameterizedTest
  @ValueSource(strings = {"a:b.conf", "100%20 [z]*.conf", "{a,b}?#.conf", "ü\\.conf"})
  void everyNameStandsForItself(String name) throws IOException {
    Path here = folder.resolve(name);
    // What another program leaves beside a file that it replaces.
    Files.write(folder.resolve("." + name + ".crc"), new byte[] {'c', 'r', 'c', 0, 0, 0, 2, 0, 1});
    assertThat(seed(here, here.toString())).isEqualTo(77);
    // The lake of this test is a local file system with Hadoop's checksums, which knows no colons.
    if (!name.contains(":")) {
      assertThat(seed(folder.resolve("on-lake").resolve(name), "/conf/" + name)).isEqualTo(77);
    }
  }

  @Test
  void anyOtherNameIsHadoops() throws IOException {
    assertThat(seed(folder.resolve("on-lake/my.conf"), "/conf/my.conf")).isEqualTo(77);
    assertThat(seed(folder.resolve("on-lake/my.conf"), "viewfs://lake/conf/my.conf")).isEqualTo(77);
  }

  @Test
  void aFileThatIsNowhereIsNamed() {
    assertThatThrownBy(() -> HadoopConfigurationFile.read("/conf/none.conf", hadoop))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot read the configuration /conf/none.conf: there is no file");
    assertThatThrownBy(() -> HadoopConfigurationFile.read("nowhere://a/my.conf", hadoop))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nowhere://a/my.conf: Spark has no file system of this kind");
    assertThatThrownBy(() -> HadoopConfigurationFile.read("/conf", hadoop))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot read the configuration /conf: ");
  }
}
