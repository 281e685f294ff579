package org.matdesinne.model;

import ai.djl.ndarray.NDManager;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.NetworkState;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.DenseNetwork;
import org.matdesinne.surrogate.NetworkModel;
import org.matdesinne.surrogate.PropertyModel;
import org.matdesinne.training.CensoredRegression;
import org.matdesinne.training.Objective;

/**
 * A residual network that predicts.
 *
 * @param architecture its size
 */
record DenseBlueprint(DenseNetwork.Architecture architecture) implements Blueprint {

  static DenseBlueprint from(Section section) {
    return new DenseBlueprint(section.section("architecture", DenseNetwork.Architecture::from));
  }

  @Override
  public Weights initialize(NDManager manager, int dimension, UniformRandomProvider random) {
    return architecture.initialize(manager, dimension, random);
  }

  @Override
  public Objective objective(NetworkState state, double floor) {
    return new CensoredRegression(new DenseNetwork(state), floor);
  }

  @Override
  public boolean draws() {
    return false;
  }

  @Override
  public Generator generator(NetworkState state, double floor) {
    throw new UnsupportedOperationException(this + " draws no candidates");
  }

  @Override
  public boolean predicts() {
    return true;
  }

  @Override
  public PropertyModel property(NetworkState state) {
    return new NetworkModel(state, new DenseNetwork(state)::property);
  }
}
