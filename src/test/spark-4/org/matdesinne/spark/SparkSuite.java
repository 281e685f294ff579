package org.matdesinne.spark;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.spark.SparkConf;
import org.apache.spark.SparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.matdesinne.spark.run.Session;

/** A test with a Spark of its own: spark-testing-base has none for this version. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SparkSuite {
  private SparkContext context;
  private SparkSession spark;

  /** Settings of the context. */
  public SparkConf conf() {
    return new SparkConf()
        .setMaster("local[4]")
        .setAppName("test")
        .set("spark.ui.enabled", "false");
  }

  @BeforeAll
  void startSpark() {
    context = new SparkContext(conf());
    spark = Session.open("test");
    // 200 partitions, the default, take minutes for a handful of rows.
    spark.conf().set("spark.sql.shuffle.partitions", 2);
  }

  @AfterAll
  void stopSpark() {
    spark.stop();
  }

  /** The context. */
  public SparkContext sc() {
    return context;
  }

  /** The session, with the settings of every job. */
  protected SparkSession spark() {
    return spark;
  }

  /** Checks that both have the same columns and the same rows in the same order. */
  protected static void assertSameRows(Dataset<Row> expected, Dataset<Row> found) {
    assertThat(found.schema()).isEqualTo(expected.schema());
    assertThat(found.collectAsList()).isEqualTo(expected.collectAsList());
  }
}
