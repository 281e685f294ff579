package org.matdesinne.spark.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.spark.SparkSuite;

class TestPointColumns extends SparkSuite {
  private static final DesignParameter.Role ROLE = new DesignParameter.Role("parameter");
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("status_2", "1", 0, 1, 0, ROLE, 1),
              new DesignParameter("load", "1", 0, 1, 0, ROLE, 1)));
  private static final Properties GAIN = Properties.of(new Property("gain", "dB", null));

  private PointColumns columns(String select) {
    Dataset<Row> points = spark().sql("SELECT " + select);
    return PointColumns.of(points, SPACE, List.of("status", "load"), GAIN, "points");
  }

  @Test
  void aColumnIsFoundByWhatTablesCallIt() {
    PointColumns found = columns("0.5 AS load, 7 AS note, 0.25 AS status");
    assertThat(found.parameters()).containsExactly(2, 0);
    assertThat(found.predicted().fieldNames())
        .startsWith("load", "note", "status_2", "predicted", "uncertainty")
        .endsWith("status");
  }

  @Test
  void itsOwnNameCountsFirst() {
    assertThat(columns("0.5 AS load, 0.25 AS status_2").parameters()).containsExactly(1, 0);
    assertThatThrownBy(() -> columns("0.5 AS load, 0.25 AS status_2, 1 AS status"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "points has a column 'status' already, which is the name of one that predictions add;"
                + " rename it or leave it out");
    assertThatThrownBy(() -> columns("0.5 AS load"))
        .isInstanceOf(InputException.class)
        .hasMessage("points has no column 'status'; its columns are: load");
  }
}
