package org.matdesinne.spark.evaluate;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.stream.IntStream;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.design.Goal;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Target;

/**
 * From run_id, model, target, wanted, stage and point to the same with, in the place of the point,
 * how far what the judge predicts is from what was wanted, property by property (null where nothing
 * was); batch by batch: a partition may hold more points than memory.
 *
 * @param judge predicts
 * @param properties that it predicts
 */
record JudgeErrors(Judge judge, Properties properties) implements MapPartitionsFunction<Row, Row> {
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
    double[][] values =
        judge.values(batch.stream().map(JudgeErrors::point).toArray(double[][]::new));
    List<Row> errors = new ArrayList<>(values.length);
    for (int i = 0; i < values.length; i++) {
      errors.add(errors(batch.get(i), values[i], properties));
    }
    return errors;
  }

  /**
   * The row of a point with the errors of its values.
   *
   * @param values (properties), in their units
   */
  static Row errors(Row point, double[] values, Properties properties) {
    Target target = Target.parse(point.getAs("wanted"), properties);
    return RowFactory.create(
        point.getAs("run_id"),
        point.getAs("model"),
        point.getAs("target"),
        point.getAs("wanted"),
        point.getAs("stage"),
        IntStream.range(0, values.length)
            .mapToObj(k -> missed(target.goals().get(k), values[k]))
            .toArray(Double[]::new));
  }

  private static Double missed(Goal goal, double value) {
    return goal.isFree() ? null : (Double) goal.missedBy(value);
  }

  /** The design point of a row that holds it as an array. */
  static double[] point(Row row) {
    List<Double> point = row.getList(row.fieldIndex("point"));
    return point.stream().mapToDouble(Double::doubleValue).toArray();
  }
}
