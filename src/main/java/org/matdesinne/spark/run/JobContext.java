package org.matdesinne.spark.run;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import java.util.Optional;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.device.ComputeStage;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.storage.ColumnNames;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/**
 * What every job works with.
 *
 * @param spark the session
 * @param storage small files
 * @param progress what the user sees
 * @param settings of the run
 * @param configuration the settings as text
 */
public record JobContext(
    SparkSession spark,
    Storage storage,
    Progress progress,
    RunSettings settings,
    String configuration) {

  /** A context for a resolved configuration; bad settings fail before Spark starts. */
  public static JobContext open(String job, Config resolved) {
    RunSettings settings = RunSettings.from(resolved);
    SparkSession spark = Session.open(job);
    TaskDevice.ask(JavaSparkContext.fromSparkContext(spark.sparkContext()), settings.device());
    return in(spark, settings, resolved);
  }

  /** A context in somebody else's session, for a resolved configuration. */
  public static JobContext in(SparkSession spark, Config resolved) {
    return in(spark, RunSettings.from(resolved), resolved);
  }

  private static JobContext in(SparkSession spark, RunSettings settings, Config resolved) {
    ColumnNames.of(settings.designSpace(), settings.properties()).require();
    return new JobContext(
        spark,
        new Storage(spark.sparkContext().hadoopConfiguration()),
        new Progress(JavaSparkContext.fromSparkContext(spark.sparkContext())),
        settings,
        ConfigurationFile.json(resolved));
  }

  /**
   * This context, for a job that will write a folder.
   *
   * @throws InputException when there can be no folder of that name
   */
  public JobContext writing(String output) {
    storage.requireFolder(output);
    return this;
  }

  /** This context with another configuration. */
  public JobContext with(ConfigurationFile configuration) {
    Config resolved = configuration.resolved();
    return new JobContext(
        spark, storage, progress, RunSettings.from(resolved), ConfigurationFile.json(resolved));
  }

  /**
   * This context with the amounts of properties that are shares of their spread.
   *
   * @param spread standard deviation of each property in the training rows
   */
  public JobContext measuredBy(Amounts spread) {
    Config resolved = ConfigFactory.parseString(configuration);
    return new JobContext(
        spark, storage, progress, RunSettings.from(resolved, Optional.of(spread)), configuration);
  }

  /** Starts Spark jobs. */
  public JavaSparkContext jobs() {
    return JavaSparkContext.fromSparkContext(spark.sparkContext());
  }

  /** Stages whose tasks compute with networks. */
  public ComputeStage computing() {
    return new ComputeStage(jobs());
  }

  /** A table with the columns of this design space and these properties. */
  public Table table(TableSchema schema) {
    StructType columns = schema.columns(settings.designSpace(), settings.properties());
    return new Table(spark, schema, columns);
  }

  /**
   * Reads a table of a finished output: the files that its manifest names, and no other. Of an
   * output of a version that named none, all that lies in the folder.
   *
   * @throws InputException when a file is missing or damaged, or it is not this table
   */
  public Dataset<Row> read(TableSchema schema, Output output) {
    String folder = output.table(schema);
    return RunManifest.read(storage, output.state())
        .flatMap(run -> TableFiles.of(storage, folder, run))
        .map(files -> table(schema).read(folder, files.check()))
        .orElseGet(() -> table(schema).read(folder));
  }

  /**
   * Reads a table of a run that this version has finished, as {@link #read} does, but without a
   * look at its columns.
   *
   * @throws InputException when a file is missing or damaged
   */
  public Dataset<Row> readOwn(TableSchema schema, Output output) {
    String folder = output.table(schema);
    return RunManifest.read(storage, output.state())
        .flatMap(run -> TableFiles.of(storage, folder, run))
        .map(files -> table(schema).written(folder, files.check()))
        .orElseThrow();
  }
}
