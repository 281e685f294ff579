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
import org.matdesinne.design.Property;

class TestTableSchema {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("length", "angstrom", 2, 4, 3, Role.LATTICE, 3),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));
  private static final Property PROPERTY = new Property("gap", "eV", 0);

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
            "reason");
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
}
