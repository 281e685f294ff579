package org.matdesinne.spark.evaluate;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.function.FlatMapGroupsFunction;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Target;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.SetMetrics;
import org.matdesinne.metrics.Stage;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.spark.storage.TableSchema;

/**
 * From all candidates of one design, in order, to the figures of the set.
 *
 * @param figures what is computed
 * @param parameters names of the design parameters
 * @param properties what was designed for
 * @param spread of the properties, by which errors of several are put together
 * @param known (rows, parameters) what is no new material
 * @param heldOut points that no model has seen
 */
record DesignMetrics(
    SetMetrics figures,
    List<String> parameters,
    Properties properties,
    Amounts spread,
    double[][] known,
    Examples heldOut)
    implements FlatMapGroupsFunction<String, Row, Row> {

  @Override
  public Iterator<Row> call(String design, Iterator<Row> candidates) {
    Row first = null;
    Target target = null;
    List<Double> rawErrors = new ArrayList<>();
    List<Double> errors = new ArrayList<>();
    List<double[]> inRange = new ArrayList<>();
    List<double[]> accepted = new ArrayList<>();
    while (candidates.hasNext()) {
      Row row = candidates.next();
      first = first == null ? row : first;
      target = target == null ? Target.parse(row.getAs("wanted"), properties) : target;
      rawErrors.add(error(target, row, "predicted_raw"));
      double[] raw = point(row, "_raw");
      if (figures.ranges().firstOutside(raw) < 0) {
        inRange.add(raw);
      }
      if (CandidateStatus.ACCEPTED.label().equals(row.getAs("status"))) {
        errors.add(error(target, row, "predicted"));
        accepted.add(point(row, ""));
      }
    }
    double[][] raw = inRange.toArray(double[][]::new);
    double[][] localized = accepted.toArray(double[][]::new);
    List<Row> rows = new ArrayList<>();
    add(rows, first, Stage.RAW, figures.bestOf(array(rawErrors)));
    add(rows, first, Stage.LOCALIZED, figures.bestOf(array(errors)));
    add(rows, first, Stage.RAW_IN_RANGE, figures.novelty(raw, known));
    add(rows, first, Stage.RAW_IN_RANGE, figures.uniqueness(raw));
    add(rows, first, Stage.LOCALIZED, figures.uniqueness(localized));
    add(rows, first, Stage.RAW_IN_RANGE, figures.coverage(raw, target, heldOut));
    add(rows, first, Stage.LOCALIZED, figures.coverage(localized, target, heldOut));
    return rows.iterator();
  }

  private double error(Target target, Row row, String column) {
    double[] predicted =
        TableSchema.ofEach(column, properties).stream()
            .mapToDouble(name -> row.<Double>getAs(name))
            .toArray();
    return spread.combined(target.missedBy(predicted));
  }

  private double[] point(Row row, String suffix) {
    return parameters.stream().mapToDouble(name -> row.<Double>getAs(name + suffix)).toArray();
  }

  private static double[] array(List<Double> values) {
    return values.stream().mapToDouble(Double::doubleValue).toArray();
  }

  private void add(List<Row> rows, Row design, Stage stage, Map<Metric, Double> found) {
    found.forEach(
        (metric, value) ->
            rows.add(
                RowFactory.create(
                    design.getAs("run_id"),
                    design.getAs("model"),
                    design.getAs("target"),
                    design.getAs("wanted"),
                    null,
                    stage.column(),
                    metric.column(),
                    value,
                    metric.unit(properties.several() ? "1" : properties.first().unit()))));
  }
}
