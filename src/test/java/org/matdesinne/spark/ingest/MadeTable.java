package org.matdesinne.spark.ingest;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.Delimiter;

/**
 * A table as somebody might have it, right or wrong, made from a seed.
 *
 * @param bytes of the file
 * @param form that the user states
 * @param properties that the user names
 * @param ignored that the user names
 */
record MadeTable(byte[] bytes, CsvForm form, List<String> properties, List<String> ignored) {
  private static final List<String> NAMES =
      List.of(
          "a",
          "b",
          "A",
          "x",
          "x_raw",
          "X_RAW",
          "y",
          "y2",
          "T",
          "t",
          "status",
          "Status",
          "target",
          "wanted",
          "model",
          "split",
          "row_id",
          "run_id",
          "reason",
          "predicted",
          "uncertainty",
          "predicted_y",
          "predicted_raw",
          "raw_y",
          "uncertainty_y",
          "candidate_id",
          "mae_y",
          "time [s]",
          "load (%)",
          "yield [g/l]",
          "odd [,]",
          "odd [=]",
          "rate (e3)",
          "a.b",
          "a b",
          "`tick`",
          "it's",
          "${name}",
          "a=1",
          "a<=2",
          "y=0.5, y2",
          "{ x }",
          "back\\slash",
          "#7",
          "größe",
          "温度",
          "d\u00a0e",
          "null",
          "NaN",
          "1e5",
          "c0",
          "_file",
          "_count",
          "include",
          "a, b",
          "say \"so\"",
          "semi;colon",
          "\u200b",
          "");
  private static final List<String> MISSING =
      List.of("", "NA", "nan", "NULL", "-", "?", "none", "N/A", " ");
  private static final List<String> ODD =
      List.of("inf", "-Infinity", "1e999", "0x1F", "1d5", "3.5f", "1,5", "−4", "abc", "12 kg");

  static MadeTable of(long seed) {
    return new Maker(new Random(seed)).make();
  }

  /** Makes one. */
  private static final class Maker {
    private final Random random;
    private final List<String> names = new ArrayList<>();
    private final List<List<String>> columns = new ArrayList<>();
    private final int rows;

    Maker(Random random) {
      this.random = random;
      rows = random.nextInt(10) == 0 ? random.nextInt(3) : 3 + random.nextInt(60);
    }

    private boolean one(int of) {
      return random.nextInt(of) == 0;
    }

    private <T> T any(List<T> of) {
      return of.get(random.nextInt(of.size()));
    }

    MadeTable make() {
      int width = 2 + random.nextInt(7);
      while (columns.size() < width) {
        addColumns();
      }
      repeatPoints();
      shuffleColumns();
      spoil();
      List<String> properties = properties(one(3) ? 2 + random.nextInt(2) : 1);
      List<String> ignored = one(5) ? List.of(any(names).strip()) : List.of();
      Delimiter delimiter = any(List.of(Delimiter.COMMA, Delimiter.SEMICOLON, Delimiter.TAB));
      boolean headless = one(25);
      Optional<List<String>> given =
          headless ? Optional.of(names.stream().map(String::strip).toList()) : Optional.empty();
      Delimiter stated = one(6) ? delimiter : one(40) ? Delimiter.TAB : Delimiter.AUTO;
      return new MadeTable(
          bytes(delimiter, headless), new CsvForm(stated, given), properties, ignored);
    }

    /** Mostly columns of numbers, each once. */
    private List<String> properties(int count) {
      List<String> chosen = new ArrayList<>();
      while (chosen.size() < count) {
        int column = random.nextInt(columns.size());
        String name = one(200) ? "nowhere" : names.get(column).strip();
        boolean numbers =
            columns.get(column).stream().distinct().filter(Maker::isNumber).limit(2).count() == 2;
        if ((numbers && !chosen.contains(name)) || one(12)) {
          chosen.add(name);
        }
      }
      return chosen;
    }

    private static boolean isNumber(String text) {
      return text.matches("-?[0-9.]+(E-?[0-9]+)?");
    }

    private String name() {
      String name = any(NAMES);
      // A name that stands twice is rare: it ends everything.
      return names.contains(name) && !one(50) ? name + names.size() : name;
    }

    private void add(IntFunction<String> cells) {
      names.add(name());
      List<String> column = new ArrayList<>();
      for (int i = 0; i < rows; i++) {
        column.add(cells.apply(i));
      }
      columns.add(column);
    }

    private void addColumns() {
      double scale = Math.pow(10, random.nextInt(25) - 12);
      double offset = one(2) ? 0 : scale * 1000 * random.nextGaussian();
      int least = random.nextInt(20) - 10;
      switch (random.nextInt(18)) {
        case 0, 1, 2, 3 -> add(i -> Double.toString(scale * random.nextGaussian() + offset));
        case 4, 5 -> add(i -> rounded(random.nextDouble() * 100, 1 + random.nextInt(3)));
        case 6 -> add(i -> Integer.toString(least + random.nextInt(5)));
        case 7 -> add(i -> Integer.toString(i));
        case 8 -> add(i -> Double.toString(offset));
        case 9 -> add(i -> one(2) ? "0" : rounded(random.nextDouble(), 4));
        case 10 -> add(i -> any(List.of("0.1", "0.7", "1.4")));
        case 11 -> add(i -> any(List.of("red", "green", "2026-11-28", "x" + i)));
        case 12 -> add(i -> any(MISSING));
        case 13 -> addCopy();
        case 14 -> addShares(one(2) ? 1 : 100);
        case 15 -> add(i -> Long.toString((1L << (53 + random.nextInt(8))) + random.nextInt(100)));
        case 16 -> add(i -> any(List.of("0", "-0.0", "0.0", "1")));
        default -> addExtremes();
      }
    }

    private void addExtremes() {
      List<String> extremes =
          switch (random.nextInt(4)) {
            case 0 -> List.of("1e308", "-1e308", "0", "1");
            case 1 -> List.of("4.9e-324", "0", "1e-320");
            case 2 -> List.of("1e-160", "2e-160", "3e-160");
            default -> List.of("1e90", "1e-90", "-1e90", "5");
          };
      add(i -> any(extremes));
    }

    private void addCopy() {
      if (columns.isEmpty()) {
        return;
      }
      List<String> of = any(columns);
      double factor = random.nextGaussian();
      add(
          i -> {
            try {
              return Double.toString(factor * Double.parseDouble(of.get(i)) + 1);
            } catch (NumberFormatException e) {
              return of.get(i);
            }
          });
    }

    private void addShares(double whole) {
      int parts = 2 + random.nextInt(3);
      int digits = one(2) ? 2 : 15;
      double[][] shares = new double[rows][parts];
      for (double[] row : shares) {
        double left = whole;
        for (int j = 0; j < parts - 1; j++) {
          row[j] = one(6) ? 0 : left * random.nextDouble();
          left -= row[j];
        }
        row[parts - 1] = left;
      }
      for (int j = 0; j < parts; j++) {
        int part = j;
        add(i -> rounded(shares[i][part], digits));
      }
    }

    private static String rounded(double value, int digits) {
      return String.format(Locale.ROOT, "%." + digits + "f", value);
    }

    /** Rows that repeat another but for one column, or in all. */
    private void repeatPoints() {
      if (!one(3)) {
        return;
      }
      int free = random.nextInt(columns.size());
      for (int i = 1; i < rows; i++) {
        if (one(3)) {
          int of = random.nextInt(i);
          for (int j = 0; j < columns.size(); j++) {
            if (j != free || one(2)) {
              columns.get(j).set(i, columns.get(j).get(of));
            }
          }
        }
      }
    }

    private void shuffleColumns() {
      long order = random.nextLong();
      Collections.shuffle(names, new Random(order));
      Collections.shuffle(columns, new Random(order));
    }

    private void spoil() {
      for (List<String> column : columns) {
        boolean gaps = one(8);
        boolean odd = one(60);
        for (int i = 0; i < rows; i++) {
          if (gaps && one(6)) {
            column.set(i, any(MISSING));
          }
          if (odd && one(6)) {
            column.set(i, any(ODD));
          }
        }
      }
    }

    private byte[] bytes(Delimiter delimiter, boolean headless) {
      char between =
          one(80)
              ? '|'
              : delimiter == Delimiter.COMMA ? ',' : delimiter == Delimiter.TAB ? '\t' : ';';
      boolean decimalComma = between == ';' && one(3);
      boolean quoteAll = one(10);
      boolean ragged = one(60);
      List<String> lines = new ArrayList<>();
      if (!headless) {
        lines.add(line(names, between, quoteAll));
      }
      for (int i = 0; i < rows; i++) {
        int row = i;
        List<String> cells =
            columns.stream()
                .map(column -> column.get(row))
                .map(cell -> decimalComma ? cell.replace('.', ',') : cell)
                .collect(Collectors.toCollection(ArrayList::new));
        if (ragged && one(5)) {
          if (one(2)) {
            cells.add("9");
          } else {
            cells.remove(0);
          }
        }
        lines.add(line(cells, between, quoteAll));
        if (one(200)) {
          lines.add(any(List.of("# a note", "", "  \t", "#")));
        }
      }
      if (one(8)) {
        lines.add(0, any(List.of("# made by us", "", "   # and them")));
      }
      if (one(8)) {
        lines.add("");
        lines.add("");
      }
      String end = one(6) ? "\r\n" : one(40) ? "\r" : "\n";
      String text = (one(12) ? "\uFEFF" : "") + String.join(end, lines) + (one(4) ? "" : end);
      return damaged(encoded(text));
    }

    private String line(List<String> cells, char between, boolean quoteAll) {
      return cells.stream()
          .map(
              cell ->
                  quoteAll || cell.indexOf(between) >= 0 || cell.indexOf('"') >= 0 || one(60)
                      ? '"' + cell.replace("\"", "\"\"") + '"'
                      : one(60) ? " " + cell + " " : cell)
          .collect(Collectors.joining(Character.toString(between)));
    }

    private byte[] encoded(String text) {
      return one(150)
          ? text.getBytes(any(List.of(StandardCharsets.UTF_16, StandardCharsets.ISO_8859_1)))
          : text.getBytes(StandardCharsets.UTF_8);
    }

    /** A file of which some bytes are others, or the end is missing. */
    private byte[] damaged(byte[] bytes) {
      if (bytes.length == 0 || !one(20)) {
        return bytes;
      }
      if (one(3)) {
        ByteArrayOutputStream part = new ByteArrayOutputStream();
        part.write(bytes, 0, random.nextInt(bytes.length));
        return part.toByteArray();
      }
      for (int i = 0; i <= random.nextInt(4); i++) {
        bytes[random.nextInt(bytes.length)] =
            one(2)
                ? (byte) random.nextInt(256)
                : (byte) any(List.of('"', ',', '\n', '#')).charValue();
      }
      return bytes;
    }
  }
}
