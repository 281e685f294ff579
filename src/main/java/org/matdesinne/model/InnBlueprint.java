package org.matdesinne.model;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.function.UnaryOperator;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.flow.CouplingArchitecture;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.InvertibleNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.NetworkModel;
import org.matdesinne.surrogate.PropertyModel;
import org.matdesinne.training.InvertibleRegression;
import org.matdesinne.training.Objective;
import org.matdesinne.training.TargetNoise;

/**
 * An invertible network.
 *
 * @param architecture its size
 */
record InnBlueprint(CouplingArchitecture architecture)
    implements GeneratorBlueprint, SurrogateBlueprint {

  static InnBlueprint from(Section section) {
    return new InnBlueprint(section.section("architecture", CouplingArchitecture::from));
  }

  @Override
  public Weights initialize(
      NDManager manager, int dimension, int properties, UniformRandomProvider random) {
    return CouplingFlow.initialize(manager, dimension, 0, architecture, random);
  }

  @Override
  public List<TensorSpec> tensors(int dimension, int properties) {
    return CouplingFlow.tensors(dimension, 0, architecture);
  }

  @Override
  public Objective objective(NetworkState state, Amounts floors, TargetNoise noise) {
    return new InvertibleRegression(new InvertibleNetwork(state, architecture), floors, noise);
  }

  @Override
  public void requireFits(String name, int dimension, int properties) {
    // One parameter and one property leave no latent, and have always been allowed.
    if (properties > Math.max(1, dimension - 1)) {
      throw new InputException(
          "network '%s' of kind inn carries %d properties and a latent in %d parameters; it needs"
              + " more parameters than properties: leave it out of networks (NAME = null), or take"
              + " another kind",
          name, properties, dimension);
    }
  }

  @Override
  public boolean takesTargetNoise() {
    return true;
  }

  @Override
  public Generator generator(NetworkState state, Amounts floors) {
    return new InvertibleNetwork(state, architecture);
  }

  @Override
  public PropertyModel property(List<NetworkState> members) {
    return new NetworkModel(
        members.get(0).manager(),
        members.stream()
            .map(state -> new InvertibleNetwork(state, architecture))
            .<UnaryOperator<NDArray>>map(network -> network::properties)
            .toList());
  }
}
