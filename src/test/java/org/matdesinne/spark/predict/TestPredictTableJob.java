package org.matdesinne.spark.predict;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;
import static org.apache.spark.sql.functions.when;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import ai.djl.Device;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.design.Ranges;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.novelty.ScaledDistance;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.evaluate.PredictJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.TableSchema;

class TestPredictTableJob extends SparkSuite {
  private static final int MANY = 200_000;

  @TempDir private static Path folder;
  private SmallModel small;
  private TrainedNetwork network;
  private double[][] known;
  private List<String> names;

  @BeforeAll
  void train() {
    small = SmallModel.in(folder, spark());
    network = ModelStore.of(small.context().storage(), small.model()).load("dense");
    known = small.trainingData().set().only(Split.TRAIN, Split.VALIDATION).x();
    names = small.context().settings().designSpace().names();
  }

  /** Points inside the ranges of the training rows. */
  private double[][] inside(int count) {
    Ranges ranges = network.manifest().ranges();
    Random random = new Random(7);
    double[][] points = new double[count][names.size()];
    for (double[] point : points) {
      for (int j = 0; j < point.length; j++) {
        double least = ranges.minimum()[j];
        point[j] = ranges.nearest(j, least + random.nextDouble() * (ranges.maximum()[j] - least));
      }
    }
    return points;
  }

  /** A table with a key, the parameters in another order than the model's, and a note. */
  private Dataset<Row> table(double[][] points) {
    StructType columns = new StructType().add("id", DataTypes.LongType, false);
    for (int j = names.size() - 1; j >= 0; j--) {
      columns = columns.add(names.get(j), DataTypes.DoubleType);
    }
    columns = columns.add("its.note", DataTypes.StringType);
    List<Row> rows =
        IntStream.range(0, points.length)
            .mapToObj(
                i ->
                    RowFactory.create(
                        Stream.of(
                                Stream.<Object>of((long) i),
                                IntStream.range(0, names.size())
                                    .mapToObj(j -> (Object) points[i][names.size() - 1 - j]),
                                Stream.<Object>of("note " + i))
                            .flatMap(each -> each)
                            .toArray()))
            .toList();
    return spark().createDataFrame(rows, columns);
  }

  private RunManifest predict(PointsOption points, String output) {
    return new PredictTableJob(small.context())
        .run(small.model().tables(), points, Optional.of(small.data().tables()), path(output));
  }

  private RunManifest predict(Dataset<Row> points, String name) {
    points.write().parquet(path(name));
    return predict(new PointsOption.Parquet(path(name)), name + "-predicted");
  }

  private List<Row> rows(String name) {
    return spark()
        .read()
        .parquet(path(name + "-predicted/predictions"))
        .orderBy("id")
        .collectAsList();
  }

  private static String path(String name) {
    return folder.resolve(name).toString();
  }

  @Test
  void manyRowsOfManyTasksAreWhatTheCommandPrints() throws IOException {
    double[][] points = inside(MANY);
    predict(table(points).repartition(5), "many");
    Path x =
        Files.writeString(
            folder.resolve("many.csv"),
            Arrays.stream(points)
                .map(point -> DoubleStream.of(point).mapToObj(Double::toString))
                .map(point -> point.collect(Collectors.joining(",")))
                .collect(Collectors.joining("\n")));
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    new PredictJob(small.context())
        .run(
            small.model().tables(),
            x.toString(),
            new PrintStream(printed, false, StandardCharsets.UTF_8));
    List<String> lines = printed.toString(StandardCharsets.UTF_8).lines().toList();
    List<Row> rows = rows("many");
    assertThat(rows).hasSize(MANY);
    for (int i = 0; i < MANY; i++) {
      Row row = rows.get(i);
      String[] cells = lines.get(i).split(",", -1);
      assertThat(row.<String>getAs("its.note")).isEqualTo("note " + i);
      assertThat(row.<Double>getAs(names.get(0))).isEqualTo(points[i][0]);
      assertThat(row.<Double>getAs("predicted"))
          .isEqualTo(Double.parseDouble(cells[0]), within(1e-5));
      assertThat(row.<Double>getAs("uncertainty"))
          .isEqualTo(Double.parseDouble(cells[1]), within(1e-5));
    }
    ScaledDistance scaled = ScaledDistance.standardised(known);
    for (int i = 0; i < MANY; i += 10_000) {
      double[] point = points[i];
      assertThat(rows.get(i).<Double>getAs("nearest_training_distance"))
          .isEqualTo(
              Arrays.stream(known)
                  .mapToDouble(other -> scaled.between(point, other))
                  .min()
                  .orElseThrow(),
              within(1e-12));
    }
  }

  @Test
  void rowsWithoutAPredictionAndRowsOutOfRangeAreFlaggedAndCounted() {
    double[][] points = inside(6);
    Ranges ranges = network.manifest().ranges();
    points[1][2] = Math.nextUp(ranges.maximum()[2]);
    points[2][0] = Double.NaN;
    points[3][0] = Double.NEGATIVE_INFINITY;
    Dataset<Row> holed =
        table(points).withColumn("b", when(col("id").equalTo(4), lit(null)).otherwise(col("b")));
    RunManifest manifest = predict(holed, "flags");

    Map<String, Long> counts = Map.of("in_range", 2L, "out_of_range", 1L, "missing", 3L);
    assertThat(manifest.statuses()).isEqualTo(counts);
    assertThat(RunManifest.read(small.context().storage(), path("flags-predicted")))
        .hasValueSatisfying(read -> assertThat(read.statuses()).isEqualTo(counts))
        .hasValueSatisfying(read -> assertThat(read.rows()).isEqualTo(Map.of("predictions", 6L)))
        .hasValueSatisfying(
            read ->
                assertThat(read.networks())
                    .isEqualTo(Map.of("surrogate", network.manifest().weightsSha256())));
    assertThat(rows("flags"))
        .extracting(row -> row.<String>getAs("status"))
        .containsExactly("in_range", "out_of_range", "missing", "missing", "missing", "in_range");
    assertThat(rows("flags"))
        .filteredOn(row -> row.getAs("status").equals("missing"))
        .allSatisfy(
            row ->
                assertThat(
                        Arrays.asList(
                            row.getAs("predicted"),
                            row.getAs("uncertainty"),
                            row.getAs("nearest_training_distance")))
                    .containsOnlyNulls());
    assertThat(rows("flags").get(1).<Double>getAs("predicted")).isNotNaN();
    assertThat(new PredictTableJob(small.context()).table(path("flags-predicted")).render().lines())
        .anySatisfy(line -> assertThat(line).matches("in_range +2 +33.33 +\\d.\\d+ +\\d.\\d+"))
        .anySatisfy(line -> assertThat(line).matches("missing +3 +50.00 +- +-"));
  }

  @Test
  void theTableIsWhatItsContractSays() {
    predict(table(inside(3)), "contract");
    JobContext context = small.context();
    Dataset<Row> read =
        context.table(TableSchema.PREDICTIONS).read(path("contract-predicted/predictions"));
    assertThat(read.count()).isEqualTo(3);
    StructType stored = spark().read().parquet(path("contract-predicted/predictions")).schema();
    assertThat(stored.fieldNames())
        .startsWith("id", names.get(names.size() - 1))
        .endsWith("its.note", "predicted", "uncertainty", "nearest_training_distance", "status");
    assertThat(stored.apply("predicted").metadata().getString("unit"))
        .isEqualTo(context.settings().properties().first().unit());
  }

  @Test
  void floatsDecimalsAndWholeNumbersAreParametersToo() {
    double[][] points = {{3.25, 3.125, 12.5, 90, 90, 120, 0}};
    predict(table(points), "doubles");
    predict(
        table(points)
            .withColumn("a", col("a").cast("decimal(5,3)"))
            .withColumn("b", col("b").cast("float"))
            .withColumn("alpha", col("alpha").cast("int")),
        "others");
    assertThat(rows("others")).isEqualTo(rows("doubles"));
  }

  @Test
  void theSameCommandAgainDoesNothingAndOtherPointsNeedAnotherFolder() {
    predict(table(inside(5)), "twice");
    PointsOption same = new PointsOption.Parquet(path("twice"));
    RunManifest first =
        RunManifest.read(small.context().storage(), path("twice-predicted")).orElseThrow();
    assertThat(predict(same, "twice-predicted")).isEqualTo(first);

    table(inside(6)).write().mode("overwrite").parquet(path("twice"));
    assertThatThrownBy(() -> predict(same, "twice-predicted"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("already holds run " + first.runId());
  }

  @Test
  void whatAKilledDriverLeftIsNoPartOfTheResult() throws IOException {
    RunManifest whole = predict(table(inside(20)), "killed");
    Path output = folder.resolve("killed-predicted");
    // As a driver that was killed while it wrote leaves it.
    Files.delete(output.resolve("_manifest.json"));
    Files.deleteIfExists(output.resolve("_decided.json"));
    Path attempt = output.resolve("_attempts/dead/predictions");
    Files.createDirectories(attempt.getParent());
    Files.move(output.resolve("predictions"), attempt);

    RunManifest resumed = predict(new PointsOption.Parquet(path("killed")), "killed-predicted");
    assertThat(resumed.runId()).isEqualTo(whole.runId());
    assertThat(resumed.attempt()).isNotEqualTo(whole.attempt());
    assertThat(rows("killed")).hasSize(20);
    assertThat(attempt).doesNotExist();
  }

  @Test
  void mapsAndListsAreKept() {
    Dataset<Row> nested =
        table(inside(2)).selectExpr("*", "map('x', id) as labels", "array(id) as history");
    predict(nested, "nested");
    assertThat(rows("nested").get(1).getJavaMap(rows("nested").get(1).fieldIndex("labels")))
        .isEqualTo(Map.of("x", 1L));
  }

  @Test
  @Tag("iceberg")
  void aTableOfACatalogIsPredictedByItsName() {
    spark().conf().set("spark.sql.catalog.ice", "org.apache.iceberg.spark.SparkCatalog");
    spark().conf().set("spark.sql.catalog.ice.type", "hadoop");
    spark().conf().set("spark.sql.catalog.ice.warehouse", path("ice"));
    double[][] points = inside(50);
    spark().sql("CREATE NAMESPACE ice.lab");
    table(points).writeTo("ice.lab.points").using("iceberg").createOrReplace();
    predict(table(points), "parquet");
    RunManifest manifest =
        predict(new PointsOption.CatalogTable("ice.lab.points"), "ice-predicted");
    assertThat(manifest.source()).isEqualTo("ice.lab.points");
    assertThat(rows("ice")).isEqualTo(rows("parquet"));

    assertThatThrownBy(() -> predict(new PointsOption.CatalogTable("ice.lab.nothing"), "no"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("there is no table ice.lab.nothing; name it as");
    assertThatThrownBy(() -> predict(new PointsOption.CatalogTable("nowhere.lab.points"), "no"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("nowhere.lab.points");
  }

  private void assertRefused(Dataset<Row> points, String name, String message) {
    assertThatThrownBy(() -> predict(points, name))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
    assertThat(folder.resolve(name + "-predicted")).doesNotExist();
  }

  @Test
  void pointsThatCannotBePredictedAreRefusedBeforeAnythingIsWritten() {
    Dataset<Row> points = table(inside(2));
    assertRefused(points.drop("beta"), "holed", "holed has no column 'beta'; its columns are: id,");
    assertRefused(
        points.withColumn("b", col("b").cast("string")),
        "text",
        "text, column 'b' is of the type string; it must hold numbers");
    assertRefused(
        points.withColumn("Predicted", lit(1)),
        "double",
        "double has a column 'predicted' already");
    assertRefused(points.limit(0), "empty", "empty holds no rows; give at least one design point");
    assertThatThrownBy(() -> predict(new PointsOption.Parquet(path("absent")), "no"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("absent as Parquet: it does not exist");
  }

  @Test
  void aNetworkOnADeviceSaysTheSame() {
    double[][] points = inside(10);
    PredictedPoint[] said =
        new PointPredictor(network, known, "test").predict(points, Device.cpu());
    predict(table(points), "ten");
    assertThat(rows("ten"))
        .extracting(row -> row.<Double>getAs("predicted"))
        .containsExactly(Arrays.stream(said).map(each -> each.value()[0]).toArray(Double[]::new));
  }
}
