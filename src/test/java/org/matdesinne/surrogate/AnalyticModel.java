package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.Arrays;
import java.util.List;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;

/** Members that are known in closed form, computed in double precision. */
public final class AnalyticModel implements PropertyModel {
  private final NDManager manager = TorchRuntime.manager();
  private final List<Function> members;

  /** A function of a point and its gradient. */
  public interface Function {
    /** The value at a point. */
    double value(double[] x);

    /** (parameters) at a point. */
    double[] gradient(double[] x);
  }

  /** The functions side by side. */
  public AnalyticModel(Function... members) {
    this.members = List.of(members);
  }

  /** A point's weighted sum. */
  public static Function linear(double... slope) {
    return new Function() {
      @Override
      public double value(double[] x) {
        double sum = 0;
        for (int j = 0; j < x.length; j++) {
          sum += slope[j] * x[j];
        }
        return sum;
      }

      @Override
      public double[] gradient(double[] x) {
        return slope;
      }
    };
  }

  @Override
  public int members() {
    return members.size();
  }

  @Override
  public NDManager manager() {
    return manager;
  }

  @Override
  public NDArray value(NDArray x) {
    double[][] points = Tensors.rows(x);
    return manager.create(
        members.stream()
            .map(member -> Arrays.stream(points).mapToDouble(member::value).toArray())
            .toArray(double[][]::new));
  }

  @Override
  public ValueAndGradient valueAndGradient(NDArray x) {
    double[][] points = Tensors.rows(x);
    NDList gradients = new NDList();
    for (Function member : members) {
      gradients.add(
          manager.create(Arrays.stream(points).map(member::gradient).toArray(double[][]::new)));
    }
    return new ValueAndGradient(value(x), NDArrays.stack(gradients));
  }

  @Override
  public void close() {
    manager.close();
  }
}
