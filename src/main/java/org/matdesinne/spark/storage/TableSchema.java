package org.matdesinne.spark.storage;

import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.apache.spark.sql.types.DataType;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.MetadataBuilder;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
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

  private static final String PROPERTY = "{property}";
  private static final String PROPERTY_UNIT = "{property.unit}";

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

  /** The columns for a design space and properties; unit and meaning stand in their metadata. */
  public StructType columns(DesignSpace space, Properties properties) {
    return DataTypes.createStructType(fields(space, properties));
  }

  /** The columns, of which several may have one name. */
  List<StructField> fields(DesignSpace space, Properties properties) {
    List<StructField> fields = new ArrayList<>();
    for (Column column : definition().columns) {
      if ("parameter".equals(column.forEach)) {
        for (DesignParameter parameter : space.parameters()) {
          fields.add(
              field(
                  column, column.name, text -> replace(text, parameter.name(), parameter.unit())));
        }
      } else if ("property".equals(column.forEach)) {
        for (Property property : properties.each()) {
          String name =
              column.name.contains(PROPERTY)
                  ? column.name
                  : ofProperty(column.name, properties, property);
          fields.add(field(column, name, text -> replace(text, property)));
        }
      } else {
        // What is not of one property has its unit only where there is one.
        String unit = properties.several() ? "1" : properties.first().unit();
        fields.add(
            field(
                column,
                column.name,
                text ->
                    text.replace(PROPERTY_UNIT, unit)
                        .replace(PROPERTY, String.join(", ", properties.names()))));
      }
    }
    return fields;
  }

  /** The name of a column that each property has one of: that of several ends with the property. */
  public static String ofProperty(String column, Properties properties, Property property) {
    return properties.several() ? column + "_" + property.name() : column;
  }

  /** The names of a column that each property has one of, in their order. */
  public static List<String> ofEach(String column, Properties properties) {
    return properties.each().stream()
        .map(property -> ofProperty(column, properties, property))
        .toList();
  }

  private Definition definition() {
    return Definitions.ALL.get(this);
  }

  /** What the files state, read once. */
  private static final class Definitions {
    static final Map<TableSchema, Definition> ALL = new EnumMap<>(TableSchema.class);

    static {
      ObjectMapper json = new ObjectMapper();
      for (TableSchema table : values()) {
        String resource = "/data-schemas/" + table.tableName() + ".json";
        try (InputStream stream = TableSchema.class.getResourceAsStream(resource)) {
          ALL.put(table, json.readValue(stream, Definition.class));
        } catch (IOException e) {
          throw new UncheckedIOException("cannot read " + resource, e);
        }
      }
    }
  }

  private static String replace(String text, String name, String unit) {
    return text.replace("{parameter}", name).replace("{unit}", unit);
  }

  private static String replace(String text, Property property) {
    return text.replace(PROPERTY_UNIT, property.unit()).replace(PROPERTY, property.name());
  }

  private static StructField field(Column column, String name, UnaryOperator<String> expand) {
    MetadataBuilder metadata =
        new MetadataBuilder().putString("comment", expand.apply(column.description));
    if (column.unit != null) {
      metadata.putString("unit", expand.apply(column.unit));
    }
    if (column.since != null) {
      metadata.putLong(SINCE, column.since);
    }
    return DataTypes.createStructField(
        expand.apply(name), type(column.type), column.nullable, metadata.build());
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
