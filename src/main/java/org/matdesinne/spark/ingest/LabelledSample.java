package org.matdesinne.spark.ingest;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.not;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.storage.StorageLevel;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSummary;
import org.matdesinne.dataset.DesignSampler;
import org.matdesinne.dataset.LabelledPoint;
import org.matdesinne.dataset.RowCheck;
import org.matdesinne.oracle.Outcome.Status;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.oracle.Labeller;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.storage.Table;
import scala.Tuple2;

/** Points of the design space that an oracle is asked for, and what it says of them. */
final class LabelledSample {
  private static final String INDEX = "_index";

  /** How many points without a label a message names. */
  private static final int NAMED = 3;

  private final JobContext context;
  private final RunSettings settings;
  private final Labeller labeller;
  private JavaRDD<Row> outcomes;

  /** The sample that the configuration asks for, not labelled yet. */
  LabelledSample(JobContext context, Labeller labeller) {
    this.context = context;
    this.labeller = labeller;
    settings = context.settings();
    // What is wrong with the mixture is told before anything is labelled.
    settings.sampler();
  }

  Labeller labeller() {
    return labeller;
  }

  /**
   * Asks the oracle for every point, once: what it says is kept until {@link #close}.
   *
   * @throws InputException when it gives no label for more points than may fail
   */
  DataSummary label() {
    RowCheck check = settings.rowCheck();
    int dimension = settings.designSpace().dimension();
    // Outcomes with a label that no row may have are failures, too.
    outcomes =
        labeller
            .label(points())
            .toJavaRDD()
            .map(row -> checked(row, dimension, check))
            .persist(StorageLevel.DISK_ONLY());
    Dataset<Row> all = context.spark().createDataFrame(outcomes, Labeller.schema(columns()));
    Map<String, Long> failed = new TreeMap<>();
    long labelled = 0;
    for (Row each : all.groupBy(col(Labeller.OUTCOME)).count().collectAsList()) {
      if (each.getString(0).equals(Status.VALUE.column())) {
        labelled = each.getLong(1);
      } else {
        failed.put(each.getString(0), each.getLong(1));
      }
    }
    if (!failed.isEmpty()) {
      requireFew(failed, labelled, all);
    }
    return DataSummary.ofOracle(settings.data().rows(), failed);
  }

  /** The points that have a label, with their numbers; the numbers of others are left out. */
  JavaRDD<Tuple2<LabelledPoint, Long>> labelled() {
    int dimension = settings.designSpace().dimension();
    return outcomes
        .filter(row -> row.getString(dimension + 2).equals(Status.VALUE.column()))
        .map(
            row ->
                new Tuple2<>(
                    new LabelledPoint(point(row, dimension), Labeller.values(row)),
                    row.getLong(0)));
  }

  /** Forgets what the oracle said. */
  void close() {
    if (outcomes != null) {
      outcomes.unpersist();
    }
  }

  private StructType columns() {
    StructType columns = new StructType().add(INDEX, DataTypes.LongType, false);
    for (String name : settings.designSpace().names()) {
      columns = columns.add(name, DataTypes.DoubleType, false);
    }
    return columns;
  }

  private Dataset<Row> points() {
    DesignSampler sampler = settings.sampler();
    List<Long> indices = LongStream.range(0, settings.data().rows()).boxed().toList();
    JavaRDD<Row> rows =
        context
            .jobs()
            .parallelize(indices, 8 * context.jobs().defaultParallelism())
            .mapPartitions(
                each -> {
                  DesignSampler.Points points = sampler.points();
                  Iterable<Long> some = () -> each;
                  return java.util.stream.StreamSupport.stream(some.spliterator(), false)
                      .map(index -> row(index, points.at(index)))
                      .iterator();
                });
    return context.spark().createDataFrame(rows, columns());
  }

  private static Row row(long index, double[] point) {
    return RowFactory.create(
        Stream.concat(
                Stream.of((Object) index), IntStream.range(0, point.length).mapToObj(j -> point[j]))
            .toArray());
  }

  private static Row checked(Row row, int dimension, RowCheck check) {
    if (!row.getString(dimension + 2).equals(Status.VALUE.column())) {
      return row;
    }
    try {
      check.labels(Labeller.values(row), k -> check.properties().names().get(k));
      return row;
    } catch (InputException e) {
      Object[] values = IntStream.range(0, row.size()).mapToObj(row::get).toArray();
      values[dimension + 1] = null;
      values[dimension + 2] = Status.FAILED.column();
      values[dimension + 3] = e.getMessage();
      return RowFactory.create(values);
    }
  }

  private static double[] point(Row row, int dimension) {
    return IntStream.rangeClosed(1, dimension).mapToDouble(row::getDouble).toArray();
  }

  private void requireFew(Map<String, Long> failed, long labelled, Dataset<Row> all) {
    int asked = settings.data().rows();
    double most = settings.data().maxFailedFraction();
    boolean many = labelled == 0 || asked - labelled > most * asked;
    List<Row> first =
        all.where(not(Labeller.hasValues())).orderBy(Table.column(INDEX)).takeAsList(NAMED);
    String points = first.stream().map(this::failure).collect(Collectors.joining("; "));
    if (!many) {
      context.progress().say("the oracle gave no label for " + points);
      return;
    }
    throw new InputException(
        "the oracle gave no label for %s of %s points (%s), more than data.max-failed-fraction allows,"
            + " %s: %s; correct the oracle, or narrow the design space to where it works",
        asked - labelled,
        asked,
        failed.entrySet().stream()
            .map(each -> each.getValue() + " " + Status.ofColumn(each.getKey()).words())
            .collect(Collectors.joining(", ")),
        most,
        points + (asked - labelled > first.size() ? "; …" : ""));
  }

  private String failure(Row row) {
    List<String> names = settings.designSpace().names();
    return "point "
        + row.getLong(0)
        + " ("
        + IntStream.range(0, names.size())
            .mapToObj(j -> names.get(j) + " = " + row.getDouble(1 + j))
            .collect(Collectors.joining(", "))
        + "): "
        + Status.ofColumn(row.getString(names.size() + 2)).words()
        + (row.isNullAt(names.size() + 3) ? "" : ", " + row.getString(names.size() + 3));
  }
}
