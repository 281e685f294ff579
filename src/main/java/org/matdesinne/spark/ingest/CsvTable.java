package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.count;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.min;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvFile;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.CsvHeader;
import org.matdesinne.dataset.CsvRowReader;
import org.matdesinne.spark.storage.ParquetInput;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.TextInput;

/** A table of text: each line is a row, so that tasks share even a single file. */
final class CsvTable implements NumberTable {
  private final SparkSession spark;
  private final String path;
  private final CsvHeader header;
  private final Dataset<Row> lines;

  /** Where the lines of a file's block are; found when it is asked for first. */
  private Map<String, List<Block>> blocks = Map.of();

  /**
   * A block of a file.
   *
   * @param start in the file, in bytes
   * @param count of its lines
   * @param first position of them
   */
  private record Block(long start, long count, long first) {}

  private CsvTable(SparkSession spark, String path, CsvHeader header, Dataset<Row> lines) {
    this.spark = spark;
    this.path = path;
    this.header = header;
    this.lines = lines;
  }

  /**
   * Opens files.
   *
   * @param path of them together, as the user named it
   * @throws InputException when one has no header, or another than the first
   */
  static CsvTable open(
      SparkSession spark,
      Storage storage,
      String path,
      List<String> files,
      CsvForm form,
      List<String> wanted) {
    CsvHeader first = header(storage, files.get(0), form, wanted);
    for (String file : files.subList(1, files.size())) {
      if (!header(storage, file, form, wanted).equals(first)) {
        throw new InputException(
            "%s has another header than %s (%s); the files of a folder make one table: give them the"
                + " same",
            file, files.get(0), String.join(", ", first.names()));
      }
    }
    return new CsvTable(spark, path, first, TextInput.open(spark, files));
  }

  private static CsvHeader header(Storage storage, String file, CsvForm form, List<String> wanted) {
    try (CsvFile text = storage.csv(file)) {
      return CsvHeader.read(text, form, wanted);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + file, e);
    }
  }

  @Override
  public String path() {
    return path;
  }

  @Override
  public List<String> names() {
    return header.names();
  }

  @Override
  public Dataset<Row> rows(List<String> columns) {
    require(columns);
    CsvHeader known = header;
    List<String> read = List.copyOf(columns);
    List<StructField> fields = new ArrayList<>();
    for (int j = 0; j < read.size(); j++) {
      fields.add(DataTypes.createStructField(NumberTable.column(j), DataTypes.DoubleType, true));
    }
    fields.add(DataTypes.createStructField(FILE, DataTypes.StringType, false));
    fields.add(DataTypes.createStructField(BLOCK, DataTypes.LongType, false));
    fields.add(DataTypes.createStructField(POSITION, DataTypes.LongType, false));
    fields.add(DataTypes.createStructField(FAULT, DataTypes.StringType, true));
    return spark.createDataFrame(
        lines.toJavaRDD().mapPartitions(some -> rows(some, new CsvRowReader(known, read))),
        DataTypes.createStructType(fields));
  }

  private static Iterator<Row> rows(Iterator<Row> lines, CsvRowReader reader) {
    Iterable<Row> once = () -> lines;
    return StreamSupport.stream(once.spliterator(), false)
        .map(line -> row(line, reader))
        .filter(Objects::nonNull)
        .iterator();
  }

  private static Row row(Row line, CsvRowReader reader) {
    return reader
        .read(line.getString(0))
        .map(
            row ->
                RowFactory.create(
                    Stream.concat(
                            Arrays.stream(row.values()),
                            Stream.of(line.get(1), line.get(2), line.get(3), row.fault()))
                        .toArray()))
        .orElse(null);
  }

  /** Counts the lines of all files before it names the first line. */
  @Override
  public String place(String file, long block, long position) {
    if (blocks.isEmpty()) {
      blocks = blocks();
    }
    long before = 0;
    long inBlock = 0;
    for (Block each : blocks.get(file)) {
      if (each.start() < block) {
        before += each.count();
      } else if (each.start() == block) {
        inBlock = position - each.first();
      }
    }
    return ParquetInput.decoded(file) + ", line " + (before + inBlock + 1);
  }

  private Map<String, List<Block>> blocks() {
    Map<String, List<Block>> found = new HashMap<>();
    lines
        .groupBy(col(FILE), col(BLOCK))
        .agg(count(lit(1)), min(POSITION))
        .collectAsList()
        .forEach(
            row ->
                found
                    .computeIfAbsent(row.getString(0), file -> new ArrayList<>())
                    .add(new Block(row.getLong(1), row.getLong(2), row.getLong(3))));
    return found;
  }
}
