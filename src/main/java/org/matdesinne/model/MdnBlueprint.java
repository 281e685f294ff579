package org.matdesinne.model;

import ai.djl.ndarray.NDManager;
import java.util.List;
import java.util.Optional;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.Section;
import org.matdesinne.generator.ConditionEncoding;
import org.matdesinne.generator.DensityModel;
import org.matdesinne.generator.MixtureDensityNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;
import org.matdesinne.training.MaximumLikelihood;
import org.matdesinne.training.Objective;
import org.matdesinne.training.TargetNoise;

/**
 * A mixture density network.
 *
 * @param condition what the network sees of the property
 * @param architecture its size
 */
record MdnBlueprint(
    ConditionEncoding.Kind condition, MixtureDensityNetwork.Architecture architecture)
    implements ConditionalBlueprint {

  static MdnBlueprint from(Section section) {
    return new MdnBlueprint(
        section.choice("condition", ConditionEncoding.Kind.class),
        section.section("architecture", MixtureDensityNetwork.Architecture::from));
  }

  @Override
  public Weights initialize(
      NDManager manager, int dimension, int properties, UniformRandomProvider random) {
    return architecture.initialize(manager, dimension, condition.columns(properties), random);
  }

  @Override
  public List<TensorSpec> tensors(int dimension, int properties) {
    return architecture.tensors(dimension, condition.columns(properties));
  }

  @Override
  public MixtureDensityNetwork network(NetworkState state, Amounts floors) {
    return new MixtureDensityNetwork(state, encoding(floors), architecture);
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
