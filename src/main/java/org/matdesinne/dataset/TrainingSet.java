package org.matdesinne.dataset;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.ColumnMoments;
import org.matdesinne.design.Ranges;

/**
 * Labelled design points with their split.
 *
 * @param examples the points with their labels
 * @param split (rows)
 */
public record TrainingSet(Examples examples, Split[] split) {

  /** Checks that every row has a split. */
  public TrainingSet {
    if (examples.rows() != split.length) {
      throw new IllegalArgumentException(
          examples.rows() + " design points, " + split.length + " splits");
    }
  }

  /**
   * A set from its columns.
   *
   * @param x (rows, parameters) in the units of the design space
   * @param y (rows, properties) in their units
   * @param split (rows)
   */
  public TrainingSet(double[][] x, double[][] y, Split[] split) {
    this(new Examples(x, y), split);
  }

  /** Labelled points, each in the split that {@code splitter} gives it. */
  public static TrainingSet of(List<LabelledPoint> rows, Splitter splitter) {
    return new TrainingSet(
        Examples.of(rows),
        rows.stream().map(row -> splitter.split(row.point())).toArray(Split[]::new));
  }

  /** (rows, parameters) in the units of the design space. */
  public double[][] x() {
    return examples.x();
  }

  /** (rows, properties) in their units. */
  public double[][] y() {
    return examples.y();
  }

  /** How many rows there are. */
  public int rows() {
    return examples.rows();
  }

  /** The rows of some splits, in order. */
  public TrainingSet only(Split first, Split... others) {
    Set<Split> wanted = EnumSet.of(first, others);
    int[] rows = IntStream.range(0, rows()).filter(i -> wanted.contains(split[i])).toArray();
    return new TrainingSet(
        examples.pick(rows), IntStream.of(rows).mapToObj(i -> split[i]).toArray(Split[]::new));
  }

  /**
   * Standard deviation of each property, in its unit; 1 where it does not vary.
   *
   * @return empty where there is no row
   */
  public Optional<Amounts> spread() {
    return rows() == 0
        ? Optional.empty()
        : Optional.of(
            Amounts.of(
                Arrays.stream(ColumnMoments.ofColumns(y()))
                    .mapToDouble(ColumnMoments::deviation)
                    .toArray()));
  }

  /** The smallest box that holds every row. */
  public Ranges ranges() {
    return Ranges.of(x());
  }

  /** SHA-256 of all numbers, whatever the order of the rows and their split. */
  public String rowsHash() {
    double[][] y = y();
    byte[][] rows = new byte[y.length][];
    Arrays.setAll(rows, i -> bytes(x()[i], y[i]));
    Arrays.sort(rows, Arrays::compare);
    var digest = DigestUtils.getSha256Digest();
    Arrays.stream(rows).forEach(digest::update);
    return org.apache.commons.codec.binary.Hex.encodeHexString(digest.digest());
  }

  private static byte[] bytes(double[] point, double[] labels) {
    ByteBuffer buffer = ByteBuffer.allocate(Double.BYTES * (point.length + labels.length));
    Arrays.stream(point).forEach(buffer::putDouble);
    Arrays.stream(labels).forEach(buffer::putDouble);
    return buffer.array();
  }

  /** SHA-256 of all numbers and splits, in order. */
  public String hash() {
    var digest = DigestUtils.getSha256Digest();
    double[][] y = y();
    for (int i = 0; i < y.length; i++) {
      digest.update(bytes(x()[i], y[i]));
      digest.update(split[i].label().getBytes(StandardCharsets.UTF_8));
    }
    return org.apache.commons.codec.binary.Hex.encodeHexString(digest.digest());
  }
}
