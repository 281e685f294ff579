package org.matdesinne.spark.artifact;

import static org.apache.spark.sql.functions.abs;
import static org.apache.spark.sql.functions.coalesce;
import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.udf;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.api.java.UDF2;
import org.apache.spark.sql.types.DataTypes;
import org.matdesinne.design.Goal;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Target;

/**
 * How far values of one property are from what rows of candidates were to have; null where nothing
 * was wanted of it.
 */
final class Missed implements UDF2<String, Double, Double> {
  private static final long serialVersionUID = 1L;

  private final Properties properties;
  private final int property;
  private final Map<String, Target> targets = new ConcurrentHashMap<>();

  private Missed(Properties properties, int property) {
    this.properties = properties;
    this.property = property;
  }

  /**
   * The distance, of rows that have the columns {@code target} and {@code wanted}.
   *
   * @param property its index
   * @param value in the property's unit
   */
  static Column by(Properties properties, int property, Column value) {
    Column byGoal =
        udf(new Missed(properties, property), DataTypes.DoubleType)
            .apply(CandidateColumns.wanted(), value);
    // Most targets are numbers, which need no more than a difference.
    return properties.several() ? byGoal : coalesce(abs(value.minus(col("target"))), byGoal);
  }

  @Override
  public Double call(String wanted, Double value) {
    if (wanted == null || value == null) {
      return null;
    }
    Target target = targets.computeIfAbsent(wanted, text -> Target.parse(text, properties));
    Goal goal = target.goals().get(property);
    return goal.isFree() ? null : (Double) goal.missedBy(value);
  }
}
