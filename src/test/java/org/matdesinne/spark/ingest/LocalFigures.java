package org.matdesinne.spark.ingest;

import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvFile;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.CsvHeader;
import org.matdesinne.dataset.CsvRowReader;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.dataset.Gathered;
import org.matdesinne.dataset.LabelledPoint;
import org.matdesinne.dataset.Replicates;
import org.matdesinne.dataset.TableRow;
import org.matdesinne.description.Comoments;
import org.matdesinne.description.Composition;
import org.matdesinne.description.RowFigures;
import org.matdesinne.description.TableDescription;
import org.matdesinne.description.TableProfile;
import org.matdesinne.settings.DescribedConfiguration;

/** Figures of a table of text that one process reads: what Spark's must be. */
record LocalFigures(String path, CsvHeader header, List<String> lines) implements RowFigures {

  /** A row that was read, and where. */
  private record Read(int line, TableRow row) {}

  static LocalFigures of(String path, byte[] bytes, CsvForm form, List<String> wanted) {
    try (CsvFile file = CsvFile.open(path, new ByteArrayInputStream(bytes))) {
      return new LocalFigures(path, CsvHeader.read(file, form, wanted), lines(bytes));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<String> lines(byte[] bytes) {
    String text = new String(bytes, StandardCharsets.UTF_8);
    String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
    return new BufferedReader(new java.io.StringReader(unmarked)).lines().toList();
  }

  @Override
  public List<String> names() {
    return header.names();
  }

  @Override
  public void require(List<String> columns) {
    for (String column : columns) {
      if (!names().contains(column)) {
        throw new InputException(
            "%s has no column '%s'; its columns are: %s", path, column, String.join(", ", names()));
      }
    }
  }

  private List<Read> read(List<String> columns) {
    CsvRowReader reader = new CsvRowReader(header, columns);
    List<Read> rows = new ArrayList<>();
    for (int i = 0; i < lines.size(); i++) {
      int line = i + 1;
      reader.read(lines.get(i)).ifPresent(row -> rows.add(new Read(line, row)));
    }
    return rows;
  }

  /** The rows that have a number in each of some columns. */
  List<double[]> complete(List<String> columns) {
    return read(columns).stream()
        .map(read -> read.row().values())
        .filter(row -> Arrays.stream(row).allMatch(value -> value != null && !value.isNaN()))
        .map(row -> Arrays.stream(row).mapToDouble(Double::doubleValue).toArray())
        .toList();
  }

  @Override
  public TableProfile profile(List<String> columns) {
    TableProfile profile = new TableProfile(columns.size());
    read(columns).forEach(read -> profile.add(read.row().values()));
    return profile;
  }

  @Override
  public Optional<String> fault(List<String> columns) {
    return read(columns).stream()
        .filter(read -> read.row().fault() != null)
        .map(read -> path + ", line " + read.line() + read.row().fault())
        .findFirst();
  }

  @Override
  public Comoments comoments(List<String> columns) {
    Comoments moments = new Comoments(columns.size());
    complete(columns).forEach(moments::add);
    return moments;
  }

  @Override
  public Composition sum(List<String> columns) {
    double[] sums =
        complete(columns).stream()
            .mapToDouble(row -> Arrays.stream(row).reduce(Double::sum).orElseThrow())
            .toArray();
    return new Composition(
        columns, Arrays.stream(sums).min().orElseThrow(), Arrays.stream(sums).max().orElseThrow());
  }

  @Override
  public DataSummary summary(
      List<TableDescription.Column> parameters, List<TableDescription.Column> properties) {
    List<String> columns =
        Stream.of(parameters, properties)
            .flatMap(List::stream)
            .map(TableDescription.Column::name)
            .toList();
    int dimension = parameters.size();
    List<LabelledPoint> rows =
        complete(columns).stream()
            .map(
                row ->
                    new LabelledPoint(
                        Arrays.copyOf(row, dimension),
                        Arrays.copyOfRange(row, dimension, row.length)))
            .toList();
    if (rows.isEmpty()) {
      throw new InputException(
          "%s holds no rows in which no value is missing; give at least one labelled point", path);
    }
    return Gathered.of(
            rows,
            Replicates.KEEP,
            DescribedConfiguration.properties(properties),
            read(columns).size())
        .summary();
  }

  @Override
  public List<Frequency> mostFrequent(String column) {
    Map<Double, Long> counts =
        complete(List.of(column)).stream()
            .map(row -> row[0] + 0.0)
            .collect(
                Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()));
    return counts.entrySet().stream()
        .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
        .limit(2)
        .map(each -> new Frequency(each.getKey(), each.getValue()))
        .toList();
  }

  @Override
  public List<double[]> quartiles(List<String> columns, double[] above) {
    List<double[]> rows =
        complete(columns).stream()
            .filter(
                row ->
                    IntStream.range(0, above.length)
                        .allMatch(j -> above[j] == Double.NEGATIVE_INFINITY || row[j] > above[j]))
            .toList();
    List<double[]> sorted =
        rows.stream().sorted(Comparator.comparingDouble(row -> row[0] + 0.0)).toList();
    return Stream.of(0.25, 0.5, 0.75)
        .map(share -> (int) Math.ceil(share * sorted.size()) - 1)
        .map(rank -> rank < 0 ? null : sorted.get(rank)[0])
        .filter(Objects::nonNull)
        .map(value -> rows.stream().filter(row -> row[0] == value).findFirst().orElseThrow())
        .toList();
  }
}
