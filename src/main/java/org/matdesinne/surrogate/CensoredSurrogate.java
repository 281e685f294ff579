package org.matdesinne.surrogate;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One model, or the mean of an ensemble (Lakshminarayanan et al. 2017), cut off at the property's
 * floor. The uncertainty is how far the members' predictions, each cut off, spread, calibrated:
 * where all agree that the property is on its floor it is small however they place its latent.
 */
public final class CensoredSurrogate implements Surrogate {
  private final List<PropertyModel> members;
  private final Optional<Calibration> calibration;
  private final double floor;

  /**
   * Takes charge of {@code members}.
   *
   * @param calibration of their spread; without one no uncertainty is stated
   * @param floor least value that the property can take, in its unit
   */
  public CensoredSurrogate(
      List<PropertyModel> members, Optional<Calibration> calibration, double floor) {
    this.members = List.copyOf(members);
    this.calibration = calibration;
    this.floor = floor;
  }

  @Override
  public Prediction predict(double[][] points) {
    double[][] latents = members.stream().map(m -> m.value(points)).toArray(double[][]::new);
    double[] value = new double[points.length];
    double[] uncertainty = new double[points.length];
    for (int i = 0; i < points.length; i++) {
      double[] latent = row(latents, i);
      value[i] = cut(mean(latent));
      double spread = spread(latent);
      uncertainty[i] = calibration.map(c -> c.uncertainty(spread)).orElse(Double.NaN);
    }
    return new Prediction(value, uncertainty);
  }

  /**
   * How far the members' predictions spread, not calibrated.
   *
   * @param points (batch, parameters) in the units of the design space
   * @return (batch) in the property's unit; zeros where there is one member
   */
  public double[] spread(double[][] points) {
    double[][] latents = members.stream().map(m -> m.value(points)).toArray(double[][]::new);
    double[] spread = new double[points.length];
    Arrays.setAll(spread, i -> spread(row(latents, i)));
    return spread;
  }

  @Override
  public Differential differentiate(double[][] points) {
    List<ValueAndGradient> each = members.stream().map(m -> m.valueAndGradient(points)).toList();
    double[][] latents = each.stream().map(ValueAndGradient::value).toArray(double[][]::new);
    double[] value = new double[points.length];
    double[][] gradient = new double[points.length][];
    double[] uncertainty = new double[points.length];
    double[][] uncertaintyGradient = new double[points.length][];
    for (int i = 0; i < points.length; i++) {
      int row = i;
      double[] latent = row(latents, i);
      double[][] gradients =
          each.stream().map(member -> member.gradient()[row]).toArray(double[][]::new);
      value[i] = cut(mean(latent));
      gradient[i] = weighted(gradients, equalWeights());
      double spread = spread(latent);
      uncertainty[i] = calibration.map(c -> c.uncertainty(spread)).orElse(Double.NaN);
      double derivative = calibration.map(c -> c.derivative(spread)).orElse(0.0);
      uncertaintyGradient[i] = weighted(gradients, spreadWeights(latent, spread, derivative));
    }
    return new Differential(
        new ValueAndGradient(value, gradient),
        new ValueAndGradient(uncertainty, uncertaintyGradient));
  }

  private double[] equalWeights() {
    double[] weights = new double[members.size()];
    Arrays.fill(weights, 1.0 / members.size());
    return weights;
  }

  /**
   * What each member's gradient counts in the uncertainty's; one that is cut off counts nothing.
   */
  private double[] spreadWeights(double[] latent, double spread, double derivative) {
    double[] weights = new double[latent.length];
    if (spread > 0 && derivative > 0) {
      double[] cut = Arrays.stream(latent).map(this::cut).toArray();
      double mean = mean(cut);
      for (int k = 0; k < weights.length; k++) {
        weights[k] =
            latent[k] > floor ? derivative * (cut[k] - mean) / (spread * (latent.length - 1)) : 0;
      }
    }
    return weights;
  }

  /** Standard deviation of the members' predictions, each cut off. */
  private double spread(double[] latent) {
    if (latent.length == 1) {
      return 0;
    }
    double[] cut = Arrays.stream(latent).map(this::cut).toArray();
    double mean = mean(cut);
    double sum = Arrays.stream(cut).map(c -> (c - mean) * (c - mean)).sum();
    return Math.sqrt(sum / (cut.length - 1));
  }

  /** What is no number stays none: an overflow downwards is not the floor. */
  private double cut(double value) {
    return value == Double.NEGATIVE_INFINITY ? Double.NaN : Math.max(value, floor);
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).sum() / values.length;
  }

  private static double[] row(double[][] columns, int i) {
    return Arrays.stream(columns).mapToDouble(column -> column[i]).toArray();
  }

  private static double[] weighted(double[][] vectors, double[] weights) {
    double[] sum = new double[vectors[0].length];
    for (int k = 0; k < vectors.length; k++) {
      for (int j = 0; j < sum.length; j++) {
        sum[j] += weights[k] * vectors[k][j];
      }
    }
    return sum;
  }

  @Override
  public void close() {
    members.forEach(PropertyModel::close);
  }
}
