package org.matdesinne.e2e;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Rows of a run as an outsider reads them: with DuckDB. */
final class ParquetRows {
  private ParquetRows() {}

  /** All candidates below {@code run}, in order, one text each, every digit of it. */
  static List<String> candidates(Path run) throws SQLException {
    String files = run + "/**/candidates/model=*/target=*/*.parquet";
    try (Connection duckDb = DriverManager.getConnection("jdbc:duckdb:");
        Statement statement = duckDb.createStatement();
        ResultSet found =
            statement.executeQuery(
                "select * from read_parquet('"
                    + files
                    + "', hive_partitioning = true, hive_types = {'target': DOUBLE})"
                    + " order by run_id, model, target, candidate_id")) {
      int columns = found.getMetaData().getColumnCount();
      List<String> rows = new ArrayList<>();
      while (found.next()) {
        List<String> row = new ArrayList<>();
        for (int j = 1; j <= columns; j++) {
          row.add(String.valueOf(found.getObject(j)));
        }
        rows.add(String.join(",", row));
      }
      return rows;
    }
  }
}
