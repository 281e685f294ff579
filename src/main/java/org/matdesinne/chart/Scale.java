package org.matdesinne.chart;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Where on an axis a value lies, and which values are written at it.
 *
 * @param least at the axis's beginning
 * @param greatest at its end
 * @param ticks values that are written, in order
 * @param logarithmic whether equal lengths are equal ratios; else they are equal differences
 */
public record Scale(double least, double greatest, List<Double> ticks, boolean logarithmic) {
  private static final int MOST_TICKS = 6;

  /** Checks the order. */
  public Scale {
    ticks = List.copyOf(ticks);
    if (!(least < greatest) || (logarithmic && !(least > 0))) {
      throw new IllegalArgumentException("no scale from " + least + " to " + greatest);
    }
  }

  /** From 0 to 100. */
  public static Scale percent() {
    return new Scale(0, 100, List.of(0.0, 25.0, 50.0, 75.0, 100.0), false);
  }

  /**
   * From a power of ten to another, such that {@code values} lie between them.
   *
   * @param decades the greatest value decides where the scale ends, and it begins no more powers of
   *     ten below: smaller values, 0 too, lie at its beginning
   */
  public static Scale powersOfTen(double[] values, int decades) {
    double[] positive = Arrays.stream(values).filter(value -> value > 0).toArray();
    double greatest = Arrays.stream(positive).max().orElse(1);
    double smallest = Arrays.stream(positive).min().orElse(1);
    int last = (int) Math.ceil(exponent(greatest));
    int first = (int) Math.floor(exponent(smallest));
    if (positive.length < values.length) {
      // 0 is no small value.
      first--;
    }
    first = Math.max(Math.min(first, last - 1), last - decades);
    int step = 1 + (last - first) / MOST_TICKS;
    List<Double> ticks = new ArrayList<>();
    for (int exponent = first; exponent <= last; exponent += step) {
      ticks.add(powerOfTen(exponent));
    }
    return new Scale(powerOfTen(first), powerOfTen(last), ticks, true);
  }

  /** A power of ten itself has a whole exponent, whatever the logarithm's last bit. */
  private static double exponent(double value) {
    double exponent = Math.log10(value);
    double whole = Math.rint(exponent);
    return Math.abs(exponent - whole) < 1e-9 ? whole : exponent;
  }

  private static double powerOfTen(int exponent) {
    return Double.parseDouble("1e" + exponent);
  }

  /** How far along the axis a value lies, from 0 to 1; what lies outside, at the nearer end. */
  double position(double value) {
    double position =
        logarithmic
            ? Math.log(Math.max(value, least) / least) / Math.log(greatest / least)
            : (value - least) / (greatest - least);
    return Math.max(0, Math.min(1, position));
  }

  /** A value in plain digits, {@code 0.0001} or {@code 1000}; in powers where they are many. */
  static String plain(double value) {
    BigDecimal number = BigDecimal.valueOf(value).stripTrailingZeros();
    boolean isLong = Math.abs(value) >= 1e7 || (value != 0 && Math.abs(value) < 1e-5);
    return isLong ? number.toString() : number.toPlainString();
  }
}
