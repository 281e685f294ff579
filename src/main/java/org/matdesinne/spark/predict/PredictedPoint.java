package org.matdesinne.spark.predict;

import java.util.Arrays;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * What is said of one point.
 *
 * @param value (properties) in their units; NaN where there is none
 * @param uncertainty (properties), standard deviations in their units; NaN where none is stated
 * @param distance to the nearest training point, in standardised parameters; NaN where it is not
 *     known
 */
record PredictedPoint(
    double[] value, double[] uncertainty, double distance, PredictionStatus status) {

  /** Of a point of which nothing can be said. */
  static PredictedPoint without(int properties, double distance, PredictionStatus status) {
    double[] none = new double[properties];
    Arrays.fill(none, Double.NaN);
    return new PredictedPoint(none, none, distance, status);
  }

  /** Its columns, in the order of the table of predictions. */
  Row row() {
    Object[] cells = new Object[2 * value.length + 2];
    put(cells, 0);
    return RowFactory.create(cells);
  }

  /** Puts its columns into a row. */
  void put(Object[] cells, int first) {
    int next = first;
    for (double each : value) {
      cells[next++] = orNull(each);
    }
    for (double each : uncertainty) {
      cells[next++] = orNull(each);
    }
    cells[next++] = orNull(distance);
    cells[next] = status.label();
  }

  private static Double orNull(double number) {
    return Double.isNaN(number) ? null : number;
  }
}
