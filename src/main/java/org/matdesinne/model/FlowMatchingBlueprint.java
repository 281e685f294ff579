package org.matdesinne.model;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.Section;
import org.matdesinne.generator.ConditionEncoding;
import org.matdesinne.generator.FlowMatching;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;
import org.matdesinne.training.Objective;
import org.matdesinne.training.TargetNoise;
import org.matdesinne.training.VelocityRegression;

/**
 * Conditional flow matching.
 *
 * @param condition what the network sees of the property
 * @param architecture its size
 */
record FlowMatchingBlueprint(
    ConditionEncoding.Kind condition, FlowMatching.Architecture architecture)
    implements ConditionalBlueprint {

  static FlowMatchingBlueprint from(Section section) {
    return new FlowMatchingBlueprint(
        section.choice("condition", ConditionEncoding.Kind.class),
        section.section("architecture", FlowMatching.Architecture::from));
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
  public FlowMatching network(NetworkState state, Amounts floors) {
    return new FlowMatching(state, encoding(floors), architecture);
  }

  @Override
  public Objective objective(NetworkState state, Amounts floors, TargetNoise noise) {
    return new VelocityRegression(network(state, floors));
  }
}
