package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.report.TextTable.Column;

class TestTextTable {
  @Test
  void alignsTextLeftAndNumbersRight() {
    TextTable table =
        new TextTable(List.of(Column.text("name"), Column.numbers("length\nangstrom")));
    table.row(List.of("a", "3.16"));
    table.row(List.of("lattice", "12.30"));
    assertThat(table.render())
        .isEqualTo(
            """
                       length
            name     angstrom
            -----------------
            a            3.16
            lattice     12.30
            """);
  }

  @Test
  void titlesPartTheRowsIntoBlocks() {
    TextTable table = new TextTable(List.of(Column.text(""), Column.text("kind")));
    table.title("first");
    table.row(List.of("  x", ""));
    table.title("second, wider than the table");
    table.row(List.of("  y", "long"));
    assertThat(table.render())
        .isEqualTo(
            """
                 kind
            ---------
            first
              x

            second, wider than the table
              y  long
            """);
  }

  @Test
  void aTableWithoutRowsShowsItsHeaders() {
    assertThat(new TextTable(List.of(Column.text("x"), Column.numbers("y"))).render())
        .isEqualTo("x  y\n----\n");
  }

  @Test
  void rejectsRowsOfAnotherLength() {
    TextTable table = new TextTable(List.of(Column.text("x"), Column.text("y")));
    assertThatThrownBy(() -> table.row(List.of("only")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("a row of 1 cells in a table of 2 columns");
  }
}
