package org.matdesinne.spark.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Property;

/** The columns of each table, as {@code data-schemas/} states them. */
public enum TableSchema {
  /** Labelled design points. */
  TRAINING_SET,
  /** Epochs of trainings. */
  TRAINING_CURVE,
  /** Drawn candidates. */
  CANDIDATES,
  /** Blocks of draws. */
  BLOCKS,
  /** Design points of a user's with what is predicted of them. */
  PREDICTIONS,
  /** Units of a sweep. */
  UNITS,
  /** Trainings of a search. */
  TRIALS,
  /** Figures of a run. */
  METRICS;

  /** Metadata of a column that files of earlier versions do not have. */
  public static final String SINCE = "since";

  private record Definition(String table, int version, String description, List<Column> columns) {}

  private record Column(
      String name,
      String type,
      boolean nullable,
      String unit,
      @JsonProperty("for-each") String forEach,
      Integer since,
      String description) {}

  /** The table's name: its folder in a run, and its file in data-schemas/. */
  public String tableName() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** How often columns were added, and one more. */
  int version() {
    return definition().version;
  }

  /** The table called {@code name}, if there is one. */
  public static Optional<TableSchema> of(String name) {
    for (TableSchema table : values()) {
      if (table.tableName().equals(name)) {
        return Optional.of(table);
      }
    }
    return Optional.empty();
  }

  /** The columns for a design space and property; unit and meaning stand in their metadata. */
  public StructType columns(DesignSpace space, Property property) {
    List<StructField> fields = new ArrayList<>();
    for (Column column : definition().columns) {
      if ("parameter".equals(column.forEach)) {
        for (DesignParameter parameter : space.parameters()) {
          fields.add(
              field(column, property, text -> replace(text, parameter.name(), parameter.unit())));
        }
      } else {
        fields.add(field(column, property, text -> text));
      }
    }
    return DataTypes.createStructType(fields);
  }

  private Definition definition() {
    String resource = "/data-schemas/" + tableName() + ".json";
    try (InputStream stream = TableSchema.class.getResourceAsStream(resource)) {
      return new ObjectMapper().readValue(stream, Definition.class);
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + resource, e);
    }
  }

  private static String replace(String text, String name, String unit) {
    return text.replace("{parameter}", name).replace("{unit}", unit);
  }

  private static StructField field(Column column, Property property, UnaryOperator<String> expand) {
    UnaryOperator<String> all =
        text ->
            expand
                .apply(text)
                .replace("{property.unit}", property.unit())
                .replace("{property}", property.name());
    MetadataBuilder metadata =
        new MetadataBuilder().putString("comment", all.apply(column.description));
    if (column.unit != null) {
      metadata.putString("unit", all.apply(column.unit));
    }
    if (column.since != null) {
      metadata.putLong(SINCE, column.since);
    }
    return DataTypes.createStructField(
        all.apply(column.name), type(column.type), column.nullable, metadata.build());
  }

  private static DataType type(String name) {
    return switch (name) {
      case "string" -> DataTypes.StringType;
      case "double" -> DataTypes.DoubleType;
      case "long" -> DataTypes.LongType;
      case "int" -> DataTypes.IntegerType;
      case "boolean" -> DataTypes.BooleanType;
      default -> throw new IllegalStateException("data-schemas name an unknown type: " + name);
    };
  }
}
