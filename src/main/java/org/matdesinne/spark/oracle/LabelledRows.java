package org.matdesinne.spark.oracle;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.oracle.Outcome;
import org.matdesinne.oracle.Outcome.Status;

/**
 * From rows to points, and from outcomes to rows.
 *
 * @param parameters where the design parameters stand in a row
 */
record LabelledRows(int[] parameters) implements Serializable {

  static LabelledRows of(StructType schema, List<String> names) {
    return new LabelledRows(names.stream().mapToInt(schema::fieldIndex).toArray());
  }

  double[] point(Row row) {
    return Arrays.stream(parameters).mapToDouble(row::getDouble).toArray();
  }

  static Row row(Row point, Outcome outcome) {
    return row(
        point,
        outcome.status() == Status.VALUE ? outcome.values() : null,
        outcome.status(),
        outcome.message().isEmpty() ? null : outcome.message());
  }

  /**
   * A labelled point.
   *
   * @param values (properties); null where there are none
   * @param message null for nothing
   */
  static Row row(Row point, double[] values, Status status, String message) {
    Object[] all = new Object[point.size() + 3];
    for (int i = 0; i < point.size(); i++) {
      all[i] = point.get(i);
    }
    all[point.size()] =
        values == null ? null : Arrays.stream(values).boxed().toArray(Double[]::new);
    all[point.size() + 1] = status.column();
    all[point.size() + 2] = message;
    return RowFactory.create(all);
  }
}
