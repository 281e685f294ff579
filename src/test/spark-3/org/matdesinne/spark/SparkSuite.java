package org.matdesinne.spark;

import com.holdenkarau.spark.testing.JavaDatasetSuiteBase;
import com.holdenkarau.spark.testing.SharedJavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.matdesinne.spark.run.Session;

/** A test with spark-testing-base's Spark: its JUnit 4 rules, as JUnit 5 calls them. */
@TestInstance(Lifecycle.PER_CLASS)
public abstract class SparkSuite extends SharedJavaSparkContext {
  private SparkSession spark;

  @BeforeAll
  void startSpark() {
    runBefore();
    spark = Session.open("test");
    // 200 partitions, the default, take minutes for a handful of rows.
    spark.conf().set("spark.sql.shuffle.partitions", 2);
  }

  @AfterAll
  static void stopSpark() {
    runAfterClass();
  }

  /** The session, with the settings of every job. */
  protected SparkSession spark() {
    return spark;
  }

  /** Checks that both have the same columns and the same rows in the same order. */
  protected static void assertSameRows(Dataset<Row> expected, Dataset<Row> found) {
    // Not inherited: that class brings a session of its own, with Hive's settings.
    new JavaDatasetSuiteBase().assertDatasetEquals(expected, found);
  }
}
