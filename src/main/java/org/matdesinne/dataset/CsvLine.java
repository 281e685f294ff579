package org.matdesinne.dataset;

import java.util.Arrays;
import java.util.List;
import org.matdesinne.config.InputException;

/**
 * A line of a CSV file.
 *
 * @param file name, for messages
 * @param number from 1
 * @param text without its end
 */
record CsvLine(String file, long number, String text) {

  /**
   * Its numbers: decimal digits, with a point and an exponent where wanted.
   *
   * @param columns their names
   * @return (columns), finite
   * @throws InputException saying what the line is, when it is not as many numbers
   */
  double[] numbers(List<String> columns) {
    String[] fields = text.split(",", -1);
    if (fields.length != columns.size()) {
      throw new CsvFault(this, columns).ofLine();
    }
    double[] numbers = new double[fields.length];
    for (int j = 0; j < fields.length; j++) {
      String field = DecimalNumber.trimmed(fields[j]);
      if (!DecimalNumber.is(field)) {
        throw new CsvFault(this, columns).ofField(j);
      }
      numbers[j] = Double.parseDouble(field);
      if (Double.isInfinite(numbers[j])) {
        throw new CsvFault(this, columns).ofField(j);
      }
    }
    return numbers;
  }

  /** Whether it is a row in which a value is missing. */
  boolean lacks(List<String> columns) {
    String[] fields = text.split(",", -1);
    return fields.length == columns.size()
        && Arrays.stream(fields).map(DecimalNumber::trimmed).anyMatch(FieldFault::isMissing);
  }

  String where() {
    return file + ", line " + number;
  }

  String where(int column, List<String> columns) {
    return where() + ", column " + (column + 1) + " (" + columns.get(column) + ")";
  }
}
