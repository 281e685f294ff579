package org.matdesinne.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TestFilesBeside {
  @TempDir private Path folder;

  private static List<String> files(String text, String where, String... assignments) {
    return ConfigurationFile.parse(text, where)
        .with(List.of(assignments))
        .resolved()
        .getStringList("oracle.files");
  }

  @Test
  void aFileIsFoundBesideTheConfigurationThatNamesIt() throws IOException {
    Path program = Files.writeString(folder.resolve("a.py"), "");
    assertThat(files("oracle.files = [a.py, none.py]", folder + "/it.conf"))
        .containsExactly(program.toString(), folder + "/none.py");
  }

  @Test
  void aRelativeFolderBecomesAWholePathSoThatStoredConfigurationsHoldAnywhere() {
    assertThat(files("oracle.files = [ballistics.py]", "examples/ballistics/it.conf"))
        .containsExactly(Path.of("examples/ballistics/ballistics.py").toAbsolutePath().toString());
  }

  @Test
  void wholePathsAndAddressesStayAsTheyAre() {
    assertThat(files("oracle.files = [/x/a.py, \"s3a://b/a.py\"]", folder + "/it.conf"))
        .containsExactly("/x/a.py", "s3a://b/a.py");
  }

  @Test
  void onTheCommandLineFilesAreFoundFromTheFolderOfTheUser() {
    assertThat(files("oracle.files = [b.py]", folder + "/it.conf", "oracle.files=[a/b.py]"))
        .containsExactly("a/b.py");
  }

  @Test
  void aConfigurationWithoutAFolderNamesFilesFromThatOfTheUser() {
    assertThat(files("oracle.files = [pom.xml]", "it.conf"))
        .containsExactly(Path.of("pom.xml").toAbsolutePath().toString());
  }

  @Test
  void ofTwoConfigurationsEachNamesWhatLiesBesideIt() throws IOException {
    Path inner = Files.createDirectory(folder.resolve("inner"));
    Files.writeString(inner.resolve("inner.conf"), "oracle.files = [a.py]");
    String text = "include required(file(\"" + inner.resolve("inner.conf") + "\"))\n";
    assertThat(files(text, folder + "/it.conf")).containsExactly(inner + "/a.py");
  }
}
