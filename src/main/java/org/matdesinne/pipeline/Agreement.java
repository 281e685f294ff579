package org.matdesinne.pipeline;

import java.io.Serializable;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * How far two calculations of the same block are apart, on two devices for instance. Rounding
 * differs between them, and a candidate at the edge of a selection may fall on either side of it.
 *
 * @param target in the property's unit
 * @param draws compared
 * @param sameStatus how many of them became the same
 * @param drawn largest difference of a drawn parameter, in its scale
 * @param rawPrediction largest difference of the predictions of draws, in the property's unit
 * @param prediction largest difference of predictions of candidates that both accepted, in the
 *     property's unit
 */
public record Agreement(
    double target, int draws, int sameStatus, double drawn, double rawPrediction, double prediction)
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
    double rawPrediction = 0;
    double prediction = 0;
    for (int i = 0; i < left.size(); i++) {
      Candidate a = left.get(i);
      Candidate b = right.get(i);
      same += a.status() == b.status() ? 1 : 0;
      drawn = Math.max(drawn, distance(a.raw(), b.raw(), scale));
      rawPrediction = Math.max(rawPrediction, Math.abs(a.rawPrediction() - b.rawPrediction()));
      if (a.accepted() && b.accepted()) {
        double predicted = a.localized().orElseThrow().predicted();
        prediction =
            Math.max(prediction, Math.abs(predicted - b.localized().orElseThrow().predicted()));
      }
    }
    return new Agreement(one.block().target(), left.size(), same, drawn, rawPrediction, prediction);
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
        max(blocks.stream().mapToDouble(Agreement::rawPrediction).toArray()),
        max(blocks.stream().mapToDouble(Agreement::prediction).toArray()));
  }

  private static double max(double[] values) {
    return Arrays.stream(values).max().orElseThrow();
  }

  /**
   * Whether that is rounding.
   *
   * @param tolerance of predictions, in the property's unit
   */
  public boolean holds(double tolerance) {
    // A difference that is no number does not hold.
    return sameStatus >= STATUSES * draws
        && drawn <= DRAWN
        && rawPrediction <= tolerance
        && prediction <= tolerance;
  }
}
