package org.matdesinne.spark;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.matdesinne.config.InputException;
import org.matdesinne.report.TextTable;

/** Prints data sets for people and for other programs. */
public final class ShowJob {
  private static final int DEFAULT_TABLE_ROWS = 20;

  private final SparkSession spark;
  private final Storage storage;
  private final PrintStream out;

  /** How rows are printed. */
  public enum Format {
    /** Aligned columns, numbers rounded. */
    TABLE,
    /** A header, then full precision. */
    CSV,
    /** One object a line, nulls left out. */
    JSON
  }

  /**
   * Which rows and columns.
   *
   * @param where SQL condition
   * @param columns in order; all when empty
   */
  public record Selection(Optional<String> where, List<String> columns) {}

  /** A job that prints to {@code out}. */
  public ShowJob(SparkSession spark, PrintStream out) {
    this.spark = spark;
    this.out = out;
    storage = new Storage(spark.sparkContext().hadoopConfiguration());
  }

  /** Prints how many rows there are. */
  public void count(String path, Selection selection) {
    out.println(select(path, selection).count());
  }

  /**
   * Prints a data set, or the tables of a run.
   *
   * @param limit rows at most; by default 20 in a table, all otherwise
   * @throws InputException when there is nothing to show
   */
  public void print(String path, Selection selection, Format format, Optional<Integer> limit) {
    String uri = storage.qualified(path);
    Optional<RunManifest> run = RunManifest.read(storage, uri);
    if (run.isPresent()) {
      printRun(run.get());
      return;
    }
    Dataset<Row> rows = select(path, selection);
    switch (format) {
      case TABLE -> printTable(rows, limit.orElse(DEFAULT_TABLE_ROWS));
      case CSV -> printCsv(limit.map(rows::limit).orElse(rows));
      case JSON ->
          limit
              .map(rows::limit)
              .orElse(rows)
              .toJSON()
              .toLocalIterator()
              .forEachRemaining(out::println);
    }
  }

  private void printRun(RunManifest run) {
    out.printf(
        "run %s (%s, data: %s, seed %d, version %s), finished %s%n",
        run.runId(), run.kind(), run.source(), run.seed(), run.codeVersion(), run.finished());
    TextTable table =
        new TextTable(List.of(TextTable.Column.text("table"), TextTable.Column.numbers("rows")));
    for (Map.Entry<String, Long> entry : run.rows().entrySet()) {
      table.row(List.of(entry.getKey(), String.format(Locale.ROOT, "%,d", entry.getValue())));
    }
    out.print(table.render());
  }

  private Dataset<Row> select(String path, Selection selection) {
    if (!storage.exists(path)) {
      throw new InputException("there is nothing at %s", path);
    }
    try {
      Dataset<Row> rows = ordered(spark.read().parquet(path));
      if (selection.where().isPresent()) {
        rows = rows.where(selection.where().get());
      }
      return selection.columns().isEmpty()
          ? rows
          : rows.select(selection.columns().stream().map(functions::col).toArray(Column[]::new));
    } catch (Exception e) {
      // Java cannot catch Spark's checked AnalysisException by name: Scala does not declare it.
      if (e instanceof AnalysisException) {
        throw new InputException(
            e, "cannot show %s: %s", path, e.getMessage().lines().findFirst().orElse(""));
      }
      throw e;
    }
  }

  /** Keys first: Spark puts partition columns last, where nobody looks. */
  private static Dataset<Row> ordered(Dataset<Row> rows) {
    List<String> names = new ArrayList<>(Arrays.asList(rows.columns()));
    List<String> keys = new ArrayList<>(List.of("run_id", "model", "target"));
    keys.retainAll(names);
    names.removeAll(keys);
    keys.addAll(names);
    Dataset<Row> selected =
        rows.select(keys.stream().map(n -> functions.col("`" + n + "`")).toArray(Column[]::new));
    List<String> sort = new ArrayList<>(List.of("model", "target", "candidate_id", "block"));
    sort.addAll(List.of("network", "epoch", "row_id", "stage", "metric"));
    sort.retainAll(keys);
    return sort.isEmpty()
        ? selected
        : selected.orderBy(sort.stream().map(functions::col).toArray(Column[]::new));
  }

  private void printTable(Dataset<Row> rows, int limit) {
    StructField[] fields = rows.schema().fields();
    TextTable table =
        new TextTable(
            Arrays.stream(fields)
                .map(
                    field ->
                        field.dataType() instanceof NumericType
                            ? TextTable.Column.numbers(field.name())
                            : TextTable.Column.text(field.name()))
                .toList());
    List<Row> found = rows.takeAsList(limit + 1);
    for (Row row : found.subList(0, Math.min(limit, found.size()))) {
      List<String> cells = new ArrayList<>();
      for (int j = 0; j < fields.length; j++) {
        cells.add(cell(row.get(j)));
      }
      table.row(cells);
    }
    out.print(table.render());
    if (found.size() > limit) {
      out.println("... more rows: raise --limit");
    }
  }

  private static String cell(Object value) {
    if (value == null) {
      return "";
    }
    if (value instanceof Double number) {
      double size = Math.abs(number);
      boolean plain = size == 0 || (size >= 1e-3 && size < 1e6);
      return String.format(Locale.ROOT, plain ? "%.4f" : "%.3e", number);
    }
    return value.toString();
  }

  private void printCsv(Dataset<Row> rows) {
    out.println(String.join(",", rows.columns()));
    for (Iterator<Row> all = rows.toLocalIterator(); all.hasNext(); ) {
      Row row = all.next();
      List<Object> cells = new ArrayList<>();
      for (int j = 0; j < row.size(); j++) {
        cells.add(row.get(j));
      }
      out.println(cells.stream().map(ShowJob::csv).collect(Collectors.joining(",")));
    }
  }

  private static String csv(Object value) {
    String text = value == null ? "" : value.toString();
    return text.matches("(?s).*[\",\\n].*") ? '"' + text.replace("\"", "\"\"") + '"' : text;
  }
}
