package org.matdesinne.pipeline;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.matdesinne.config.Amounts;
import org.matdesinne.design.Target;

/**
 * How far two calculations of the same block are apart, on two devices for instance. Rounding
 * differs between them, and a candidate at the edge of a selection may fall on either side of it.
 *
 * @param draws compared
 * @param sameStatus how many of them became the same
 * @param drawn largest difference of a drawn parameter, in its scale
 * @param rawPrediction largest difference of the predictions of draws, of each property
 * @param prediction largest difference of predictions of candidates that both accepted, of each
 *     property
 */
public record Agreement(
    Target target,
    int draws,
    int sameStatus,
    double drawn,
    Amounts rawPrediction,
    Amounts prediction)
    implements Serializable {

  /** So many statuses have to be the same. */
  private static final double STATUSES = 0.999;

  /** Single precision keeps seven digits; a network's depth costs some of them. */
  private static final double DRAWN = 1e-3;

  /**
   * Compares.
   *
   * @param one and {@code other}: results of one block
   * @param scale (parameters) of the differences of parameters
   */
  public static Agreement of(BlockResult one, BlockResult other, double[] scale) {
    List<Candidate> left = one.candidates();
    List<Candidate> right = other.candidates();
    if (!one.block().equals(other.block()) || left.size() != right.size()) {
      throw new IllegalArgumentException(one.block() + " is not " + other.block());
    }
    int same = 0;
    double drawn = 0;
    int properties = one.block().target().goals().size();
    double[] rawPrediction = new double[properties];
    double[] prediction = new double[properties];
    for (int i = 0; i < left.size(); i++) {
      Candidate a = left.get(i);
      Candidate b = right.get(i);
      same += a.status() == b.status() ? 1 : 0;
      drawn = Math.max(drawn, distance(a.raw(), b.raw(), scale));
      widen(rawPrediction, a.rawPrediction(), b.rawPrediction());
      if (a.accepted() && b.accepted()) {
        widen(
            prediction,
            a.localized().orElseThrow().predicted(),
            b.localized().orElseThrow().predicted());
      }
    }
    return new Agreement(
        one.block().target(),
        left.size(),
        same,
        drawn,
        Amounts.of(rawPrediction),
        Amounts.of(prediction));
  }

  private static void widen(double[] largest, double[] a, double[] b) {
    Arrays.setAll(largest, k -> Math.max(largest[k], Math.abs(a[k] - b[k])));
  }

  private static double distance(double[] a, double[] b, double[] scale) {
    return IntStream.range(0, a.length)
        .mapToDouble(j -> Math.abs(a[j] - b[j]) / scale[j])
        .max()
        .orElseThrow();
  }

  /** Of several blocks of one target. */
  public static Agreement all(List<Agreement> blocks) {
    return new Agreement(
        blocks.get(0).target,
        blocks.stream().mapToInt(Agreement::draws).sum(),
        blocks.stream().mapToInt(Agreement::sameStatus).sum(),
        max(blocks.stream().mapToDouble(Agreement::drawn).toArray()),
        max(blocks.stream().map(Agreement::rawPrediction).toList()),
        max(blocks.stream().map(Agreement::prediction).toList()));
  }

  private static Amounts max(List<Amounts> each) {
    return Amounts.of(
        IntStream.range(0, each.get(0).count())
            .mapToDouble(k -> max(each.stream().mapToDouble(amounts -> amounts.get(k)).toArray()))
            .toArray());
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /**
   * Whether that is rounding.
   *
   * @param tolerance of predictions of each property
   */
  public boolean holds(Amounts tolerance) {
    // A difference that is no number does not hold.
    return sameStatus >= STATUSES * draws
        && drawn <= DRAWN
        && within(rawPrediction, tolerance)
        && within(prediction, tolerance);
  }

  private static boolean within(Amounts difference, Amounts tolerance) {
    return IntStream.range(0, tolerance.count())
        .allMatch(k -> difference.get(k) <= tolerance.get(k));
  }
}
