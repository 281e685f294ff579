package org.matdesinne.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;

class TestTemporaryFolder {
  @TempDir private Path folder;

  @Test
  void aFolderToRunThingsFromIsLeftAsItWas() {
    assertThatCode(() -> new TemporaryFolder(folder).requireNatives()).doesNotThrowAnyException();
    assertThat(folder).isEmptyDirectory();
  }

  @Test
  void aFolderThatIsAbsentIsNamedWithTheRemedy() {
    assertThatThrownBy(() -> new TemporaryFolder(folder.resolve("none")).requireNatives())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("temporary files cannot be written to " + folder.resolve("none"))
        .hasMessageContaining("-Djava.io.tmpdir=FOLDER");
  }

  /** Only root can mount; the mount lasts as long as the shell that made it. */
  @Test
  void aFileSystemMountedNoexecIsNamedWithTheRemedy() throws Exception {
    String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    Process process =
        new ProcessBuilder(
                "unshare",
                "-m",
                "sh",
                "-c",
                "mount -t tmpfs -o noexec tmpfs \"$1\" || { echo cannot mount; exit 0; };"
                    + " \"$2\" -cp \"$3\" \"$4\" \"$1\"; ls \"$1\"",
                "sh",
                folder.toString(),
                java,
                System.getProperty("java.class.path"),
                Try.class.getName())
            .start();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assumeTrue(process.waitFor() == 0 && !output.startsWith("cannot mount"), "needs root");
    assertThat(output)
        .startsWith(
            "the natives of Spark's compression cannot be run from "
                + folder
                + ": that file system is mounted noexec; ")
        .hasLineCount(1);
  }

  /** Tries the folder that it is given. */
  static final class Try {
    private Try() {}

    public static void main(String[] arguments) {
      try {
        new TemporaryFolder(Path.of(arguments[0])).requireNatives();
      } catch (InputException e) {
        System.out.println(e.getMessage());
      }
    }
  }
}
