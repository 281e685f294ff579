package org.matdesinne.spark.evaluate;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.spark.SparkSuite;

class TestJudgeErrors extends SparkSuite {
  private static final StructType POINTS =
      StructType.fromDDL(
          "run_id string, model string, target double, wanted string, stage string, point array<double>");

  @Test
  void pointsAreJudgedInOrderABatchAtATime() {
    List<Integer> batches = new ArrayList<>();
    JudgeErrors errors =
        new JudgeErrors(
            points -> {
              batches.add(points.length);
              return Arrays.stream(points)
                  .map(point -> new double[] {point[0] - point[1]})
                  .toArray(double[][]::new);
            },
            Properties.of(new Property("gap", "eV", 0)));
    List<Row> rows =
        IntStream.range(0, 5000)
            .mapToObj(
                i ->
                    RowFactory.create(
                        "r", "cinn", 10.0, "10.0", "localized", List.of(i + 0.0, 1.0)))
            .toList();
    Iterator<Row> points = spark().createDataFrame(rows, POINTS).collectAsList().iterator();
    Iterator<Row> found = errors.call(points);
    assertError(found.next(), 0);
    assertThat(batches).as("no more than needed").containsExactly(4096);
    for (int i = 1; i < 5000; i++) {
      assertError(found.next(), i);
    }
    assertThat(found.hasNext()).isFalse();
    assertThat(batches).containsExactly(4096, 904);
    assertThat(errors.call(Collections.emptyIterator()).hasNext()).isFalse();
  }

  private static void assertError(Row row, int i) {
    assertThat(row.size()).isEqualTo(6);
    assertThat(IntStream.range(0, 5).mapToObj(row::get))
        .containsExactly("r", "cinn", 10.0, "10.0", "localized");
    assertThat((Double[]) row.get(5)).containsExactly(Math.abs(i - 1 - 10.0));
  }
}
