package org.matdesinne.dataset;

import java.util.List;
import java.util.Optional;
import org.matdesinne.config.InputException;

/**
 * Reads lines of a table of text as rows of numbers. Not for several threads.
 *
 * <p>A line is a row, unless it is blank, a comment that begins with {@code #}, or the header.
 */
public final class CsvRowReader {
  private final CsvHeader header;
  private final List<String> columns;
  private final int[] places;
  private final CsvSplitter splitter;

  /**
   * A reader of some columns.
   *
   * @param columns of the rows, in their order
   * @throws InputException when the table has not got one of them
   */
  public CsvRowReader(CsvHeader header, List<String> columns) {
    this.header = header;
    this.columns = columns;
    places = columns.stream().mapToInt(header.names()::indexOf).toArray();
    splitter = new CsvSplitter(header.delimiter());
  }

  /** Whether a line is neither blank nor a comment. */
  static boolean hasContent(String line) {
    for (int i = 0; i < line.length(); i++) {
      char character = line.charAt(i);
      if (!DecimalNumber.isBlank(character)) {
        return character != '#';
      }
    }
    return false;
  }

  /** The row of a line; empty where it is none. */
  public Optional<TableRow> read(String line) {
    if (!hasContent(line) || line.equals(header.text())) {
      return Optional.empty();
    }
    String[] fields = splitter.fields(line);
    Double[] values = new Double[places.length];
    if (fields.length != header.names().size()) {
      return Optional.of(new TableRow(values, otherNumber(fields.length, line)));
    }
    String fault = null;
    for (int j = 0; j < places.length; j++) {
      String text = DecimalNumber.trimmed(fields[places[j]]);
      if (!FieldFault.isMissing(text)) {
        values[j] = number(text);
        if (fault == null && values[j].isNaN()) {
          fault = ", column '" + columns.get(j) + "'" + FieldFault.of(text);
        }
      }
    }
    return Optional.of(new TableRow(values, fault));
  }

  private double number(String text) {
    boolean decimalComma = header.delimiter() == Delimiter.SEMICOLON && text.indexOf('.') < 0;
    String written = decimalComma ? text.replace(',', '.') : text;
    double value = DecimalNumber.is(written) ? Double.parseDouble(written) : Double.NaN;
    return Double.isInfinite(value) ? Double.NaN : value;
  }

  private String otherNumber(int found, String line) {
    return " has "
        + found
        + (found == 1 ? " column" : " columns")
        + ", and the table "
        + header.names().size()
        + " ("
        + FieldFault.shown(line)
        + "); fix or delete the row, and put a text that holds the delimiter in double quotes";
  }
}
