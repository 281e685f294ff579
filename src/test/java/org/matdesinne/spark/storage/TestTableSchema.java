package org.matdesinne.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

class TestTableSchema {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("length", "angstrom", 2, 4, 3, Role.LATTICE, 3),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));
  private static final Properties PROPERTY = Properties.of(new Property("gap", "eV", 0));

  @Test
  void aTrainingSetHasAColumnForEachParameterAndTheProperty() {
    StructType columns = TableSchema.TRAINING_SET.columns(SPACE, PROPERTY);
    assertThat(columns.fieldNames()).containsExactly("row_id", "length", "field", "gap", "split");
    StructField field = columns.apply("field");
    assertThat(field.dataType()).isEqualTo(DataTypes.DoubleType);
    assertThat(field.nullable()).isFalse();
    assertThat(field.metadata().getString("unit")).isEqualTo("V/angstrom");
    assertThat(field.getComment().get()).isEqualTo("Design parameter field.");
    assertThat(columns.apply("gap").metadata().getString("unit")).isEqualTo("eV");
  }

  @Test
  void candidatesStandInTheOrderOfTheirMaking() {
    StructType columns = TableSchema.CANDIDATES.columns(SPACE, PROPERTY);
    assertThat(columns.fieldNames())
        .containsExactly(
            "run_id",
            "model",
            "target",
            "candidate_id",
            "length_raw",
            "field_raw",
            "length",
            "field",
            "predicted_raw",
            "predicted",
            "uncertainty",
            "localization_steps",
            "nearest_training_distance",
            "novel_average",
            "novel_maximum",
            "status",
            "reason",
            "wanted",
            "given_row",
            "moved");
    assertThat(columns.apply("length_raw").nullable()).isFalse();
    assertThat(columns.apply("length").nullable()).isTrue();
    assertThat(columns.apply("uncertainty").metadata().getString("unit")).isEqualTo("eV");
  }

  @ParameterizedTest
  @EnumSource
  void everyColumnIsExplainedAndFullyExpanded(TableSchema table) {
    StructField[] fields = table.columns(SPACE, PROPERTY).fields();
    assertThat(fields)
        .isNotEmpty()
        .allSatisfy(field -> assertThat(field.getComment().get()).isNotBlank())
        .allSatisfy(
            field -> assertThat(field.name() + field.metadata()).doesNotContain("{p", "{u"));
    assertThat(fields).extracting(StructField::name).doesNotHaveDuplicates();
    assertThat(TableSchema.of(table.tableName())).contains(table);
  }

  private static final Properties TWO =
      Properties.of(new Property("gap", "eV", 0), new Property("grip force", "N", null));

  private static String unit(StructType columns, String column) {
    return columns.apply(column).metadata().getString("unit");
  }

  @Test
  void eachOfSeveralPropertiesHasItsColumnsWithItsUnits() {
    StructType rows = TableSchema.TRAINING_SET.columns(SPACE, TWO);
    assertThat(rows.fieldNames())
        .containsExactly("row_id", "length", "field", "gap", "grip force", "split");
    assertThat(unit(rows, "grip force")).isEqualTo("N");

    StructType candidates = TableSchema.CANDIDATES.columns(SPACE, TWO);
    assertThat(candidates.fieldNames())
        .containsSubsequence(
            "field",
            "predicted_raw_gap",
            "predicted_raw_grip force",
            "predicted_gap",
            "predicted_grip force",
            "uncertainty_gap",
            "uncertainty_grip force",
            "localization_steps")
        .endsWith("wanted", "given_row", "moved")
        .doesNotContain("predicted", "predicted_raw", "uncertainty");
    assertThat(unit(candidates, "uncertainty_grip force")).isEqualTo("N");
    assertThat(unit(candidates, "target")).isEqualTo("1");

    StructType units = TableSchema.UNITS.columns(SPACE, TWO);
    assertThat(units.fieldNames())
        .containsSubsequence("mae_gap", "mae_grip force", "uncertainty_gap", "wanted");
    assertThat(unit(units, "mae_gap")).isEqualTo("eV");

    StructType predictions = TableSchema.PREDICTIONS.columns(SPACE, TWO);
    assertThat(predictions.fieldNames())
        .containsExactly(
            "length",
            "field",
            "predicted_gap",
            "predicted_grip force",
            "uncertainty_gap",
            "uncertainty_grip force",
            "nearest_training_distance",
            "status");
    assertThat(predictions.apply("predicted_grip force").getComment().get())
        .startsWith("grip force, predicted by the surrogate");
  }

  @ParameterizedTest
  @EnumSource
  void everyColumnOfSeveralPropertiesIsFullyExpandedToo(TableSchema table) {
    StructField[] fields = table.columns(SPACE, TWO).fields();
    assertThat(fields)
        .allSatisfy(
            field -> assertThat(field.name() + field.metadata()).doesNotContain("{p", "{u"));
    assertThat(fields).extracting(StructField::name).doesNotHaveDuplicates();
  }
}
