package org.matdesinne.spark.predict;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.NumericType;
import org.apache.spark.sql.types.StructField;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.spark.storage.ParquetInput;
import org.matdesinne.spark.storage.TableSchema;

/**
 * The columns of a user's points, and of what becomes of them: the same in the same order, design
 * parameters as double precision, then what is said of each point.
 *
 * @param parameters where each design parameter stands, in the order of the design space
 * @param predicted the columns that come out
 */
record PointColumns(int[] parameters, StructType predicted) implements Serializable {

  /**
   * Finds the columns: a parameter's own name counts before what tables call it otherwise.
   *
   * @param called what tables call each parameter
   * @param where what holds the points, for messages
   * @throws InputException when a parameter is missing or is not a number, or a column has the name
   *     of one that is to be added
   */
  static PointColumns of(
      Dataset<Row> points,
      DesignSpace space,
      List<String> called,
      Properties properties,
      String where) {
    List<String> found = List.of(points.columns());
    List<StructField> fields = new ArrayList<>(List.of(points.schema().fields()));
    int[] parameters = new int[space.dimension()];
    for (int j = 0; j < parameters.length; j++) {
      String own = space.names().get(j);
      StructField field =
          ParquetInput.column(points, found.contains(own) ? own : called.get(j), where);
      if (!(field.dataType() instanceof NumericType)) {
        throw new InputException(
            "%s, column '%s' is of the type %s; it must hold numbers",
            where, field.name(), field.dataType().simpleString());
      }
      parameters[j] = fields.indexOf(field);
    }
    StructField[] contract = TableSchema.PREDICTIONS.columns(space, properties).fields();
    for (int j = 0; j < parameters.length; j++) {
      fields.set(parameters[j], contract[j]);
    }
    for (StructField added : Arrays.asList(contract).subList(parameters.length, contract.length)) {
      if (fields.stream().anyMatch(field -> field.name().equalsIgnoreCase(added.name()))) {
        throw new InputException(
            "%s has a column '%s' already, which is the name of one that predictions add; rename it"
                + " or leave it out",
            where, added.name());
      }
      fields.add(added);
    }
    return new PointColumns(parameters, DataTypes.createStructType(fields));
  }

  /** The design point of a row; what is null is not a number in it. */
  double[] point(Row row) {
    double[] point = new double[parameters.length];
    for (int j = 0; j < point.length; j++) {
      Number value = row.getAs(parameters[j]);
      point[j] = value == null ? Double.NaN : value.doubleValue();
    }
    return point;
  }

  /** A row with what is said of it. */
  Row add(Row row, PredictedPoint said) {
    Object[] cells = new Object[predicted.size()];
    for (int i = 0; i < row.size(); i++) {
      cells[i] = row.get(i);
    }
    for (int column : parameters) {
      cells[column] = cells[column] instanceof Number number ? number.doubleValue() : null;
    }
    said.put(cells, row.size());
    return RowFactory.create(cells);
  }
}
