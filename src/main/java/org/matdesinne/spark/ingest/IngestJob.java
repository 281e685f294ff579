package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.col;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaPairRDD;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.CsvFile;
import org.matdesinne.dataset.CsvForm;
import org.matdesinne.dataset.CsvPair;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.dataset.Gathered;
import org.matdesinne.dataset.LabelledPoint;
import org.matdesinne.dataset.PublishedSource;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.Splitter;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.Property;
import org.matdesinne.oracle.OracleSettings;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.oracle.Labeller;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Location;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/** Brings labelled points into the form that everything else reads: checked, split, as Parquet. */
public final class IngestJob {
  private static final int ROWS_PER_FILE = 1_000_000;

  private final JobContext context;
  private final RunSettings settings;
  private final Splitter splitter;

  /** A job in {@code context}. */
  public IngestJob(JobContext context) {
    this.context = context;
    settings = context.settings();
    splitter = settings.data().splitter(settings.seed(), settings.designSpace());
  }

  /**
   * Data that was read and found right, not yet written.
   *
   * @param source where it comes from
   * @param fingerprint of all that decides the rows
   * @param content the rows, or how they will be made
   */
  public record Prepared(String source, String fingerprint, Content content) {}

  /** Rows of a training set. */
  sealed interface Content {
    /**
     * That were given.
     *
     * @param summary of what became of them
     */
    record Given(Dataset<Row> rows, DataSummary summary) implements Content {}

    /** Points that an oracle is asked for. */
    record Asked(LabelledSample sample) implements Content {}
  }

  /**
   * Reads and checks every row; writes nothing.
   *
   * @throws InputException when a row is wrong
   */
  public Prepared prepare(DataOption option) {
    String source = sourceName(option);
    String decisive = identity(settings, source);
    if (option instanceof DataOption.Table given) {
      LabelledTable points = table(given);
      LabelledTable.Checked checked =
          context.progress().phase("check " + shortName(source), points::check);
      tell(checked.summary());
      return new Prepared(
          source,
          decisive + checked.fingerprint(),
          new Content.Given(tableRows(points), checked.summary()));
    }
    if (DataSettings.isOracle(source)) {
      LabelledSample sample = new LabelledSample(context, Labeller.of(context));
      return new Prepared(
          source, decisive + sample.labeller().fingerprint(), new Content.Asked(sample));
    }
    Gathered read = readCsv(option, "read " + shortName(source));
    tell(read.summary());
    TrainingSet set = TrainingSet.of(read.rows(), splitter);
    return new Prepared(
        source, decisive + set.hash(), new Content.Given(csvRows(set), read.summary()));
  }

  private void tell(DataSummary summary) {
    Map<String, String> units =
        settings.properties().each().stream()
            .collect(Collectors.toMap(Property::name, Property::unit));
    summary.sentences(units).forEach(context.progress()::say);
  }

  private LabelledTable table(DataOption.Table given) {
    RowCheck check = settings.rowCheck();
    CsvForm form = new CsvForm(settings.data().delimiter(), given.columns());
    List<String> columns = settings.data().columnsOf(check.columns());
    LabelledTable points =
        new LabelledTable(
            NumberTable.open(context.spark(), given.path(), form, columns),
            check,
            columns,
            settings.data().missing(),
            settings.data().replicates());
    List<String> others = points.others();
    if (!others.isEmpty()) {
      context
          .progress()
          .say(
              "left out "
                  + (others.size() == 1 ? "a column" : others.size() + " columns")
                  + " that the configuration does not name: "
                  + String.join(", ", others));
    }
    return points;
  }

  /**
   * All settings that decide the rows.
   *
   * @param source where the rows come from
   */
  public static String identity(RunSettings settings, String source) {
    // The seed decides the split, which the splitter states.
    String split = settings.data().splitter(settings.seed(), settings.designSpace()).toString();
    String check = String.join("\n", source, settings.rowCheck().toString(), split);
    if (!DataSettings.isOracle(source)) {
      DataSettings data = settings.data();
      String treated =
          String.join("\n", check, data.missing().toString(), data.replicates().toString());
      // Without other names, what earlier versions wrote is the same.
      return data.columns().isEmpty() ? treated : treated + data.columns();
    }
    OracleSettings oracle = settings.requireOracle();
    // How many points may fail decides whether there are rows, and none of them.
    return check + settings.data().rows() + " of " + settings.sampler() + oracle.calculation();
  }

  /**
   * Writes a training set.
   *
   * @throws InputException when the folder is not free
   */
  public RunManifest run(Prepared data, Output output) {
    RunFolder folder = new RunFolder(context, JobKind.INGEST, output, data.fingerprint());
    return folder.complete(() -> write(data, folder));
  }

  private RunManifest write(Prepared data, RunFolder folder) {
    if (data.content() instanceof Content.Given given) {
      return write(data.source(), given.rows(), given.summary(), folder);
    }
    LabelledSample sample = ((Content.Asked) data.content()).sample();
    try {
      DataSummary summary =
          context
              .progress()
              .phase("label " + settings.data().rows() + " design points", sample::label);
      tell(summary);
      Splitter local = splitter;
      JavaRDD<Row> rows =
          sample.labelled().map(each -> row(each._2(), each._1(), local.split(each._1().point())));
      return write(data.source(), sorted(rows, summary.points()), summary, folder);
    } finally {
      sample.close();
    }
  }

  private RunManifest write(
      String source, Dataset<Row> rows, DataSummary summary, RunFolder folder) {
    Table table = context.table(TableSchema.TRAINING_SET);
    String place = folder.table(TableSchema.TRAINING_SET);
    context
        .progress()
        .phase(
            "write the training set",
            () -> {
              table.write(rows, place);
              return null;
            });
    long count = table.read(place).count();
    return folder.finish(
        source, Map.of(TableSchema.TRAINING_SET.tableName(), count), Optional.of(summary));
  }

  private static String shortName(String source) {
    return source.substring(source.lastIndexOf('/') + 1);
  }

  private String sourceName(DataOption option) {
    if (option instanceof DataOption.CsvFiles files) {
      return context.storage().qualified(files.x());
    }
    if (option instanceof DataOption.Table given) {
      return context.storage().qualified(given.path());
    }
    return settings.data().source();
  }

  private Gathered readCsv(DataOption option, String phase) {
    AtomicLong rows = new AtomicLong();
    return context
        .progress()
        .phase(
            phase,
            () -> readCsv(option, rows),
            () -> rows.get() == 0 ? "" : String.format(Locale.ROOT, "%,d rows", rows.get()));
  }

  private Gathered readCsv(DataOption option, AtomicLong rows) {
    if (option instanceof DataOption.CsvFiles files) {
      return readCsv(files.x(), files.y(), rows);
    }
    PublishedSource published = settings.data().sources().get(settings.data().source());
    Path cache = Path.of(settings.data().cache());
    return readCsv(
        Location.text(published.x().fetch(cache)), Location.text(published.y().fetch(cache)), rows);
  }

  private Gathered readCsv(String x, String y, AtomicLong rows) {
    try (CsvFile points = context.storage().csv(x);
        CsvFile labels = context.storage().csv(y)) {
      DataSettings data = settings.data();
      return new CsvPair(settings.rowCheck(), data.missing(), data.replicates())
          .read(points, labels, rows::set);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + x + " and " + y, e);
    }
  }

  private Dataset<Row> csvRows(TrainingSet read) {
    List<Row> rows = new ArrayList<>(read.rows());
    for (int i = 0; i < read.rows(); i++) {
      rows.add(row(i, new LabelledPoint(read.x()[i], read.y()[i]), read.split()[i]));
    }
    // Not by coalescing, which would put all rows into as few tasks.
    return context
        .table(TableSchema.TRAINING_SET)
        .dataset(rows)
        .repartitionByRange(files(rows.size()), col("row_id"))
        .sortWithinPartitions("row_id");
  }

  private Dataset<Row> tableRows(LabelledTable points) {
    Splitter local = splitter;
    JavaPairRDD<LabelledPoint, Long> numbered = points.numbered();
    return sorted(
        numbered.map(
            pair -> {
              LabelledPoint row = pair._1();
              return row(pair._2(), row, local.split(row.point()));
            }),
        numbered.count());
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

  private static Row row(long index, LabelledPoint row, Split split) {
    Stream.Builder<Object> values = Stream.builder().add(index);
    Arrays.stream(row.point()).forEach(values::add);
    Arrays.stream(row.labels()).forEach(values::add);
    return RowFactory.create(values.add(split.label()).build().toArray());
  }
}
