package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import org.matdesinne.flow.Condition;
import org.matdesinne.flow.CouplingArchitecture;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.network.NetworkState;

/**
 * INN (Ardizzone et al. 2018; Fung et al. 2021): a flow between x and [z, y], the properties in the
 * last columns. Forward it predicts them, backward it generates. The latent has as many numbers as
 * the design has more parameters than properties.
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
   * @return latent (batch, parameters − properties) and properties (batch, properties)
   */
  public NDList forward(NDArray u) {
    return flow.forward(u, Condition.none()).value().split(new long[] {latentDimension()}, 1);
  }

  /**
   * The backward pass in standardised units.
   *
   * @param latent (batch, parameters − properties)
   * @param properties (batch, properties)
   * @return (batch, parameters)
   */
  public NDArray backward(NDArray latent, NDArray properties) {
    return flow.inverse(NDArrays.concat(new NDList(latent, properties), 1), Condition.none());
  }

  /**
   * The properties that the forward pass predicts.
   *
   * @param x (batch, parameters) in the units of the design space
   * @return (batch, properties) in their units
   */
  public NDArray properties(NDArray x) {
    return state().scaling().inUnits(forward(state().inCoordinates(x)).get(1));
  }

  @Override
  public int latentDimension() {
    return state().dimension() - state().properties();
  }

  @Override
  NDArray draw(NDArray latents, NDArray targets) {
    NDArray u = backward(latents, state().scaling().standardized(targets));
    return state().inUnits(u);
  }
}
