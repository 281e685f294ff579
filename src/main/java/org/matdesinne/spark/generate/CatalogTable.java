package org.matdesinne.spark.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import org.apache.spark.sql.DataFrameWriterV2;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.catalyst.analysis.NoSuchTableException;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.storage.TableSchema;

/**
 * A table of Iceberg, in one of Spark's catalogs, that collects the candidates of many runs.
 *
 * <p>A run is appended in one commit and once only, however often that is asked for and by however
 * many drivers at the same time. The commit is conditional: it goes through only where nothing has
 * been added since the snapshot in which the run was looked for and not found; whoever comes second
 * looks again. To Iceberg it is an overwrite of no row at all, the one kind of write that can be
 * made to depend on that: rows that are there are never touched, and readers see all of a run or
 * nothing of it. The commit's summary names the run.
 *
 * <p>This is as true as the catalog's commits are atomic: Iceberg's Hadoop catalog is no good on an
 * object store.
 */
public final class CatalogTable {
  private static final String RUN = "run_id";

  private final JobContext context;
  private final String name;

  private CatalogTable(JobContext context, String name) {
    this.context = context;
    this.name = name;
  }

  /**
   * The table called {@code name}, there already or not.
   *
   * @param name {@code catalog.namespace.table}
   * @throws InputException when there is no such catalog, or the table is one of other columns
   */
  public static CatalogTable open(JobContext context, String name) {
    CatalogTable table = new CatalogTable(context, name);
    if (table.exists()) {
      table.requireOurColumns();
    }
    return table;
  }

  private SparkSession spark() {
    return context.spark();
  }

  private boolean exists() {
    try {
      return spark().catalog().tableExists(name);
    } catch (Exception e) {
      // Java cannot catch Spark's checked exceptions by name: Scala does not declare them.
      throw new InputException(
          e,
          "there is no place for a table %s: %s; give --catalog-table catalog.namespace.table and configure"
              + " the catalog by --conf spark.sql.catalog.NAME",
          name,
          e.getMessage());
    }
  }

  private void requireOurColumns() {
    StructType found = spark().table(name).schema();
    Set<String> names = new TreeSet<>(Arrays.asList(found.fieldNames()));
    for (StructField field : columns().fields()) {
      boolean there = names.remove(field.name());
      if (there && !found.apply(field.name()).dataType().equals(field.dataType())) {
        throw other("its column '" + field.name() + "' is of another type");
      }
      if (!there && !field.metadata().contains(TableSchema.SINCE)) {
        throw other("it has no column '" + field.name() + "'");
      }
    }
    if (!names.isEmpty()) {
      throw other("it has columns besides: " + String.join(", ", names));
    }
  }

  private InputException other(String why) {
    return new InputException(
        "table %s is not one of candidates of this design space: %s; name another --catalog-table",
        name, why);
  }

  private StructType columns() {
    return context.table(TableSchema.CANDIDATES).columns();
  }

  /** Appends the candidates of a finished generation, unless they are there already. */
  public void append(String output) {
    Output generated = Output.find(context.storage(), output, JobKind.GENERATE);
    Dataset<Row> candidates = context.read(TableSchema.CANDIDATES, generated);
    String run = generated.run().orElseThrow();
    if (!exists()) {
      create();
    }
    addNewColumns();
    Optional<Long> seen = snapshot();
    while (!holds(run, seen)) {
      Optional<Long> base = seen;
      try {
        context.progress().phase("append to " + name, () -> commit(candidates, run, base));
        return;
      } catch (Exception e) {
        seen = snapshot();
        if (seen.equals(base)) {
          throw e;
        }
        context.progress().say("table " + name + " was changed meanwhile; looking again");
      }
    }
    context.progress().say("table " + name + " holds run " + run + " already");
  }

  /** The table's state, as another driver may just have left it; empty before the first commit. */
  private Optional<Long> snapshot() {
    // Else the catalog of this session would answer with what it saw some time ago.
    spark().catalog().refreshTable(name);
    return spark()
        .sql("SELECT snapshot_id FROM " + name + ".refs WHERE name = 'main'")
        .collectAsList()
        .stream()
        .map(row -> row.getLong(0))
        .findFirst();
  }

  private boolean holds(String run, Optional<Long> snapshot) {
    return snapshot
        .map(id -> spark().sql("SELECT " + RUN + " FROM " + name + " VERSION AS OF " + id))
        .map(rows -> !rows.where(col(RUN).equalTo(lit(run))).isEmpty())
        .orElse(false);
  }

  /** Adds a run to what {@code base} holds; fails where anything was added since. */
  private Void commit(Dataset<Row> candidates, String run, Optional<Long> base) {
    DataFrameWriterV2<Row> writer =
        candidates
            .writeTo(name)
            .option("snapshot-property.matdesinne.run-id", run)
            .option("isolation-level", "serializable");
    // Without a base, nothing may ever have been added.
    base.ifPresent(id -> writer.option("validate-from-snapshot-id", id));
    try {
      writer.overwrite(lit(false));
      return null;
    } catch (NoSuchTableException e) {
      throw new IllegalStateException("table " + name + " was dropped meanwhile", e);
    }
  }

  private void create() {
    StructType nullable =
        DataTypes.createStructType(
            Arrays.stream(columns().fields())
                .map(field -> field.copy(field.name(), field.dataType(), true, field.metadata()))
                .toArray(StructField[]::new));
    changing(
        String.format(
            "CREATE TABLE IF NOT EXISTS %s (%s) USING iceberg PARTITIONED BY (model, target)"
                + " TBLPROPERTIES ('write.parquet.compression-codec' = 'zstd')",
            name, nullable.toDDL()),
        this::exists);
  }

  private void addNewColumns() {
    for (StructField field : columns().fields()) {
      if (!hasColumn(field.name())) {
        changing(
            String.format(
                "ALTER TABLE %s ADD COLUMN `%s` %s COMMENT '%s'",
                name,
                field.name(),
                field.dataType().sql(),
                field.getComment().get().replace("'", "\\'")),
            () -> hasColumn(field.name()));
      }
    }
  }

  private boolean hasColumn(String column) {
    return Arrays.asList(spark().table(name).columns()).contains(column);
  }

  /** Changes the table, unless another driver does the same at this moment. */
  private void changing(String statement, BooleanSupplier done) {
    try {
      spark().sql(statement);
    } catch (Exception e) {
      if (exists()) {
        spark().catalog().refreshTable(name);
      }
      if (!done.getAsBoolean()) {
        throw e;
      }
    }
  }
}
