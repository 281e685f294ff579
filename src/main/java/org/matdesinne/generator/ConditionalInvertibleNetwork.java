package org.matdesinne.generator;

import ai.djl.ndarray.NDArray;
import java.util.List;
import org.matdesinne.flow.Condition;
import org.matdesinne.flow.CouplingArchitecture;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.flow.Flow;
import org.matdesinne.flow.Transformed;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.Tensors;

/**
 * cINN (Ardizzone et al. 2019; Fung et al. 2021): a flow between x and z, the properties in every
 * subnet. The latent has as many numbers as the design has parameters.
 */
public final class ConditionalInvertibleNetwork extends NetworkGenerator implements DensityModel {
  private final ConditionEncoding encoding;
  private final Flow flow;

  /**
   * Takes charge of {@code state}.
   *
   * @throws IllegalArgumentException when the weights are not of this architecture
   */
  public ConditionalInvertibleNetwork(
      NetworkState state, ConditionEncoding encoding, CouplingArchitecture architecture) {
    super(state);
    this.encoding = encoding;
    flow =
        new Flow(
            List.of(
                state.coordinates(),
                new CouplingFlow(
                    state.manager(),
                    state.weights(),
                    state.dimension(),
                    encoding.columns(),
                    architecture)));
  }

  @Override
  public NDArray logDensity(NDArray x, NDArray y) {
    Transformed latent = flow.forward(x, condition(y));
    int[] columns = {1};
    NDArray squaredNorm = latent.value().square().sum(columns);
    double normalization = -0.5 * state().dimension() * Math.log(2 * Math.PI);
    return latent
        .logAbsDetJacobian()
        .sub(squaredNorm.mul(Tensors.scalar(0.5, squaredNorm)))
        .add(normalization);
  }

  private Condition condition(NDArray y) {
    return Condition.on(encoding.encode(y, state().scaling()));
  }

  @Override
  public int latentDimension() {
    return state().dimension();
  }

  @Override
  NDArray draw(NDArray latents, NDArray targets) {
    return flow.inverse(latents, condition(targets));
  }
}
