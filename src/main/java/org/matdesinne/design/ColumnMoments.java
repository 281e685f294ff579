package org.matdesinne.design;

import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Mean and standard deviation of a column of numbers.
 *
 * @param mean in the column's unit
 * @param deviation over the rows themselves, not an estimate for more of them; 1 where the column
 *     does not vary, so that it can always divide
 */
public record ColumnMoments(double mean, double deviation) {

  /**
   * The moments of some values.
   *
   * @param values at least one
   */
  public static ColumnMoments of(double[] values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    // Not by the deviation, which rounding may leave a little above 0.
    boolean varies = Arrays.stream(values).anyMatch(value -> value != values[0]);
    double variance =
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow();
    // Differences whose squares vanish are none that could divide.
    return new ColumnMoments(mean, varies && variance > 0 ? Math.sqrt(variance) : 1);
  }

  /**
   * The moments of every column.
   *
   * @param rows (rows, columns), at least one row
   */
  public static ColumnMoments[] ofColumns(double[][] rows) {
    return IntStream.range(0, rows[0].length)
        .mapToObj(j -> of(Arrays.stream(rows).mapToDouble(row -> row[j]).toArray()))
        .toArray(ColumnMoments[]::new);
  }
}
