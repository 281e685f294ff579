package org.matdesinne.surrogate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.matdesinne.surrogate.AnalyticModel.linear;

import ai.djl.ndarray.NDManager;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.flow.GlowArchitecture;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;

class TestCensoredSurrogate {
  private static final double FREE = -1e9;
  private static final double[][] POINTS = points();

  private static double[][] points() {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(2L);
    return Stream.generate(() -> random.doubles(3, -1, 1).toArray())
        .limit(20)
        .toArray(double[][]::new);
  }

  private static Surrogate surrogate(double floor) {
    NDManager manager = TorchRuntime.manager();
    GlowArchitecture size = new GlowArchitecture(2, 16, 2, 0.5);
    Weights weights =
        CouplingFlow.initialize(manager, 3, 0, size, RandomSource.XO_SHI_RO_256_PP.create(3L));
    Scaling scaling = new Scaling(new double[] {0, 0, 0}, new double[] {1, 2, 0.5}, 1, 3);
    NetworkState state = new NetworkState(manager, weights, scaling);
    PropertyModel model =
        new NetworkModel(manager, List.of(new InvertibleNetwork(state, size)::properties));
    return new CensoredSurrogate(model, Optional.empty(), new double[] {floor});
  }

  @Test
  void noPredictionLiesBelowTheFloorAndTheOthersAreLeftAlone() {
    try (Surrogate free = surrogate(FREE);
        Surrogate cut = surrogate(1)) {
      double[] value = free.predict(POINTS).value(0);
      double[] above = cut.predict(POINTS).value(0);
      assertThat(Arrays.stream(value).filter(v -> v < 1).count()).isBetween(1L, 19L);
      for (int i = 0; i < value.length; i++) {
        assertThat(above[i]).isEqualTo(Math.max(value[i], 1));
      }
      assertThat(Found.of(cut, POINTS).value()).isEqualTo(above);
    }
  }

  @Test
  void theGradientIsThatOfTheUncutPrediction() {
    double step = 1e-3;
    try (Surrogate free = surrogate(FREE);
        Surrogate cut = surrogate(1)) {
      double[][] gradient = Found.of(cut, POINTS).gradient();
      assertThat(gradient).isDeepEqualTo(Found.of(free, POINTS).gradient());
      List<Double> differences = new ArrayList<>();
      for (int j = 0; j < 3; j++) {
        double[] more = free.predict(moved(j, step)).value(0);
        double[] less = free.predict(moved(j, -step)).value(0);
        for (int i = 0; i < POINTS.length; i++) {
          differences.add(Math.abs(gradient[i][j] - (more[i] - less[i]) / (2 * step)));
        }
      }
      // Here and there a kink of the network lies within the step.
      differences.sort(null);
      assertThat(differences.get(differences.size() * 3 / 4)).isLessThan(5e-3);
    }
  }

  private static double[][] moved(int parameter, double step) {
    double[][] moved = new double[POINTS.length][];
    for (int i = 0; i < moved.length; i++) {
      moved[i] = POINTS[i].clone();
      moved[i][parameter] += step;
    }
    return moved;
  }

  /** What a surrogate says of points, copied to the host. */
  private record Found(
      double[] value,
      double[][] gradient,
      Optional<double[]> uncertainty,
      Optional<double[][]> uncertaintyGradient) {

    static Found of(Surrogate surrogate, double[]... points) {
      return Tensors.scoped(
          () -> {
            Differential found =
                surrogate.differentiate(
                    PointBatch.of(surrogate.manager(), points, points[0].length));
            return new Found(
                Tensors.flat(found.predictions().get(0).value()),
                Tensors.rows(found.predictions().get(0).gradient()),
                found.uncertainties().map(u -> Tensors.flat(u.get(0).value())),
                found.uncertainties().map(u -> Tensors.rows(u.get(0).gradient())));
          });
    }
  }

  private static final Calibration CALIBRATION =
      new Calibration(2, 0.1, new TreeMap<>(Map.of(0.95, 1.96)));

  private static CensoredSurrogate ensemble() {
    return new CensoredSurrogate(
        new AnalyticModel(linear(1, 0), linear(2, 1), linear(3, -1)),
        Optional.of(List.of(CALIBRATION)),
        new double[1]);
  }

  @Test
  void anEnsemblePredictsItsMeanAndHowFarItsMembersSpread() {
    CensoredSurrogate ensemble = ensemble();
    // Members say 1, 2 + 0.5, 3 − 0.5.
    Prediction prediction = ensemble.predict(new double[][] {{1, 0.5}});
    assertThat(prediction.value(0)[0]).isEqualTo(2, within(1e-12));
    double spread = Math.sqrt((1 + 0.25 + 0.25) / 2);
    assertThat(ensemble.spread(new double[][] {{1, 0.5}})[0][0]).isEqualTo(spread, within(1e-12));
    assertThat(prediction.uncertainty(0)[0]).isEqualTo(2 * Math.hypot(spread, 0.1), within(1e-12));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY})
  void whatIsNoNumberIsNotTheFloor(double broken) {
    CensoredSurrogate surrogate =
        new CensoredSurrogate(
            new AnalyticModel(linear(1, 0), linear(broken, 0)),
            Optional.of(List.of(CALIBRATION)),
            new double[1]);
    double[][] point = {{1, 0.5}};
    assertThat(Double.isFinite(surrogate.predict(point).value(0)[0])).isFalse();
    assertThat(Double.isFinite(Found.of(surrogate, point).value()[0])).isFalse();
  }

  @Test
  void whereAllMembersAreBelowTheFloorTheyAgree() {
    Prediction prediction = ensemble().predict(new double[][] {{-1, 0.5}});
    assertThat(prediction.value(0)[0]).isZero();
    assertThat(prediction.uncertainty(0)[0]).isEqualTo(2 * 0.1, within(1e-12));
  }

  @Test
  void theUncertaintysGradientIsItsDerivative() {
    double step = 1e-6;
    for (double[] point : new double[][] {{1, 0.5}, {0.3, -1}, {0.1, 0.5}, {-1, 0.1}}) {
      Found found = Found.of(ensemble(), point);
      for (int j = 0; j < 2; j++) {
        double[] more = point.clone();
        double[] less = point.clone();
        more[j] += step;
        less[j] -= step;
        double[] uncertainty = preciseUncertainty(ensemble(), more, less);
        assertThat(found.uncertaintyGradient().orElseThrow()[0][j])
            .isEqualTo((uncertainty[0] - uncertainty[1]) / (2 * step), within(1e-6));
      }
      assertThat(found.gradient()[0]).containsExactly(new double[] {2, 0}, within(1e-12));
    }
  }

  /** Of points in double precision, which a small step needs. */
  private static double[] preciseUncertainty(Surrogate surrogate, double[]... points) {
    return Tensors.scoped(
        () -> {
          PointBatch batch = new PointBatch(surrogate.manager().create(points));
          return Prediction.of(surrogate.evaluate(batch)).uncertainty(0);
        });
  }

  @Test
  void oneModelStatesNoUncertainty() {
    try (Surrogate alone = surrogate(1)) {
      assertThat(alone.predict(POINTS).uncertainty(0)).containsOnly(Double.NaN);
      assertThat(Found.of(alone, POINTS).uncertainty()).isEmpty();
    }
  }
}
