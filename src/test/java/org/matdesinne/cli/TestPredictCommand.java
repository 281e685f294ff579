package org.matdesinne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.DoublePredicate;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.model.SavedModel;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.surrogate.Surrogate;

/** A network whose weights are finite, and its predictions are not, of some points. */
class TestPredictCommand extends SparkSuite {
  @RegisterExtension private final Terminal terminal = new Terminal();

  /** Times this, what is further than about one deviation from the mean overflows. */
  private static final float HUGE = 3e38f;

  @TempDir private static Path folder;
  private SmallModel small;

  /** A point of which there is a prediction, and one of which there is none. */
  private double[] good;

  private double[] bad;
  private String predicted;

  @BeforeAll
  void train() throws IOException {
    small = SmallModel.in(folder, spark());
    overflow(Path.of(small.model().tables() + "/model/dense"));
    double[][] x = small.trainingData().set().x();
    double[] values;
    try (Surrogate surrogate =
        ModelStore.of(small.context().storage(), small.model())
            .load("dense")
            .surrogate(Device.cpu())) {
      values = surrogate.predict(x).value(0);
    }
    int finite = first(values, value -> Double.isFinite(value) && value > 0);
    int infinite = first(values, value -> !Double.isFinite(value));
    good = x[finite];
    bad = x[infinite];
    predicted = Double.toString(values[infinite]);
  }

  private static int first(double[] values, DoublePredicate wanted) {
    return IntStream.range(0, values.length)
        .filter(i -> wanted.test(values[i]))
        .findFirst()
        .orElseThrow();
  }

  /** Multiplies what a network's last layer puts out. */
  private static void overflow(Path network) throws IOException {
    Path file = network.resolve(SavedModel.WEIGHTS);
    byte[] weights = Files.readAllBytes(file);
    String old = DigestUtils.sha256Hex(weights);
    ByteBuffer buffer = ByteBuffer.wrap(weights).order(ByteOrder.LITTLE_ENDIAN);
    int header = Math.toIntExact(buffer.getLong(0));
    JsonNode tensors =
        new ObjectMapper().readTree(new String(weights, 8, header, StandardCharsets.UTF_8));
    for (Map.Entry<String, JsonNode> tensor : tensors.properties()) {
      if (tensor.getValue().path("shape").path(0).asInt() == 1) {
        JsonNode offsets = tensor.getValue().get("data_offsets");
        for (int at = offsets.get(0).asInt(); at < offsets.get(1).asInt(); at += Float.BYTES) {
          int place = 8 + header + at;
          buffer.putFloat(place, HUGE * buffer.getFloat(place));
        }
      }
    }
    Files.write(file, weights);
    Path manifest = network.resolve(SavedModel.MANIFEST);
    Files.writeString(
        manifest, Files.readString(manifest).replace(old, DigestUtils.sha256Hex(weights)));
  }

  private static Path csv(String name, double[]... rows) throws IOException {
    return Files.writeString(
        folder.resolve(name),
        Arrays.stream(rows)
            .map(row -> DoubleStream.of(row).mapToObj(Double::toString))
            .map(row -> row.collect(Collectors.joining(",")) + "\n")
            .collect(Collectors.joining()));
  }

  private int predict(String... more) {
    List<String> words = new ArrayList<>(List.of("predict", "--model", small.model().tables()));
    Collections.addAll(words, more);
    return Main.run(words.toArray(String[]::new));
  }

  private String out() {
    return terminal.out();
  }

  private void assertNoResult(int row) {
    assertThat(terminal.error())
        .isEqualTo(
            "error: network 'dense' of "
                + small.model().tables()
                + " predicts "
                + predicted
                + " of row "
                + row
                + ": no result; the row is too far from what it was trained on, or its training has"
                + " failed: leave the row out, or train it again\n");
  }

  @Test
  void aPredictionThatIsNoNumberEndsTheLines() throws IOException {
    assertThat(predict("--x", csv("x.csv", good, good, bad, good).toString()))
        .isEqualTo(Main.WRONG_USE);
    assertNoResult(3);
    assertThat(out().lines())
        .hasSize(2)
        .allSatisfy(
            line -> assertThat(Double.parseDouble(line.split(",", -1)[0])).isFinite().isPositive());
  }

  @Test
  void aPredictionThatIsNoNumberIsInNoTable() throws IOException {
    Path x = csv("measured.csv", good, bad);
    Path y = csv("labels.csv", new double[] {1}, new double[] {1});
    assertThat(predict("--x", x.toString(), "--y", y.toString())).isEqualTo(Main.WRONG_USE);
    assertNoResult(2);
    assertThat(out()).isEmpty();
  }

  @Test
  void withoutThatRowThereIsAResult() throws IOException {
    assertThat(predict("--x", csv("good.csv", good).toString())).isEqualTo(Main.DONE);
    assertThat(out().lines()).hasSize(1);
  }

  /** A Parquet file of the points, its name in {@code folder}. */
  private String parquet(String name, double[]... rows) {
    List<String> names = small.context().settings().designSpace().names();
    StructType columns = new StructType();
    for (String parameter : names) {
      columns = columns.add(parameter, DataTypes.DoubleType);
    }
    List<Row> table =
        Arrays.stream(rows)
            .map(row -> RowFactory.create(DoubleStream.of(row).boxed().toArray()))
            .toList();
    String path = folder.resolve(name).toString();
    spark().createDataFrame(table, columns).write().parquet(path);
    return path;
  }

  @Test
  void inATableOfAnySizeItIsARowWithoutAResult() {
    String output = folder.resolve("predicted").toString();
    String points = parquet("points", good, bad, good);
    assertThat(predict("--points", points, "--output", output)).isEqualTo(Main.DONE);
    assertThat(out().lines())
        .anySatisfy(line -> assertThat(line).matches("in_range +2 +66\\.67 .*"))
        .anySatisfy(line -> assertThat(line).matches("no_result +1 +33\\.33 .*"));
    assertThat(terminal.error())
        .contains("predictions in " + output + ": 2 in_range, 1 no_result, in ");
  }

  @Test
  void aTableNeedsAnOutputAndNothingElse() {
    assertThat(predict("--points", "x")).isEqualTo(Main.WRONG_USE);
    assertThat(terminal.error())
        .contains("the predictions of a table are written into another; give its folder by");
    assertThat(predict("--points", "x", "--x", "y", "--output", "z")).isEqualTo(Main.WRONG_USE);
    assertThat(terminal.error())
        .contains("give one of --x, --held-out, --points, and --points-table");
    assertThat(predict("--x", "y", "--output", "z")).isEqualTo(Main.WRONG_USE);
    assertThat(terminal.error()).contains("--output and --data belong to points");
  }
}
