package org.matdesinne.spark.generate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.matdesinne.pipeline.CandidateStatus;

/** Candidates of one block that follow each other in a file, counted by what became of them. */
final class CandidateRun implements Serializable {
  /** The columns of the rows that {@link #in} reads. */
  static final String[] COLUMNS = {"wanted", "candidate_id", "status", "reason"};

  private final String target;
  private final long first;
  private final Map<String, Long> rejected = new TreeMap<>();
  private int rows;
  private int accepted;

  private CandidateRun(String target, long first) {
    this.target = target;
    this.first = first;
  }

  /**
   * The runs that rows of {@link #COLUMNS} form.
   *
   * @param blockSize draws of a block that is whole
   */
  static Iterator<CandidateRun> in(Iterator<Row> rows, int blockSize) {
    List<CandidateRun> runs = new ArrayList<>();
    CandidateRun last = null;
    while (rows.hasNext()) {
      Row row = rows.next();
      String target = row.getString(0);
      long id = row.getLong(1);
      if (last == null
          || !target.equals(last.target)
          || id != last.first + last.rows
          || id % blockSize == 0) {
        last = new CandidateRun(target, id);
        runs.add(last);
      }
      last.add(row.getString(2), row.getString(3));
    }
    return runs.iterator();
  }

  private void add(String status, String reason) {
    rows++;
    if (status.equals(CandidateStatus.ACCEPTED.label()) && reason == null) {
      accepted++;
    } else {
      rejected.merge(String.valueOf(reason), 1L, Long::sum);
    }
  }

  String target() {
    return target;
  }

  /** Id of the first candidate. */
  long first() {
    return first;
  }

  int rows() {
    return rows;
  }

  int accepted() {
    return accepted;
  }

  /** How many of the others were dropped for each reason. */
  Map<String, Long> rejected() {
    return rejected;
  }
}
