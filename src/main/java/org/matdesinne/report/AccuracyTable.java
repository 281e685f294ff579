package org.matdesinne.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.matdesinne.design.Property;
import org.matdesinne.metrics.PredictionAccuracy;
import org.matdesinne.report.TextTable.Column;

/**
 * How near predictions come to labels, for the console.
 *
 * @param property that is predicted
 * @param accuracy of its predictions
 * @param tolerances of that property, which the accuracy was measured with
 */
public record AccuracyTable(
    Property property, PredictionAccuracy accuracy, PredictionAccuracy.Tolerances tolerances) {

  /** The tables, and between them a line about the floor, where there is one. */
  public String render() {
    String text = property.hasFloor() ? errors() + "\n" + floor() : errors();
    return accuracy.coverage().isEmpty() ? text : text + "\n" + coverage();
  }

  private String floor() {
    PredictionAccuracy.FloorDecision floor = accuracy.floor();
    return "on the floor or above it: "
        + NumberFormat.PERCENT.apply(floor.accuracy())
        + " % right; "
        + wrong(floor.takenAbove(), floor.onFloor(), "on it", "above")
        + ", "
        + wrong(floor.takenOnFloor(), floor.above(), "above it", "on it")
        + "\n";
  }

  private static String wrong(int wrong, int rows, String truth, String taken) {
    return NumberFormat.COUNT.apply(wrong)
        + " of "
        + NumberFormat.COUNT.apply(rows)
        + " "
        + truth
        + " predicted "
        + taken;
  }

  private String errors() {
    TextTable table =
        new TextTable(
            List.of(
                Column.text(property.name()),
                Column.numbers("rows"),
                error("MAE"),
                error("RMSE"),
                error("median"),
                error("p95"),
                error("greatest")));
    table.row(errors("all", Optional.of(accuracy.all())));
    for (PredictionAccuracy.NearTarget near : accuracy.targets()) {
      String range =
          near.onFloor()
              ? ", the floor"
              : " ± " + Property.rounded(tolerances.targetWindow().get(0));
      table.row(errors(near.target() + range, near.errors()));
    }
    return table.render();
  }

  private Column error(String title) {
    return Column.numbers(title + "\n" + property.unit());
  }

  private static List<String> errors(String rows, Optional<PredictionAccuracy.Errors> errors) {
    if (errors.isEmpty()) {
      return List.of(rows, "0", "-", "-", "-", "-", "-");
    }
    PredictionAccuracy.Errors found = errors.get();
    return List.of(
        rows,
        NumberFormat.COUNT.apply((double) found.absolute().count()),
        NumberFormat.ERROR.apply(found.absolute().mean()),
        NumberFormat.ERROR.apply(found.rootMeanSquare()),
        NumberFormat.ERROR.apply(found.absolute().median()),
        NumberFormat.ERROR.apply(found.absolute().p95()),
        NumberFormat.ERROR.apply(found.absolute().maximum()));
  }

  private String coverage() {
    List<Column> columns = new ArrayList<>();
    columns.add(Column.text("labels in the interval"));
    columns.add(Column.numbers("rows"));
    for (double level : PredictionAccuracy.LEVELS) {
      columns.add(Column.numbers("of " + Math.round(100 * level) + " %\n%"));
    }
    TextTable table = new TextTable(columns);
    accuracy.coverage().ifPresent(all -> table.row(shares("all", all)));
    accuracy
        .informativeCoverage()
        .filter(some -> property.hasFloor())
        .ifPresent(some -> table.row(shares("label or prediction above the floor", some)));
    return table.render();
  }

  private static List<String> shares(String rows, PredictionAccuracy.Coverage coverage) {
    List<String> cells = new ArrayList<>();
    cells.add(rows);
    cells.add(NumberFormat.COUNT.apply(coverage.rows()));
    coverage.shares().forEach(share -> cells.add(NumberFormat.PERCENT.apply(share)));
    return cells;
  }
}
