package org.matdesinne.spark.run;

import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.spark.sql.SparkSession;
import org.matdesinne.config.InputException;

/** The Spark session of a job. Master, memory and cores are spark-submit's business. */
public final class Session {
  /** Where no job ran, as for a help text, there may be no Spark to ask. */
  private static final AtomicBoolean OPENED = new AtomicBoolean();

  private Session() {}

  /**
   * Starts or finds the session.
   *
   * @throws InputException when Spark's natives cannot be unpacked and run, or Spark does not start
   */
  public static SparkSession open(String job) {
    TemporaryFolder.ofThisProcess().requireNatives();
    OPENED.set(true);
    try {
      return SparkSession.builder()
          .appName("matdesinne " + job)
          .config("spark.sql.parquet.compression.codec", "zstd")
          // Wrong unions of old and new files are worse than an error.
          .config("spark.sql.parquet.mergeSchema", "false")
          .getOrCreate();
    } catch (Exception e) {
      throw new InputException(
          e,
          "Spark does not start: %s; correct the options before -- or the file that"
              + " --properties-file names",
          InputException.firstLine(e.getMessage()));
    }
  }

  /** Ends the session, if there is one: executors go in order, not by a broken pipe. */
  public static void close() {
    if (!OPENED.get()) {
      return;
    }
    scala.Option<SparkSession> session = SparkSession.getDefaultSession();
    if (session.isDefined()) {
      session.get().stop();
    }
  }
}
