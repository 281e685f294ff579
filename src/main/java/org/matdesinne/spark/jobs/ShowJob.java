package org.matdesinne.spark.jobs;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.InputException;
import org.matdesinne.report.TextTable;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TableFiles;
import org.matdesinne.spark.storage.ParquetInput;
import org.matdesinne.spark.storage.Storage;

/** Prints data sets for people and for other programs. */
public final class ShowJob {
  private static final int DEFAULT_TABLE_ROWS = 20;
  private static final StructType TABLES =
      new StructType()
          .add("table", DataTypes.StringType, false)
          .add("rows", DataTypes.LongType, false);

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

  /**
   * Prints how many rows there are.
   *
   * @throws InputException when there is nothing to show
   */
  public void count(String path, Selection selection) {
    out.println(selected(open(path), selection, path).count());
  }

  /**
   * Prints a data set, or the list of a run's tables.
   *
   * @param limit rows at most; by default 20 in a table, all otherwise
   * @throws InputException when there is nothing to show
   */
  public void print(String path, Selection selection, Format format, Optional<Integer> limit) {
    limit.ifPresent(ShowJob::requireLimit);
    Dataset<Row> all = selected(open(path), selection, path);
    Dataset<Row> rows = limit.map(all::limit).orElse(all);
    switch (format) {
      case TABLE -> {
        run(path).ifPresent(this::printHeading);
        printTable(all, limit.orElse(DEFAULT_TABLE_ROWS));
      }
      case CSV -> printCsv(rows);
      case JSON -> rows.toJSON().toLocalIterator().forEachRemaining(out::println);
    }
  }

  private static void requireLimit(int limit) {
    if (limit < 0) {
      throw new InputException("--limit %d is not a number of rows; give 0 or more", limit);
    }
  }

  private Dataset<Row> open(String path) {
    if (!storage.exists(path)) {
      throw new InputException("there is nothing at %s", path);
    }
    return run(path).map(this::tables).orElseGet(() -> ordered(table(storage.qualified(path))));
  }

  /** The files of a run's table that its manifest names, or whatever other Parquet lies there. */
  private Dataset<Row> table(String folder) {
    return Output.writerOf(storage, folder)
        .flatMap(run -> TableFiles.of(storage, folder, run))
        .map(files -> ParquetInput.open(spark, folder, files.check(), Optional.empty()))
        .orElseGet(() -> ParquetInput.open(spark, folder));
  }

  private Optional<RunManifest> run(String path) {
    return RunManifest.read(storage, storage.qualified(path));
  }

  private void printHeading(RunManifest run) {
    out.printf(
        "run %s (%s, data: %s, seed %d, version %s), finished %s%n",
        run.runId(), run.kind(), run.source(), run.seed(), run.codeVersion(), run.finished());
  }

  private Dataset<Row> tables(RunManifest run) {
    List<Row> rows = new ArrayList<>();
    run.rows().forEach((table, count) -> rows.add(RowFactory.create(table, count)));
    return spark.createDataFrame(rows, TABLES);
  }

  private static Dataset<Row> selected(Dataset<Row> rows, Selection selection, String path) {
    try {
      selection.where().ifPresent(HarmlessCondition::require);
      Dataset<Row> found = selection.where().map(rows::where).orElse(rows);
      return selection.columns().isEmpty()
          ? found
          : found.select(selection.columns().stream().map(ShowJob::column).toArray(Column[]::new));
    } catch (Exception e) {
      // Java cannot catch Spark's checked exceptions by name: Scala does not declare them.
      if (e instanceof AnalysisException) {
        throw new InputException(
            e,
            "%s cannot be asked for this: %s; its columns are: %s",
            path,
            InputException.firstLine(e.getMessage()),
            String.join(", ", rows.columns()));
      }
      throw e;
    }
  }

  private static Column column(String name) {
    return functions.col("`" + name.strip() + "`");
  }

  /** Keys first: Spark puts partition columns last, where nobody looks. */
  private static Dataset<Row> ordered(Dataset<Row> rows) {
    List<String> names = new ArrayList<>(Arrays.asList(rows.columns()));
    List<String> keys = new ArrayList<>(List.of("run_id", "model", "target", "wanted"));
    keys.retainAll(names);
    names.removeAll(keys);
    keys.addAll(names);
    Dataset<Row> selected = rows.select(keys.stream().map(ShowJob::column).toArray(Column[]::new));
    List<String> sort =
        new ArrayList<>(List.of("model", "target", "wanted", "candidate_id", "block"));
    sort.addAll(List.of("network", "epoch", "row_id", "stage", "metric"));
    sort.retainAll(keys);
    return sort.isEmpty()
        ? selected
        : selected.orderBy(sort.stream().map(ShowJob::column).toArray(Column[]::new));
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
