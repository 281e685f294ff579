package org.matdesinne.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class TestInputException {
  @Test
  void whatATerminalWouldObeyIsSpeltOut() {
    assertThat(new InputException("'%s' is wrong", "\u001b[31m\0\u009b\r ü\t€"))
        .hasMessage("'\\u001b[31m\\u0000\\u009b\\u000d ü\t€' is wrong");
    assertThat(new InputException(new RuntimeException(), "no %s", "a\u0007"))
        .hasMessage("no a\\u0007");
    assertThat(new InputException("100% \b")).hasMessage("100% \\u0008");
  }
}
