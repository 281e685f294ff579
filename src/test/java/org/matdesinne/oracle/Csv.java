package org.matdesinne.oracle;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** Headerless tables of numbers, as the reference values are kept. */
final class Csv {
  private Csv() {}

  /** All rows: (rows, columns). */
  static double[][] read(Path path) throws IOException {
    try (var lines = Files.lines(path)) {
      return lines.map(Csv::parse).toArray(double[][]::new);
    }
  }

  /** The first column: (rows). */
  static double[] column(Path path) throws IOException {
    return Arrays.stream(read(path)).mapToDouble(row -> row[0]).toArray();
  }

  private static double[] parse(String line) {
    return Arrays.stream(line.split(",")).mapToDouble(Double::parseDouble).toArray();
  }
}
