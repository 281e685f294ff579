package org.matdesinne.spark.oracle;

import java.util.List;
import org.apache.spark.api.java.function.MapFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.types.StructType;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.oracle.Oracle;
import org.matdesinne.oracle.Outcome.Status;

/** Labels by an oracle that is Java code, point by point. */
public final class PointLabeller implements Labeller {
  private final Oracle oracle;
  private final DesignSpace space;

  /**
   * A labeller.
   *
   * @param properties names of the configuration's properties, in order
   * @throws InputException when the oracle gives more of them, or fewer
   */
  public PointLabeller(Oracle oracle, DesignSpace space, List<String> properties) {
    this.oracle = oracle;
    this.space = space;
    if (oracle.properties() != properties.size()) {
      throw new InputException(
          "the oracle %s gives %d, and the configuration names %d: %s; take another oracle.kind, or"
              + " none (oracle = null)",
          oracle.name(), oracle.properties(), properties.size(), String.join(", ", properties));
    }
  }

  @Override
  public Dataset<Row> label(Dataset<Row> points) {
    StructType schema = points.schema();
    LabelledRows rows = LabelledRows.of(schema, space.names());
    Oracle local = oracle;
    MapFunction<Row, Row> label = row -> labelled(row, rows, local);
    return points.map(label, Encoders.row(Labeller.schema(schema)));
  }

  private static Row labelled(Row row, LabelledRows rows, Oracle oracle) {
    try {
      return LabelledRows.row(row, oracle.evaluate(rows.point(row)), Status.VALUE, null);
    } catch (InputException e) {
      return LabelledRows.row(row, null, Status.FAILED, e.getMessage());
    }
  }

  /** Nothing beside the settings. */
  @Override
  public String fingerprint() {
    return "";
  }
}
