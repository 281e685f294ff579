package org.matdesinne.spark.evaluate;

import static org.apache.spark.sql.functions.collect_list;
import static org.apache.spark.sql.functions.udf;

import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF1;
import org.apache.spark.sql.types.DataTypes;
import org.matdesinne.metrics.BestOf;
import scala.collection.Seq;

/**
 * The expected least of squared errors of some candidates, see {@link BestOf}.
 *
 * @param draws how many
 */
record BestSquare(int draws) implements UDF1<Seq<Double>, Double> {

  /** Of all squares of a group that are not null; null where these are too few. */
  static Column of(Column squares, int draws) {
    return udf(new BestSquare(draws), DataTypes.DoubleType).apply(collect_list(squares));
  }

  @Override
  public Double call(Seq<Double> squares) {
    double[] each = new double[squares.size()];
    for (int i = 0; i < each.length; i++) {
      each[i] = squares.apply(i);
    }
    return each.length < draws ? null : (Double) BestOf.error(each, draws);
  }
}
