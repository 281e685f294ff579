package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TestCsvRowReader {
  private static final String HEADER = "x,note,y";

  private static CsvRowReader reader(Delimiter delimiter) {
    return new CsvRowReader(
        new CsvHeader(List.of("x", "note", "y"), delimiter, HEADER), List.of("y", "x"));
  }

  private static TableRow row(String line) {
    return reader(Delimiter.COMMA).read(line).orElseThrow();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1.5e3,any text,+1",
        "1500, \"quoted, with a comma\" ,1",
        "\"1500.0\",\"say \"\"1\"\"\",\" 1.0 \"",
        "  1.5E+3  ,,1.",
      })
  void numbersAreReadByTheNamesOfTheirColumns(String line) {
    assertThat(row(line).fault()).isNull();
    assertThat(row(line).values()).containsExactly(1.0, 1500.0);
  }

  @Test
  void decimalCommasStandBetweenSemicolonsOnly() {
    assertThat(reader(Delimiter.SEMICOLON).read("1,5;a;-2,25e1").orElseThrow().values())
        .containsExactly(-22.5, 1.5);
    assertThat(reader(Delimiter.SEMICOLON).read("1.5;a;2").orElseThrow().values())
        .containsExactly(2.0, 1.5);
    assertThat(reader(Delimiter.SEMICOLON).read("1.234,5;a;2").orElseThrow().fault())
        .isEqualTo(", column 'x': '1.234,5' is not a number; fix or delete the row");
    assertThat(reader(Delimiter.TAB).read("1,5\ta\t2").orElseThrow().fault())
        .isEqualTo(", column 'x': '1,5' is not a number; fix or delete the row");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "   ", "\t", "# a comment, any", "  #", HEADER})
  void blankLinesCommentsAndTheHeaderAreNoRows(String line) {
    assertThat(reader(Delimiter.COMMA).read(line)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "NA", "n/a", "NaN", "null", "-", "?", "\"\""})
  void aValueMayBeMissing(String text) {
    TableRow row = row(text + ",a,2");
    assertThat(row.values()).containsExactly(2.0, null);
    assertThat(row.fault()).isNull();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,a,two    | , column 'y': 'two' is not a number; fix or delete the row",
        "1,a,inf    | , column 'y': inf is not a finite number; fix or delete the row",
        "1,a,1e999  | , column 'y': 1e999 is too large a number; fix or delete the row",
        "1d3,a,0x1  | , column 'y': '0x1' is not a number; write it with decimal digits",
        "1,2        | ' has 2 columns, and the table 3 (1,2); fix or delete the row, and put a text that"
            + " holds the delimiter in double quotes'",
        "1,a,b,2    | ' has 4 columns, and the table 3 (1,a,b,2); fix or delete the row, and put a text"
            + " that holds the delimiter in double quotes'"
      })
  void whatIsNoNumberIsAFault(String line, String fault) {
    assertThat(row(line).fault()).isEqualTo(fault);
  }
}
