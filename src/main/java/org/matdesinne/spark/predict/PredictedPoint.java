package org.matdesinne.spark.predict;

import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What is said of one point.
 *
 * @param value in the property's unit; NaN where there is none
 * @param uncertainty standard deviation in the property's unit; NaN where none is stated
 * @param distance to the nearest training point, in standardised parameters; NaN where it is not
 *     known
 */
record PredictedPoint(double value, double uncertainty, double distance, PredictionStatus status) {
  /** How many columns it takes. */
  static final int COLUMNS = 4;

  private static final PredictedPoint MISSING =
      new PredictedPoint(Double.NaN, Double.NaN, Double.NaN, PredictionStatus.MISSING);

  /** Of a point with a parameter that is not a finite number. */
  static PredictedPoint missing() {
    return MISSING;
  }

  /** Its columns, in the order of the table of predictions. */
  Row row() {
    Object[] cells = new Object[COLUMNS];
    put(cells, 0);
    return RowFactory.create(cells);
  }

  /** Puts its columns into a row. */
  void put(Object[] cells, int first) {
    cells[first] = orNull(value);
    cells[first + 1] = orNull(uncertainty);
    cells[first + 2] = orNull(distance);
    cells[first + 3] = status.label();
  }

  private static Double orNull(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
