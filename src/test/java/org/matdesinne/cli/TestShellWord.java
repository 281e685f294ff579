package org.matdesinne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TestShellWord {
  @Test
  void aWordWithSingleQuotesStaysReadable() {
    assertThat(ShellWord.quoted("status = 'accepted'")).isEqualTo("\"status = 'accepted'\"");
    assertThat(ShellWord.quoted("a b")).isEqualTo("'a b'");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "plain/word",
        "",
        "a b",
        "it's",
        "status = 'accepted'",
        "it's $HOME",
        "it's \"so\"",
        "it's a\\b!",
        "it's `so`",
        "'",
        "$HOME",
        "a\"b",
        "star*",
        "a\\b",
        "~",
        "ü;|&"
      })
  void aShellTakesItForWhatItWas(String word) throws IOException {
    Process shell = new ProcessBuilder("sh", "-c", "printf %s " + ShellWord.quoted(word)).start();
    assertThat(new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
        .isEqualTo(word);
  }
}
