package org.matdesinne.metrics;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Target;

/**
 * How near a surrogate's predictions of one property come to labels. A property with a floor (a gap
 * of 0) is two questions: whether a row lies on it, and where it lies if not.
 *
 * @param all the errors of all rows
 * @param targets the errors near each target
 * @param floor whether rows on the floor are told from rows above it
 * @param coverage of the intervals of all rows that have one; empty where none has
 * @param informativeCoverage of those whose label or prediction lies above the floor: the others
 *     are covered by any interval; empty where there are none
 */
public record PredictionAccuracy(
    Errors all,
    List<NearTarget> targets,
    FloorDecision floor,
    Optional<Coverage> coverage,
    Optional<Coverage> informativeCoverage) {

  /** Probabilities of the central intervals whose coverage is measured. */
  public static final List<Double> LEVELS = List.of(0.5, 0.8, 0.95);

  private static final NormalDistribution STANDARD_NORMAL = NormalDistribution.of(0, 1);

  /**
   * Where the bounds between kinds of rows are drawn.
   *
   * @param targetWindow rows whose label is so near a target belong to it, of each property; to a
   *     target on the floor belong the rows on the floor
   * @param floorTolerance a prediction that lies further above the floor says that the row does, of
   *     each property
   */
  public record Tolerances(Amounts targetWindow, Amounts floorTolerance) implements Serializable {

    /** Of one property. */
    public Tolerances(double targetWindow, double floorTolerance) {
      this(Amounts.of(targetWindow), Amounts.of(floorTolerance));
    }

    /** Of the property at {@code index} alone. */
    public Tolerances only(int index) {
      return new Tolerances(targetWindow.get(index), floorTolerance.get(index));
    }

    /** What belongs to a target. */
    public TargetWindow window() {
      return new TargetWindow(targetWindow);
    }
  }

  /**
   * Predictions beside labels.
   *
   * @param labels (rows), in the property's unit
   * @param predictions (rows), in the property's unit
   * @param uncertainties (rows), standard deviations in the property's unit; NaN where none is
   *     stated
   * @param reach of the central interval of each of {@link #LEVELS}, in uncertainties
   */
  public record Rows(
      double[] labels,
      double[] predictions,
      double[] uncertainties,
      SortedMap<Double, Double> reach) {

    /** Rows whose errors are taken for normal ones. */
    public Rows(double[] labels, double[] predictions, double[] uncertainties) {
      this(labels, predictions, uncertainties, normalReach());
    }

    private static SortedMap<Double, Double> normalReach() {
      SortedMap<Double, Double> reach = new TreeMap<>();
      LEVELS.forEach(
          level -> reach.put(level, STANDARD_NORMAL.inverseCumulativeProbability((1 + level) / 2)));
      return reach;
    }

    /** Checks that there are as many of each, and at least one. */
    public Rows {
      if (labels.length == 0
          || predictions.length != labels.length
          || uncertainties.length != labels.length) {
        throw new IllegalArgumentException(
            labels.length
                + " labels, "
                + predictions.length
                + " predictions and "
                + uncertainties.length
                + " uncertainties; give as many of each, at least one");
      }
    }

    private int[] where(IntPredicate condition) {
      return IntStream.range(0, labels.length).filter(condition).toArray();
    }

    private Optional<Errors> errors(int[] rows) {
      return rows.length == 0
          ? Optional.empty()
          : Optional.of(Errors.of(pick(predictions, rows), pick(labels, rows)));
    }

    private Optional<Coverage> coverage(int[] rows) {
      return rows.length == 0
          ? Optional.empty()
          : Optional.of(
              new Coverage(
                  rows.length,
                  LEVELS.stream().map(level -> covered(rows, reach.get(level))).toList()));
    }

    private double covered(int[] rows, double widths) {
      return Arrays.stream(rows)
          .mapToDouble(
              i -> Math.abs(labels[i] - predictions[i]) <= widths * uncertainties[i] ? 1 : 0)
          .average()
          .orElseThrow();
    }

    private static double[] pick(double[] values, int[] rows) {
      return Arrays.stream(rows).mapToDouble(i -> values[i]).toArray();
    }
  }

  /**
   * Errors of a set of rows.
   *
   * @param absolute errors
   * @param rootMeanSquare of the errors, in the property's unit
   */
  public record Errors(ErrorSummary absolute, double rootMeanSquare) {

    static Errors of(double[] predictions, double[] labels) {
      double meanSquare =
          IntStream.range(0, labels.length)
              .mapToDouble(i -> Math.pow(predictions[i] - labels[i], 2))
              .average()
              .orElseThrow();
      return new Errors(ErrorSummary.of(predictions, labels), Math.sqrt(meanSquare));
    }
  }

  /**
   * Errors near one target.
   *
   * @param target in the property's unit
   * @param onFloor whether its rows are those on the floor
   * @param errors of its rows; empty where there is none
   */
  public record NearTarget(double target, boolean onFloor, Optional<Errors> errors) {}

  /**
   * Whether rows on the floor are told from rows above it.
   *
   * @param onFloor rows whose label lies on the floor
   * @param takenAbove those of them that are predicted above it
   * @param above rows whose label lies above the floor
   * @param takenOnFloor those of them that are predicted on it
   */
  public record FloorDecision(int onFloor, int takenAbove, int above, int takenOnFloor) {

    /** Share of the rows for which the decision is right, 0..1. */
    public double accuracy() {
      int rows = onFloor + above;
      return (double) (rows - takenAbove - takenOnFloor) / rows;
    }
  }

  /**
   * How often central intervals, prediction ± reach · uncertainty with both ends, hold the label:
   * as often as their level says where the uncertainty is right.
   *
   * @param rows that state an uncertainty
   * @param shares of them whose label is covered, 0..1, one for each of {@link #LEVELS}
   */
  public record Coverage(int rows, List<Double> shares) {}

  /**
   * Compares predictions with labels.
   *
   * @param floor least value that the property can take, in its unit
   * @param targets in the property's unit
   * @param tolerances of this one property
   * @throws IllegalArgumentException when a label or prediction is not finite
   */
  public static PredictionAccuracy of(
      Rows rows, double floor, List<Double> targets, Tolerances tolerances) {
    TargetWindow window = tolerances.window();
    IntPredicate labelAbove = i -> rows.labels[i] > floor;
    IntPredicate predictedAbove =
        i -> rows.predictions[i] > floor + tolerances.floorTolerance.get(0);
    IntPredicate stated = i -> !Double.isNaN(rows.uncertainties[i]);
    return new PredictionAccuracy(
        Errors.of(rows.predictions, rows.labels),
        targets.stream()
            .map(
                target -> {
                  boolean onFloor = target <= floor;
                  IntPredicate near = i -> window.holds(0, rows.labels[i], Target.of(target));
                  int[] chosen = rows.where(onFloor ? labelAbove.negate() : near);
                  return new NearTarget(target, onFloor, rows.errors(chosen));
                })
            .toList(),
        new FloorDecision(
            rows.where(labelAbove.negate()).length,
            rows.where(labelAbove.negate().and(predictedAbove)).length,
            rows.where(labelAbove).length,
            rows.where(labelAbove.and(predictedAbove.negate())).length),
        rows.coverage(rows.where(stated)),
        rows.coverage(rows.where(stated.and(labelAbove.or(predictedAbove)))));
  }
}
