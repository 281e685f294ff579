package org.matdesinne.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.input_file_name;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.AnalysisException;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvPair;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.dataset.DesignSampler;
import org.matdesinne.dataset.LabelledPoint;
import org.matdesinne.dataset.PublishedSource;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.Splitter;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.oracle.Oracle;
import org.matdesinne.settings.RunSettings;

/** Brings labelled points into the form that everything else reads: checked, split, as Parquet. */
public final class IngestJob {
  static final String KIND = "ingest";
  private static final int ROWS_PER_FILE = 1_000_000;

  private final JobContext context;
  private final RunSettings settings;

  /** A job in {@code context}. */
  public IngestJob(JobContext context) {
    this.context = context;
    settings = context.settings();
  }

  /**
   * Data that was read and found right, not yet written.
   *
   * @param source where it comes from
   * @param fingerprint of all that decides the rows
   * @param rows of the training set
   */
  public record Prepared(String source, String fingerprint, Dataset<Row> rows) {}

  /**
   * Reads and checks every row; writes nothing.
   *
   * @throws InputException when a row is wrong
   */
  public Prepared prepare(DataOption option) {
    String source = sourceName(option);
    String decisive =
        String.join(
            "\n",
            source,
            settings.designSpace().toString(),
            settings.property().toString(),
            settings.data().toString(),
            Long.toString(settings.seed()));
    if (option instanceof DataOption.Parquet parquet) {
      return new Prepared(source, decisive, parquetRows(parquet.path()));
    }
    if (source.equals(DataSettings.ORACLE_SOURCE)) {
      return new Prepared(source, decisive + settings.oracle(), oracleRows());
    }
    List<LabelledPoint> read =
        context.progress().phase("read " + shortName(source), () -> readCsv(option));
    return new Prepared(source, decisive + contentHash(read), csvRows(read));
  }

  /**
   * Writes a training set.
   *
   * @throws InputException when the folder is not free
   */
  public RunManifest run(Prepared data, Output output) {
    RunFolder folder = new RunFolder(context, KIND, output, data.fingerprint());
    Optional<RunManifest> finished = folder.claim();
    if (finished.isPresent()) {
      return finished.get();
    }
    Table table = context.table(TableSchema.TRAINING_SET);
    String place = folder.table(TableSchema.TRAINING_SET);
    boolean labels = data.source().equals(DataSettings.ORACLE_SOURCE);
    context
        .progress()
        .phase(
            labels
                ? "label " + settings.data().rows() + " design points"
                : "write the training set",
            () -> {
              table.write(data.rows(), place);
              return null;
            });
    long count = table.read(place).count();
    return folder.finish(data.source(), Map.of(TableSchema.TRAINING_SET.tableName(), count));
  }

  /** Where the rows of a training set came from. */
  static String source(JobContext context, Output output) {
    return RunManifest.read(context.storage(), output.state()).orElseThrow().source();
  }

  /** The rows of a finished training set, in order. */
  static TrainingSet load(JobContext context, Output output) {
    Table table = context.table(TableSchema.TRAINING_SET);
    List<Row> rows =
        table.read(output.table(TableSchema.TRAINING_SET)).orderBy("row_id").collectAsList();
    int dimension = context.settings().designSpace().dimension();
    return new TrainingSet(
        rows.stream().map(row -> doubles(row, 1, dimension)).toArray(double[][]::new),
        rows.stream().mapToDouble(row -> row.getDouble(1 + dimension)).toArray(),
        rows.stream().map(row -> Split.of(row.getString(2 + dimension))).toArray(Split[]::new));
  }

  private static String shortName(String source) {
    return source.substring(source.lastIndexOf('/') + 1);
  }

  private String sourceName(DataOption option) {
    if (option instanceof DataOption.CsvFiles files) {
      return context.storage().qualified(files.x());
    }
    if (option instanceof DataOption.Parquet parquet) {
      return context.storage().qualified(parquet.path());
    }
    return settings.data().source();
  }

  private List<LabelledPoint> readCsv(DataOption option) {
    CsvPair pair = new CsvPair(settings.rowCheck());
    if (option instanceof DataOption.CsvFiles files) {
      return readCsv(pair, files.x(), files.y());
    }
    PublishedSource published = settings.data().sources().get(settings.data().source());
    Path cache = Path.of(settings.data().cache());
    return readCsv(
        pair,
        published.x().fetch(cache).toUri().toString(),
        published.y().fetch(cache).toUri().toString());
  }

  private List<LabelledPoint> readCsv(CsvPair pair, String x, String y) {
    try (BufferedReader points = reader(x);
        BufferedReader labels = reader(y)) {
      return pair.read(new CsvPair.Source(x, points), new CsvPair.Source(y, labels));
    } catch (java.io.IOException e) {
      throw new java.io.UncheckedIOException("cannot read " + x + " and " + y, e);
    }
  }

  private BufferedReader reader(String uri) {
    return new BufferedReader(
        new InputStreamReader(context.storage().open(uri), StandardCharsets.UTF_8));
  }

  private static String contentHash(List<LabelledPoint> read) {
    TrainingSet content =
        new TrainingSet(
            read.stream().map(LabelledPoint::point).toArray(double[][]::new),
            read.stream().mapToDouble(LabelledPoint::label).toArray(),
            Stream.generate(() -> Split.TRAIN).limit(read.size()).toArray(Split[]::new));
    return content.hash();
  }

  private Dataset<Row> csvRows(List<LabelledPoint> read) {
    Splitter splitter = settings.data().splitter(settings.seed());
    List<Row> rows = new ArrayList<>(read.size());
    for (int i = 0; i < read.size(); i++) {
      rows.add(row(i, read.get(i).point(), read.get(i).label(), splitter));
    }
    return context.table(TableSchema.TRAINING_SET).of(rows).coalesce(files(rows.size()));
  }

  private Dataset<Row> oracleRows() {
    Splitter splitter = settings.data().splitter(settings.seed());
    DesignSampler sampler = settings.sampler();
    Oracle oracle = settings.newOracle();
    List<Long> indices = LongStream.range(0, settings.data().rows()).boxed().toList();
    int partitions = 8 * context.jobs().defaultParallelism();
    JavaRDD<Row> rows =
        context
            .jobs()
            .parallelize(indices, partitions)
            .map(
                index -> {
                  double[] point = sampler.point(index);
                  return row(index, point, oracle.evaluate(point).label(), splitter);
                });
    return sorted(rows, settings.data().rows());
  }

  private Dataset<Row> parquetRows(String path) {
    Splitter splitter = settings.data().splitter(settings.seed());
    RowCheck check = settings.rowCheck();
    int dimension = settings.designSpace().dimension();
    List<Column> columns = new ArrayList<>();
    settings.designSpace().names().forEach(name -> columns.add(number(name)));
    columns.add(number(settings.property().name()));
    columns.add(input_file_name());
    Dataset<Row> source;
    try {
      source = context.spark().read().parquet(path).select(columns.toArray(Column[]::new));
    } catch (Exception e) {
      // Java cannot catch Spark's checked AnalysisException by name: Scala does not declare it.
      if (e instanceof AnalysisException) {
        throw new InputException(
            e,
            "%s is not Parquet with the columns %s and %s: %s",
            path,
            String.join(", ", settings.designSpace().names()),
            settings.property().name(),
            e.getMessage().lines().findFirst().orElse(""));
      }
      throw e;
    }
    List<String> problems =
        context
            .progress()
            .phase(
                "check " + path,
                () -> source.toJavaRDD().flatMap(r -> problem(r, check, dimension)).take(1));
    if (!problems.isEmpty()) {
      throw new InputException("%s", problems.get(0));
    }
    rejectContradictions(source, path);
    JavaRDD<Row> rows =
        source
            .toJavaRDD()
            .zipWithIndex()
            .map(
                pair ->
                    row(
                        pair._2(),
                        doubles(pair._1(), 0, dimension),
                        pair._1().getDouble(dimension),
                        splitter));
    return sorted(rows, source.count());
  }

  private static Column number(String name) {
    return col("`" + name + "`").cast(DataTypes.DoubleType);
  }

  private static java.util.Iterator<String> problem(Row row, RowCheck check, int dimension) {
    String where = row.getString(dimension + 1);
    try {
      for (int j = 0; j <= dimension; j++) {
        if (row.isNullAt(j)) {
          throw new InputException("%s: column %d holds a null", where, j + 1);
        }
      }
      check.point(doubles(row, 0, dimension), where);
      check.label(row.getDouble(dimension), where);
      return java.util.Collections.emptyIterator();
    } catch (InputException e) {
      return List.of(e.getMessage()).iterator();
    }
  }

  private void rejectContradictions(Dataset<Row> source, String path) {
    Column[] parameters =
        settings.designSpace().names().stream().map(this::cast).toArray(Column[]::new);
    List<String> names = new ArrayList<>(settings.designSpace().names());
    names.add(settings.property().name());
    names.add("file");
    String label = settings.property().name();
    Dataset<Row> twice =
        source
            .toDF(names.toArray(String[]::new))
            .groupBy(parameters)
            .agg(
                functions.min(col(label)).alias("least"),
                functions.max(col(label)).alias("greatest"))
            .where(col("least").notEqual(col("greatest")));
    List<Row> found = twice.takeAsList(1);
    if (!found.isEmpty()) {
      throw new InputException(
          "%s gives one design point several labels: %s (%s, least label, greatest label); keep one",
          path, found.get(0), String.join(", ", settings.designSpace().names()));
    }
  }

  private Column cast(String name) {
    return col("`" + name + "`");
  }

  private Dataset<Row> sorted(JavaRDD<Row> rows, long count) {
    Table table = context.table(TableSchema.TRAINING_SET);
    return context
        .spark()
        .createDataFrame(rows, table.columns())
        .repartitionByRange(files(count), col("row_id"))
        .sortWithinPartitions("row_id");
  }

  private static int files(long rows) {
    return Math.toIntExact(Math.max(1, rows / ROWS_PER_FILE));
  }

  private static Row row(long index, double[] point, double label, Splitter splitter) {
    return RowFactory.create(
        Stream.of(
                Stream.of((Object) index),
                Arrays.stream(point).boxed().map(v -> (Object) v),
                Stream.of((Object) label, splitter.of(point).label()))
            .flatMap(s -> s)
            .toArray());
  }

  private static double[] doubles(Row row, int first, int count) {
    double[] values = new double[count];
    for (int j = 0; j < count; j++) {
      values[j] = row.getDouble(first + j);
    }
    return values;
  }
}
