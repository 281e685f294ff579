package org.matdesinne.spark.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;

/**
 * From run_id, model, target, stage and point to run_id, model, target, stage and the judge's
 * absolute error, batch by batch: a partition may hold more points than memory.
 *
 * @param judge predicts
 */
record JudgeErrors(Judge judge) implements MapPartitionsFunction<Row, Row> {
  private static final int BATCH = 4096;

  @Override
  public Iterator<Row> call(Iterator<Row> points) {
    return new Iterator<>() {
      private Iterator<Row> judged = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        if (!judged.hasNext() && points.hasNext()) {
          judged = errors(batch(points)).iterator();
        }
        return judged.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return judged.next();
      }
    };
  }

  private static List<Row> batch(Iterator<Row> points) {
    List<Row> batch = new ArrayList<>(BATCH);
    while (batch.size() < BATCH && points.hasNext()) {
      batch.add(points.next());
    }
    return batch;
  }

  private List<Row> errors(List<Row> batch) {
    double[] values = judge.values(batch.stream().map(JudgeErrors::point).toArray(double[][]::new));
    List<Row> errors = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      Row row = batch.get(i);
      double target = row.getAs("target");
      errors.add(
          RowFactory.create(
              row.getAs("run_id"),
              row.getAs("model"),
              target,
              row.getAs("stage"),
              Math.abs(values[i] - target)));
    }
    return errors;
  }

  /** The design point of a row that holds it as an array. */
  static double[] point(Row row) {
    List<Double> point = row.getList(row.fieldIndex("point"));
    return point.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
