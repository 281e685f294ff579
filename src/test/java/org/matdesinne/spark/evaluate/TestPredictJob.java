package org.matdesinne.spark.evaluate;

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
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.surrogate.Surrogate;

class TestPredictJob extends SparkSuite {
  @TempDir private static Path folder;
  private SmallModel small;

  @BeforeAll
  void train() {
    small = SmallModel.in(folder, spark());
  }

  private List<String> predict(Path x) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    PrintStream out = new PrintStream(bytes, true, StandardCharsets.UTF_8);
    new PredictJob(small.context()).run(small.model().tables(), x.toString(), out);
    return bytes.toString(StandardCharsets.UTF_8).lines().toList();
  }

  @Test
  void oneLineAPointInTheirOrderWhateverTheirNumber() throws IOException {
    TrainingSet set = small.trainingData().set();
    double[][] points = new double[5000][];
    Arrays.setAll(points, i -> set.x()[i % set.rows()]);
    String text =
        Arrays.stream(points)
            .map(p -> Arrays.stream(p).mapToObj(Double::toString).collect(Collectors.joining(",")))
            .collect(Collectors.joining("\n"));
    List<String> lines = predict(Files.writeString(folder.resolve("x.csv"), text));

    ModelStore store = ModelStore.of(small.context().storage(), small.model());
    try (Surrogate surrogate = store.load("dense").surrogate(Device.cpu())) {
      Prediction expected = surrogate.predict(points);
      assertThat(lines).hasSize(points.length);
      for (int i = 0; i < points.length; i++) {
        String[] cells = lines.get(i).split(",", -1);
        assertThat(Double.parseDouble(cells[0])).isEqualTo(expected.value()[i][0], within(1e-5));
        assertThat(Double.parseDouble(cells[1]))
            .isEqualTo(expected.uncertainty()[i][0], within(1e-5));
      }
    }
  }

  private String accuracy(Path x, Path y) {
    return new PredictJob(small.context())
        .accuracy(small.model().tables(), x.toString(), y.toString())
        .get(0)
        .render();
  }

  @Test
  void labelsGiveTheErrorsOfThePredictions() throws IOException {
    Path x =
        Files.writeString(
            folder.resolve("labelled.csv"), "3.2,3.2,12,90,90,120,0\n3.1,3,12.5,90,88,119,0.5\n");
    List<String> predicted = predict(x).stream().map(line -> line.split(",", -1)[0]).toList();
    double first = Double.parseDouble(predicted.get(0));
    String labels = (first + 0.25) + "\n" + predicted.get(1) + "\n";

    String table = accuracy(x, Files.writeString(folder.resolve("labels.csv"), labels));

    // Of the errors 0.25 and 0.
    assertThat(table.lines().toList().get(3).split(" +"))
        .containsExactly("all", "2", "0.1250", "0.1768", "0.1250", "0.2375", "0.2500");
    assertThat(table).contains("band_gap  ", " % right; ", "labels in the interval");
  }

  @Test
  void testRowsOfTheModelsOwnDataAreMeasured() {
    PredictJob job = new PredictJob(small.context());
    TrainingSet test = small.trainingData().set().only(Split.TEST);
    String table = job.heldOut(small.model().tables(), small.data().tables()).get(0).render();
    assertThat(table.lines().toList().get(3)).matches("all +" + test.rows() + " .*");
  }

  @Test
  void testRowsOfOtherDataMayHaveBeenSeen() {
    JobContext context = SmallModel.context(spark(), List.of("seed=5"));
    Output other = Output.of(folder.resolve("other-data").toString());
    IngestJob ingest = new IngestJob(context);
    ingest.run(ingest.prepare(new DataOption.Configured()), other);
    assertThatThrownBy(
            () -> new PredictJob(context).heldOut(small.model().tables(), other.tables()))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "network 'dense' of " + small.model().tables() + " was not trained on");
  }

  @Test
  void aWrongLabelIsNamed() throws IOException {
    Path x = Files.writeString(folder.resolve("one.csv"), "3.2,3.2,12,90,90,120,0\n");
    Path below = Files.writeString(folder.resolve("below.csv"), "-1\n");
    assertThatThrownBy(() -> accuracy(x, below))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("below.csv, line 1, column 1 (band_gap): -1.0 eV lies below");
    Path two = Files.writeString(folder.resolve("two.csv"), "1\n1\n");
    assertThatThrownBy(() -> accuracy(x, two))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("one.csv ends after line 1, but ");
  }

  @Test
  void aPointOutsideThePhysicalBoundsIsNamedAndNothingIsPrinted() throws IOException {
    Path x =
        Files.writeString(
            folder.resolve("bad.csv"), "3.2,3.2,12,90,90,120,0\n9,3,12,90,90,120,0\n");
    assertThatThrownBy(() -> predict(x))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("bad.csv, line 2, column 1 (a)");
  }
}
