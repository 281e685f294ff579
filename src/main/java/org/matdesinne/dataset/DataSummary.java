package org.matdesinne.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What became of the rows of given data, as the manifest of a training set states it.
 *
 * @param rowsRead all of them
 * @param rowsDropped because a value was missing
 * @param points that differ
 * @param pointsOfSeveralRows how many of the points stand more than once
 * @param pointsOfSeveralLabels how many of these have different labels
 * @param replicates what was done with them, as in configurations
 * @param labelNoise by property, in its unit: the pooled standard deviation of the labels of one
 *     point, over all points of several rows. Empty where there are none
 */
public record DataSummary(
    long rowsRead,
    long rowsDropped,
    long points,
    long pointsOfSeveralRows,
    long pointsOfSeveralLabels,
    String replicates,
    Map<String, Double> labelNoise) {

  /** Keeps the noise in order of the properties. */
  public DataSummary {
    labelNoise = labelNoise == null ? Map.of() : new TreeMap<>(labelNoise);
  }

  /**
   * The pooled standard deviation of repeated measurements.
   *
   * @param squares sum over all points of the squared differences of labels to the point's mean
   * @param freedom sum over all points of the number of labels less one, above 0
   * @return with ten digits: the order in which squares are summed does not matter
   */
  public static double noise(double squares, long freedom) {
    return Double.parseDouble(String.format(Locale.ROOT, "%.9e", Math.sqrt(squares / freedom)));
  }

  /**
   * What a user is told: nothing where the rows are as they were given.
   *
   * @param units of the properties, by name
   */
  public List<String> sentences(Map<String, String> units) {
    List<String> sentences = new ArrayList<>();
    if (rowsDropped > 0) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "left out %,d of %,d rows, in which a value is missing (data.missing = drop)",
              rowsDropped,
              rowsRead));
    }
    if (pointsOfSeveralLabels > 0) {
      StringBuilder sentence =
          new StringBuilder(
              String.format(
                  Locale.ROOT,
                  "%,d of %,d design points have several labels (data.replicates = %s)",
                  pointsOfSeveralLabels,
                  points,
                  replicates));
      labelNoise.forEach(
          (property, noise) ->
              sentence.append(
                  String.format(
                      Locale.ROOT,
                      "; the labels of one point scatter by %.4g %s (%s)",
                      noise,
                      units.getOrDefault(property, ""),
                      property)));
      sentences.add(sentence.toString());
    }
    return sentences;
  }
}
