package org.matdesinne.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * A table of fixed-width text for the console: headers of one or more lines, a rule, rows of
 * aligned cells, and titles that part the rows into blocks.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<Column> columns;
  private final List<Line> lines = new ArrayList<>();

  /** A table without rows. */
  public TextTable(List<Column> columns) {
    this.columns = List.copyOf(columns);
  }

  /**
   * A column.
   *
   * @param header may hold several lines
   */
  public record Column(String header, Alignment alignment) {

    /** A column of text. */
    public static Column text(String header) {
      return new Column(header, Alignment.LEFT);
    }

    /** A column of numbers, aligned at their last digit. */
    public static Column numbers(String header) {
      return new Column(header, Alignment.RIGHT);
    }
  }

  /** Where a cell's text stands. */
  public enum Alignment {
    /** At the column's left end. */
    LEFT,
    /** At the column's right end. */
    RIGHT
  }

  private sealed interface Line {}

  private record Row(List<String> cells) implements Line {}

  private record Title(String text) implements Line {}

  /**
   * Adds a row.
   *
   * @param cells one a column
   * @throws IllegalArgumentException when there are more or fewer cells than columns
   */
  public void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(
          "a row of " + cells.size() + " cells in a table of " + columns.size() + " columns");
    }
    lines.add(new Row(List.copyOf(cells)));
  }

  /** Adds a line of its own above the rows to come. */
  public void title(String text) {
    lines.add(new Title(text));
  }

  /** The table as lines, each ended by a line feed and free of trailing blanks. */
  public String render() {
    int[] widths = IntStream.range(0, columns.size()).map(this::width).toArray();
    StringBuilder text = new StringBuilder();
    for (int depth = headerLines() - 1; depth >= 0; depth--) {
      append(text, join(headers(depth), widths));
    }
    append(text, "-".repeat(IntStream.of(widths).sum() + GAP.length() * (widths.length - 1)));
    for (int i = 0; i < lines.size(); i++) {
      if (lines.get(i) instanceof Row row) {
        append(text, join(row.cells(), widths));
      } else if (lines.get(i) instanceof Title title) {
        append(text, i == 0 ? title.text() : "\n" + title.text());
      }
    }
    return text.toString();
  }

  private int width(int column) {
    int header = columns.get(column).header().lines().mapToInt(String::length).max().orElse(0);
    int cells =
        lines.stream()
            .mapToInt(line -> line instanceof Row row ? row.cells().get(column).length() : 0)
            .max()
            .orElse(0);
    return Math.max(header, cells);
  }

  private int headerLines() {
    return columns.stream()
        .mapToInt(column -> (int) column.header().lines().count())
        .max()
        .orElse(0);
  }

  /** The header line {@code depth} above the rule: shorter headers stand on it. */
  private List<String> headers(int depth) {
    List<String> headers = new ArrayList<>();
    for (Column column : columns) {
      List<String> parts = column.header().lines().toList();
      headers.add(depth < parts.size() ? parts.get(parts.size() - 1 - depth) : "");
    }
    return headers;
  }

  private String join(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int j = 0; j < widths.length; j++) {
      String blanks = " ".repeat(widths[j] - cells.get(j).length());
      line.append(j == 0 ? "" : GAP);
      line.append(
          switch (columns.get(j).alignment()) {
            case LEFT -> cells.get(j) + blanks;
            case RIGHT -> blanks + cells.get(j);
          });
    }
    return line.toString();
  }

  private static void append(StringBuilder text, String line) {
    text.append(line.stripTrailing()).append('\n');
  }
}
