package org.matdesinne.description;

import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;

/** What all columns of a table are, each for itself. */
public final class TableProfile implements Serializable {
  private static final long serialVersionUID = 1L;

  private final List<ColumnProfile> columns;
  private long rows;

  /** A table of which no row has been seen yet. */
  public TableProfile(int columns) {
    this.columns = Stream.generate(ColumnProfile::new).limit(columns).toList();
  }

  /**
   * Adds a row.
   *
   * @param values (columns) null where a value is missing, not a number where it is none
   */
  public TableProfile add(Double[] values) {
    rows++;
    for (int j = 0; j < values.length; j++) {
      columns.get(j).add(values[j]);
    }
    return this;
  }

  /** Adds all that {@code other} has seen. */
  public TableProfile merge(TableProfile other) {
    rows += other.rows;
    for (int j = 0; j < columns.size(); j++) {
      columns.get(j).merge(other.columns.get(j));
    }
    return this;
  }

  /** How many rows there are. */
  public long rows() {
    return rows;
  }

  /** What the column at an index is. */
  public ColumnProfile column(int index) {
    return columns.get(index);
  }
}
