package org.matdesinne.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.spark.SparkSuite;

class TestNumberedPartitions extends SparkSuite {

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 10, 37})
  void everyRowLiesInThePartitionOfItsNumber(int count) {
    Dataset<Row> rows =
        spark()
            .range(0, 1000)
            .withColumn("number", functions.col("id").multiply(count).divide(1000).cast("long"));
    Dataset<Row> found =
        NumberedPartitions.of(rows, functions.col("number"), count)
            .withColumn("partition", functions.spark_partition_id());
    assertThat(found.columns()).containsExactly("id", "number", "partition");
    assertThat(found.count()).isEqualTo(1000);
    assertThat(found.where("number <> partition").count()).isZero();
    assertThat(found.rdd().getNumPartitions()).isEqualTo(count);
  }
}
