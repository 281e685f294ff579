package org.matdesinne.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.Properties;
import org.matdesinne.metrics.NetworkScore;
import org.matdesinne.metrics.PredictionAccuracy;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.Calibration;
import org.matdesinne.surrogate.CensoredSurrogate;
import org.matdesinne.surrogate.Prediction;
import org.matdesinne.training.Epoch;

/** Members of an ensemble, trained apart, and the one network that they become. */
public final class Ensemble {
  /** In the order of {@link PredictionAccuracy#LEVELS}. */
  private static final List<NetworkScore> COVERAGES =
      List.of(NetworkScore.COVERAGE_50, NetworkScore.COVERAGE_80, NetworkScore.COVERAGE_95);

  private final List<TrainedNetwork> members;

  /**
   * An ensemble.
   *
   * @param members trained with the same settings on the same rows, see {@link
   *     NetworkTraining#member}
   */
  public Ensemble(List<TrainedNetwork> members) {
    this.members = List.copyOf(members);
  }

  /** Under which a member's tensors stand in the ensemble's weights. */
  static String prefix(int member) {
    return "member" + member + ".";
  }

  /**
   * The network: all weights in one file, the spread of the members calibrated on the validation
   * rows, tested on the test rows. Its curve is the mean of the members' curves.
   */
  public TrainedNetwork join(NetworkTraining.Rows rows, Device device) {
    byte[] weights = weights();
    TrainedNetwork raw = withCalibration(weights, null, Map.of());
    List<Calibration> calibration;
    try (CensoredSurrogate surrogate = raw.surrogate(device)) {
      calibration = calibrate(surrogate, rows.validation());
    }
    TrainedNetwork calibrated = withCalibration(weights, calibration, Map.of());
    try (CensoredSurrogate surrogate = calibrated.surrogate(device)) {
      Prediction prediction = surrogate.predict(rows.test().x());
      return withCalibration(weights, calibration, test(calibrated, prediction, rows.test()));
    }
  }

  private NetworkManifest first() {
    return members.get(0).manifest();
  }

  private byte[] weights() {
    try (NDManager manager = TorchRuntime.manager()) {
      Weights all = new Weights();
      for (int k = 0; k < members.size(); k++) {
        all.putAll(prefix(k), Weights.decode(manager, members.get(k).weights()));
      }
      return all.encode();
    }
  }

  private TrainedNetwork withCalibration(
      byte[] weights, List<Calibration> calibration, Map<String, Double> testMetrics) {
    NetworkManifest first = first();
    List<Epoch> curve = curve();
    return new TrainedNetwork(
        new NetworkManifest(
            first.format(),
            first.name(),
            first.settings(),
            first.designSpace(),
            first.property(),
            first.scaling(),
            first.ranges(),
            first.labels(),
            first.data(),
            first.seed(),
            first.codeVersion(),
            DigestUtils.sha256Hex(weights),
            members.stream().mapToInt(m -> m.manifest().epoch()).max().orElseThrow(),
            curve,
            testMetrics,
            calibration),
        weights);
  }

  /** The mean of the members that went on for so long. */
  private List<Epoch> curve() {
    List<List<Epoch>> curves = members.stream().map(m -> m.manifest().curve()).toList();
    int longest = curves.stream().mapToInt(List::size).max().orElseThrow();
    List<Epoch> mean = new ArrayList<>();
    for (int e = 0; e < longest; e++) {
      int index = e;
      List<Epoch> all =
          curves.stream().filter(c -> c.size() > index).map(c -> c.get(index)).toList();
      mean.add(
          new Epoch(
              e + 1,
              all.stream().mapToDouble(Epoch::trainingLoss).average().orElseThrow(),
              all.stream().mapToDouble(Epoch::validationScore).average().orElseThrow(),
              all.get(0).learningRate(),
              all.stream().mapToDouble(Epoch::seconds).average().orElseThrow()));
    }
    return mean;
  }

  /** One calibration a property. */
  private List<Calibration> calibrate(CensoredSurrogate surrogate, Examples validation) {
    Prediction predicted = surrogate.predict(validation.x());
    double[][] spread = surrogate.spread(validation.x());
    return IntStream.range(0, first().properties().count())
        .mapToObj(
            k ->
                calibrate(
                    predicted.value(k),
                    Arrays.stream(spread).mapToDouble(row -> row[k]).toArray(),
                    validation.y(k),
                    first().properties().get(k).floor()))
        .toList();
  }

  /** Fits to the rows where label or prediction lies above the floor: the others say nothing. */
  private static Calibration calibrate(
      double[] value, double[] spread, double[] label, double floor) {
    int[] informative =
        IntStream.range(0, value.length)
            .filter(i -> value[i] > floor || label[i] > floor)
            .toArray();
    return Calibration.fit(
        IntStream.of(informative).mapToDouble(i -> spread[i]).toArray(),
        IntStream.of(informative).mapToDouble(i -> label[i] - value[i]).toArray());
  }

  private Map<String, Double> test(
      TrainedNetwork calibrated, Prediction prediction, Examples test) {
    Properties properties = first().properties();
    List<PredictionAccuracy> each =
        IntStream.range(0, properties.count())
            .mapToObj(
                k ->
                    PredictionAccuracy.of(
                        calibrated
                            .manifest()
                            .beside(k, test.y(k), prediction.value(k), prediction.uncertainty(k)),
                        properties.get(k).floor(),
                        List.of(),
                        new PredictionAccuracy.Tolerances(0, 0)))
            .toList();
    double[] errors = each.stream().mapToDouble(of -> of.all().absolute().mean()).toArray();
    Map<String, Double> metrics = new LinkedHashMap<>();
    metrics.put(
        NetworkScore.PROPERTY_ERROR.label(), first().scaling().propertyScale().combined(errors));
    if (properties.several()) {
      for (int k = 0; k < errors.length; k++) {
        metrics.put(NetworkManifest.errorOf(properties.get(k)), errors[k]);
      }
    }
    for (int level = 0; level < COVERAGES.size(); level++) {
      int index = level;
      each.stream()
          .flatMap(of -> of.informativeCoverage().stream())
          .mapToDouble(coverage -> coverage.shares().get(index))
          .average()
          .ifPresent(share -> metrics.put(COVERAGES.get(index).label(), share));
    }
    return metrics;
  }
}
