package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;

class TestCsvHeader {
  private static final CsvForm PLAIN = CsvForm.withHeader(Delimiter.AUTO);

  private static CsvHeader read(String text, CsvForm form, String... wanted) throws IOException {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    try (CsvFile file = CsvFile.open("t.csv", new ByteArrayInputStream(bytes))) {
      return CsvHeader.read(file, form, List.of(wanted));
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "COMMA     | 'a,b (%),y'",
        "SEMICOLON | 'a;b (%);y'",
        "TAB       | 'a\tb (%)\ty'",
        "COMMA     | '\"a\", \"b (%)\" ,y'",
        "COMMA     | '\uFEFFa,b (%),y'",
        "COMMA     | '# a comment; with semicolons; many\n\n  # another\na,b (%),y'",
        "COMMA     | 'a,b (%),y\r\n1,2,3'"
      })
  void theDelimiterIsFoundOut(Delimiter expected, String text) throws IOException {
    CsvHeader header = read(text, PLAIN);
    assertThat(header.delimiter()).isEqualTo(expected);
    assertThat(header.names()).containsExactly("a", "b (%)", "y");
  }

  @Test
  void aDelimiterThatGivesTheWantedColumnsIsTheRightOne() throws IOException {
    String text = "a, in m, or so;y\n";
    assertThat(read(text, PLAIN).names()).hasSize(3);
    assertThat(read(text, PLAIN, "y", "a, in m, or so").names())
        .containsExactly("a, in m, or so", "y");
    assertThat(read(text, CsvForm.withHeader(Delimiter.SEMICOLON)).names()).hasSize(2);
  }

  @Test
  void whatIsNoHeaderIsAnError() {
    assertThatThrownBy(() -> read("\n1.5,2,-3e4\n", PLAIN))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "t.csv, line 2 holds numbers (1.5,2,-3e4), not the names of columns; write a header above"
                + " them, or name the columns by --columns");
    assertThatThrownBy(() -> read("# a\n\n", PLAIN))
        .hasMessage("t.csv holds no header; its first line must name the columns");
    assertThatThrownBy(() -> read("a,b,a\n", PLAIN))
        .hasMessage("t.csv, line 1 names columns twice: a; give each its own name");
  }

  @Test
  void aFileWithoutAHeaderGetsItsNamesFromTheUser() throws IOException {
    CsvForm named =
        new CsvForm(Delimiter.AUTO, Optional.of(CsvForm.names("a,\"b, c\", y", "--columns")));
    CsvHeader header = read("# made by a machine\n1;2,5;3\n", named);
    assertThat(header.names()).containsExactly("a", "b, c", "y");
    assertThat(header.delimiter()).isEqualTo(Delimiter.SEMICOLON);
    assertThat(header.text()).isEmpty();
    assertThatThrownBy(() -> read("1,2\n", named))
        .hasMessage("t.csv, line 1 has 2 columns, but --columns names 3: a, b, c, y");
    CsvForm twice = new CsvForm(Delimiter.AUTO, Optional.of(List.of("a", "y", "a")));
    assertThatThrownBy(() -> read("1,2,3\n", twice))
        .isInstanceOf(InputException.class)
        .hasMessage("--columns names columns twice: a; give each its own name");
    assertThatThrownBy(() -> read("", named)).hasMessage("t.csv holds no rows; give at least one");
    assertThatThrownBy(() -> CsvForm.names("a,,b", "--columns"))
        .hasMessage(
            "--columns is 'a,,b'; give names parted by commas, one with a comma in double quotes");
  }
}
