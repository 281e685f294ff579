package org.matdesinne.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.run.JobContext;

class TestTable extends SparkSuite {
  private static final StructType COLUMNS =
      TableSchema.TRAINING_SET.columns(
          new DesignSpace(
              List.of(new DesignParameter("length", "angstrom", 2, 4, 3, Role.LATTICE, 3))),
          Properties.of(new Property("gap", "eV", 0)));

  @TempDir private Path folder;
  private Table table;
  private Dataset<Row> rows;

  @BeforeAll
  void open() {
    table = new Table(spark(), TableSchema.TRAINING_SET, COLUMNS);
    rows =
        table.dataset(
            List.of(
                RowFactory.create(0L, 3.1000000000000005, 0.0, "train"),
                RowFactory.create(1L, 2.5, 0.25, "test")));
  }

  @Test
  void whatIsWrittenIsRead() {
    table.write(rows, path("table"));
    Dataset<Row> read = table.read(path("table"));
    assertSameRows(rows, table.dataset(read.orderBy("row_id").collectAsList()));
  }

  @Test
  void partitionColumnsKeepTheirTypeAndPlace() {
    StructType columns = COLUMNS.add("model", DataTypes.StringType, false);
    Table partitioned = new Table(spark(), TableSchema.TRAINING_SET, columns);
    Dataset<Row> numbered = rows.withColumn("model", functions.lit("2021"));
    partitioned.write(numbered, path("table"), "model", "length");
    Dataset<Row> read = partitioned.read(path("table"));
    assertThat(read.columns()).containsExactly(columns.fieldNames());
    assertThat(read.orderBy("row_id").first().<String>getAs("model")).isEqualTo("2021");
    assertThat(read.orderBy("row_id").first().<Double>getAs("length"))
        .isEqualTo(3.1000000000000005);
  }

  @Test
  void filesAreZstdParquetThatCarryUnits() throws IOException {
    table.write(rows, path("table"));
    assertThat(folder.resolve("table"))
        .isDirectoryContaining(file -> file.toString().endsWith(".zstd.parquet"));
    assertThat(
            spark()
                .read()
                .parquet(path("table"))
                .schema()
                .apply("length")
                .metadata()
                .getString("unit"))
        .isEqualTo("angstrom");
  }

  @Test
  void aNullWhereNoneMayStandFails() {
    Dataset<Row> holed =
        rows.withColumn(
            "gap", functions.when(functions.col("row_id").equalTo(0), functions.col("gap")));
    assertThatThrownBy(() -> table.write(holed, path("table")))
        .rootCause()
        .hasMessageContaining("field 'gap' of input row cannot be null");
    assertThat(folder.resolve("table").resolve("_SUCCESS")).doesNotExist();
  }

  @Test
  void aValueOfAnotherTypeFails() {
    Dataset<Row> texts = rows.withColumn("gap", functions.col("gap").cast(DataTypes.StringType));
    assertThatThrownBy(() -> table.write(texts, path("table")))
        .rootCause()
        .hasMessageContainingAll("external type", "java.lang.String");
  }

  @Test
  void aMissingTableIsAnError() {
    assertThatThrownBy(() -> table.read(path("nowhere")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot read " + path("nowhere") + " as Parquet: ")
        .hasMessageContaining("does not exist");
  }

  @Test
  void somethingElseThanParquetIsAnError() throws IOException {
    Files.writeString(folder.resolve("data_x.csv"), "3.1,0\n");
    assertThatThrownBy(() -> table.read(path("data_x.csv")))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("cannot read " + path("data_x.csv") + " as Parquet: ")
        .hasMessageContaining("is not a Parquet file");
  }

  @Test
  void aTableWithoutOneOfTheColumnsIsAnError() {
    rows.drop("gap").write().parquet(path("other"));
    assertThatThrownBy(() -> table.read(path("other")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s has no column 'gap'; its columns are: row_id, length, split", path("other"));
  }

  @Test
  void aColumnOfAnotherTypeIsAnError() {
    rows.withColumn("gap", functions.col("gap").cast(DataTypes.FloatType))
        .write()
        .parquet(path("other"));
    assertThatThrownBy(() -> table.read(path("other")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "%s is not a table 'training_set': its column 'gap' is of the type float, not double",
            path("other"));
  }

  @Test
  void aColumnThatCameLaterIsNullInOlderFiles() {
    table.write(rows, path("old"));
    StructType later =
        COLUMNS.add(
            "source",
            DataTypes.StringType,
            true,
            new MetadataBuilder().putLong(TableSchema.SINCE, 2).build());
    Table current = new Table(spark(), TableSchema.TRAINING_SET, later);
    assertThat(current.read(path("old")).select("source", "row_id").collectAsList())
        .containsExactlyInAnyOrder(RowFactory.create(null, 0L), RowFactory.create(null, 1L));

    current.write(rows.withColumn("source", functions.lit("file")), path("new"));
    assertSameRows(rows, table.dataset(table.read(path("new")).orderBy("row_id").collectAsList()));
  }

  @ParameterizedTest
  @EnumSource
  void savedFilesOfEveryVersionAreReadAndTheirReadersReadTodaysFiles(TableSchema schema) {
    JobContext context = SmallModel.context(spark(), List.of());
    for (int version = 1; version <= schema.version(); version++) {
      String saved = "src/test/resources/tables/v" + version + "/" + schema.tableName();
      Dataset<Row> read = context.table(schema).read(saved);
      assertThat(read.count()).isPositive();

      StructType columnsThen = spark().read().parquet(saved).schema();
      context.table(schema).write(read, path("now"));
      assertThat(new Table(spark(), schema, columnsThen).read(path("now")).toJSON().collectAsList())
          .containsExactlyInAnyOrderElementsOf(
              read.selectExpr(columnsThen.fieldNames()).toJSON().collectAsList());
    }
  }

  private String path(String name) {
    return folder.resolve(name).toString();
  }
}
