package org.matdesinne.spark.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.lit;

import java.util.Arrays;
import java.util.Set;
import java.util.TreeSet;
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
 * A table in one of Spark's catalogs, such as Iceberg's, that collects the candidates of many runs.
 *
 * <p>A run is appended in one commit and once only, however often that is asked for; the commit's
 * summary names it.
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
          "there is no place for a table %s: %s; give --table catalog.namespace.table and configure"
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
        "table %s is not one of candidates of this design space: %s; name another --table",
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
    if (!spark().table(name).where(col(RUN).equalTo(lit(run))).isEmpty()) {
      context.progress().say("table " + name + " holds run " + run + " already");
      return;
    }
    context.progress().phase("append to " + name, () -> commit(candidates, run));
  }

  private Void commit(Dataset<Row> candidates, String run) {
    try {
      candidates.writeTo(name).option("snapshot-property.matdesinne.run-id", run).append();
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
    spark()
        .sql(
            String.format(
                "CREATE TABLE IF NOT EXISTS %s (%s) USING iceberg PARTITIONED BY (model, target)"
                    + " TBLPROPERTIES ('write.parquet.compression-codec' = 'zstd')",
                name, nullable.toDDL()));
  }

  private void addNewColumns() {
    Set<String> there = Set.of(spark().table(name).columns());
    for (StructField field : columns().fields()) {
      if (!there.contains(field.name())) {
        spark()
            .sql(
                String.format(
                    "ALTER TABLE %s ADD COLUMN `%s` %s COMMENT '%s'",
                    name,
                    field.name(),
                    field.dataType().sql(),
                    field.getComment().get().replace("'", "\\'")));
      }
    }
  }
}
