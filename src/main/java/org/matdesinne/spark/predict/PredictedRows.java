package org.matdesinne.spark.predict;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import org.apache.spark.api.java.function.FlatMapFunction;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Row;
import org.matdesinne.spark.device.TaskDevice;

/**
 * Adds to each row of a partition what a network says of it, a batch of rows at a time.
 *
 * @param predictor sent once to every executor
 * @param columns of the rows
 */
record PredictedRows(Broadcast<PointPredictor> predictor, PointColumns columns)
    implements MapPartitionsFunction<Row, Row>, FlatMapFunction<Iterator<Row>, Row> {
  /** Enough for the network to be at its full speed, little beside the memory of a task. */
  private static final int BATCH = 4096;

  @Override
  public Iterator<Row> call(Iterator<Row> rows) {
    return new Iterator<>() {
      private Iterator<Row> ready = Collections.emptyIterator();

      @Override
      public boolean hasNext() {
        if (!ready.hasNext() && rows.hasNext()) {
          ready = predict(rows).iterator();
        }
        return ready.hasNext();
      }

      @Override
      public Row next() {
        if (!hasNext()) {
          throw new NoSuchElementException();
        }
        return ready.next();
      }
    };
  }

  private List<Row> predict(Iterator<Row> rows) {
    List<Row> batch = new ArrayList<>(BATCH);
    while (rows.hasNext() && batch.size() < BATCH) {
      batch.add(rows.next());
    }
    double[][] points = batch.stream().map(columns::point).toArray(double[][]::new);
    PredictedPoint[] said = predictor.value().predict(points, TaskDevice.current());
    List<Row> predicted = new ArrayList<>(batch.size());
    for (int i = 0; i < said.length; i++) {
      predicted.add(columns.add(batch.get(i), said[i]));
    }
    return predicted;
  }
}
