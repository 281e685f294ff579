package org.matdesinne.model;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.Section;
import org.matdesinne.flow.CouplingArchitecture;
import org.matdesinne.flow.CouplingFlow;
import org.matdesinne.generator.ConditionEncoding;
import org.matdesinne.generator.ConditionalInvertibleNetwork;
import org.matdesinne.generator.DensityModel;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;
import org.matdesinne.training.MaximumLikelihood;
import org.matdesinne.training.Objective;
import org.matdesinne.training.TargetNoise;

/**
 * A conditional invertible network.
 *
 * @param condition what the network sees of the property
 * @param architecture its size
 */
record CinnBlueprint(ConditionEncoding.Kind condition, CouplingArchitecture architecture)
    implements ConditionalBlueprint {

  static CinnBlueprint from(Section section) {
    return new CinnBlueprint(
        section.choice("condition", ConditionEncoding.Kind.class),
        section.section("architecture", CouplingArchitecture::from));
  }

  @Override
  public Weights initialize(
      NDManager manager, int dimension, int properties, UniformRandomProvider random) {
    return CouplingFlow.initialize(
        manager, dimension, condition.columns(properties), architecture, random);
  }

  @Override
  public List<TensorSpec> tensors(int dimension, int properties) {
    return CouplingFlow.tensors(dimension, condition.columns(properties), architecture);
  }

  @Override
  public ConditionalInvertibleNetwork network(NetworkState state, Amounts floors) {
    return new ConditionalInvertibleNetwork(state, encoding(floors), architecture);
  }

  @Override
  public Objective objective(NetworkState state, Amounts floors, TargetNoise noise) {
    return new MaximumLikelihood(network(state, floors));
  }

  @Override
  public Optional<DensityModel> density(NetworkState state, Amounts floors) {
    return Optional.of(network(state, floors));
  }
}
