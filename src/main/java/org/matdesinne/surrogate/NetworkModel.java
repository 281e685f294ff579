package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.UnaryOperator;
import org.matdesinne.nn.GradientTape;

/**
 * Networks side by side, differentiated by the engine: for those without a derivative of their own.
 */
public final class NetworkModel implements PropertyModel {
  private final NDManager manager;
  private final List<UnaryOperator<NDArray>> members;

  /**
   * Takes charge of {@code manager}, which owns the networks' weights.
   *
   * @param members from (rows, parameters) to (rows, properties), both in their units; for the
   *     paper's surrogate the forward pass of an INN
   */
  public NetworkModel(NDManager manager, List<UnaryOperator<NDArray>> members) {
    this.manager = manager;
    this.members = List.copyOf(members);
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
    return NDArrays.stack(
        members.stream()
            .map(member -> member.apply(x).transpose())
            .collect(NDList::new, NDList::add, NDList::addAll));
  }

  @Override
  public ValueAndGradient valueAndGradient(NDArray x) {
    NDList values = new NDList();
    NDList gradients = new NDList();
    for (UnaryOperator<NDArray> member : members) {
      NDList ofMember = new NDList();
      NDArray value = null;
      // The engine goes back from one number a row at a time.
      for (int k = 0; value == null || k < value.size(1); k++) {
        try (GradientTape tape = GradientTape.open()) {
          NDArray input = x.duplicate();
          input.setRequiresGradient(true);
          NDArray all = member.apply(input);
          tape.backward(all.get(":, {}", (long) k));
          value = all.stopGradient();
          ofMember.add(input.getGradient());
        }
      }
      values.add(value.transpose());
      gradients.add(NDArrays.stack(ofMember));
    }
    return new ValueAndGradient(NDArrays.stack(values), NDArrays.stack(gradients));
  }

  @Override
  public void close() {
    manager.close();
  }
}
