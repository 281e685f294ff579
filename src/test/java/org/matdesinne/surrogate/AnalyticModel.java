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
  private final List<List<Function>> members; // (members, properties)

  /** A function of a point and its gradient. */
  public interface Function {
    /** The value at a point. */
    double value(double[] x);

    /** (parameters) at a point. */
    double[] gradient(double[] x);
  }

  /** The functions side by side, of one property. */
  public AnalyticModel(Function... members) {
    this(Arrays.stream(members).map(List::of).toList());
  }

  /** (members, properties) */
  public AnalyticModel(List<List<Function>> members) {
    this.members = members;
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
    NDList values = new NDList();
    for (List<Function> member : members) {
      values.add(
          manager.create(
              member.stream()
                  .map(each -> Arrays.stream(points).mapToDouble(each::value).toArray())
                  .toArray(double[][]::new)));
    }
    return NDArrays.stack(values);
  }

  @Override
  public ValueAndGradient valueAndGradient(NDArray x) {
    double[][] points = Tensors.rows(x);
    NDList gradients = new NDList();
    for (List<Function> member : members) {
      NDList ofMember = new NDList();
      for (Function each : member) {
        ofMember.add(
            manager.create(Arrays.stream(points).map(each::gradient).toArray(double[][]::new)));
      }
      gradients.add(NDArrays.stack(ofMember));
    }
    return new ValueAndGradient(value(x), NDArrays.stack(gradients));
  }

  @Override
  public void close() {
    manager.close();
  }
}
