package org.matdesinne.training;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.matdesinne.nn.Tensors;

/**
 * Maximum mean discrepancy (Gretton et al. 2012) of two samples under a sum of inverse
 * multiquadratic kernels: k(d) = Σ C^a ((C + d)/a)^(−a), d the squared distance, (C, a) from a
 * list.
 */
final class MaximumMeanDiscrepancy {

  /** The paper's kernels for samples of [latent, property]. */
  static final MaximumMeanDiscrepancy FORWARD =
      new MaximumMeanDiscrepancy(
          List.of(new Kernel(0.2, 2), new Kernel(1.5, 2), new Kernel(3.0, 2)));

  /** The paper's kernels for samples of design points. */
  static final MaximumMeanDiscrepancy BACKWARD =
      new MaximumMeanDiscrepancy(
          List.of(new Kernel(0.2, 0.1), new Kernel(0.2, 0.5), new Kernel(0.2, 2)));

  private record Kernel(double width, double exponent) {

    NDArray value(NDArray squaredDistances) {
      NDArray shifted = squaredDistances.add(width);
      NDArray factor = Tensors.scalar(Math.pow(width * exponent, exponent), shifted);
      if (exponent == 2) {
        return factor.div(shifted.square());
      }
      NDArray power = Tensors.scalar(-exponent, shifted);
      return shifted.log().mul(power).exp().mul(factor);
    }
  }

  private final List<Kernel> kernels;

  private MaximumMeanDiscrepancy(List<Kernel> kernels) {
    this.kernels = kernels;
  }

  /**
   * Mean of k(x, x') + k(y, y') − 2 k(x, y) over all pairs.
   *
   * @param x (n, columns)
   * @param y (n, columns)
   * @return a scalar
   */
  NDArray between(NDArray x, NDArray y) {
    NDArray across = meanKernel(x, y);
    return meanKernel(x, x).add(meanKernel(y, y)).sub(across).sub(across);
  }

  private NDArray meanKernel(NDArray x, NDArray y) {
    NDArray squaredDistances = squaredDistances(x, y);
    NDArray sum = kernels.get(0).value(squaredDistances);
    for (Kernel kernel : kernels.subList(1, kernels.size())) {
      sum = sum.add(kernel.value(squaredDistances));
    }
    return sum.mean();
  }

  private static NDArray squaredDistances(NDArray x, NDArray y) {
    int[] columns = {1};
    NDArray xx = x.square().sum(columns, true); // (n, 1)
    NDArray yy = y.square().sum(columns, true).transpose(); // (1, n)
    NDArray products = x.matMul(y.transpose());
    return xx.add(yy).sub(products).sub(products).getNDArrayInternal().relu();
  }
}
