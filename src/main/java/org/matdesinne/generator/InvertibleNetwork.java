package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.matdesinne.flow.Condition;
import org.matdesinne.flow.CouplingArchitecture;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.network.NetworkState;

/**
 * INN (Ardizzone et al. 2018; Fung et al. 2021): a flow between x and [z, y], the property in the
 * last column. Forward it predicts the property, backward it generates. The latent has one number
 * fewer than the design has parameters.
 */
public final class InvertibleNetwork extends NetworkGenerator {
  private final CouplingFlow flow;

  /**
   * Takes charge of {@code state}.
   *
   * @throws IllegalArgumentException when the weights are not of this architecture
   */
  public InvertibleNetwork(NetworkState state, CouplingArchitecture architecture) {
    super(state);
    flow = new CouplingFlow(state.manager(), state.weights(), state.dimension(), 0, architecture);
  }

  /**
   * The forward pass in standardised units.
   *
   * @param u (batch, parameters)
   * @return latent (batch, parameters − 1) and property (batch, 1)
   */
  public NDList forward(NDArray u) {
    return flow.forward(u, Condition.none()).value().split(new long[] {latentDimension()}, 1);
  }

  /**
   * The backward pass in standardised units.
   *
   * @param latent (batch, parameters − 1)
   * @param property (batch, 1)
   * @return (batch, parameters)
   */
  public NDArray backward(NDArray latent, NDArray property) {
    return flow.inverse(NDArrays.concat(new NDList(latent, property), 1), Condition.none());
  }

  /**
   * The property that the forward pass predicts.
   *
   * @param x (batch, parameters) in the units of the design space
   * @return (batch, 1) in the property's unit
   */
  public NDArray property(NDArray x) {
    return state().scaling().propertyInUnit(forward(state().inCoordinates(x)).get(1));
  }

  @Override
  public int latentDimension() {
    return state().dimension() - 1;
  }

  @Override
  NDArray draw(NDArray latents, NDArray targets) {
    NDArray u = backward(latents, state().scaling().standardizedProperty(targets));
    return state().inUnits(u);
  }
}
