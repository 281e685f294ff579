package org.matdesinne.dataset;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What became of the rows of data, as the manifest of a training set states it.
 *
 * @param rowsRead all of them; of data that an oracle labelled, all points that it was asked for
 * @param rowsDropped because a value was missing, or the oracle gave none
 * @param points that differ
 * @param pointsOfSeveralRows how many of the points stand more than once
 * @param pointsOfSeveralLabels how many of these have different labels
 * @param replicates what was done with them, as in configurations
 * @param labelNoise by property, in its unit: the pooled standard deviation of the labels of one
 *     point, over all points of several rows. Empty where there are none
 * @param failed how many points an oracle gave no value for, by how it ended there; empty where it
 *     gave one for each, or none was asked
 */
public record DataSummary(
    long rowsRead,
    long rowsDropped,
    long points,
    long pointsOfSeveralRows,
    long pointsOfSeveralLabels,
    String replicates,
    Map<String, Double> labelNoise,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) Map<String, Long> failed) {

  /** Keeps the noise in order of the properties. */
  public DataSummary {
    labelNoise = labelNoise == null ? Map.of() : new TreeMap<>(labelNoise);
    failed = failed == null ? Map.of() : new TreeMap<>(failed);
  }

  /** Of data that were given. */
  public DataSummary(
      long rowsRead,
      long rowsDropped,
      long points,
      long pointsOfSeveralRows,
      long pointsOfSeveralLabels,
      String replicates,
      Map<String, Double> labelNoise) {
    this(
        rowsRead,
        rowsDropped,
        points,
        pointsOfSeveralRows,
        pointsOfSeveralLabels,
        replicates,
        labelNoise,
        Map.of());
  }

  /**
   * Of points that an oracle was asked for.
   *
   * @param points all of them
   * @param failed how many have no label, by how the oracle ended there
   */
  public static DataSummary ofOracle(long points, Map<String, Long> failed) {
    long dropped = failed.values().stream().mapToLong(Long::longValue).sum();
    return new DataSummary(
        points, dropped, points - dropped, 0, 0, Replicates.REJECT.word(), Map.of(), failed);
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
    if (!failed.isEmpty()) {
      sentences.add(
          String.format(
              Locale.ROOT,
              "left out %,d of %,d points, for which the oracle gave no label (%s)",
              rowsDropped,
              rowsRead,
              failed.entrySet().stream()
                  .map(each -> each.getKey() + ": " + each.getValue())
                  .collect(Collectors.joining(", "))));
    } else if (rowsDropped > 0) {
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
