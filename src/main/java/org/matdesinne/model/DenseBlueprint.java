package org.matdesinne.model;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Section;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.PropertyModel;
import org.matdesinne.surrogate.ResidualEnsemble;
import org.matdesinne.training.CensoredRegression;
import org.matdesinne.training.Objective;
import org.matdesinne.training.TargetNoise;

/**
 * A residual network that predicts.
 *
 * @param architecture its size
 * @param floorMargin see {@link CensoredRegression}, in the property's unit
 */
record DenseBlueprint(DenseNetwork.Architecture architecture, Double floorMargin)
    implements SurrogateBlueprint {

  /** A file of an earlier version names no margin: there was none. */
  DenseBlueprint {
    if (floorMargin == null) {
      floorMargin = 0.0;
    }
  }

  static DenseBlueprint from(Section section) {
    return new DenseBlueprint(
        section.section("architecture", DenseNetwork.Architecture::from),
        section.has("floor-margin") ? section.number("floor-margin", 0, 1e9) : 0);
  }

  @Override
  public Weights initialize(NDManager manager, int dimension, UniformRandomProvider random) {
    return architecture.initialize(manager, dimension, random);
  }

  @Override
  public List<TensorSpec> tensors(int dimension) {
    return architecture.tensors(dimension);
  }

  @Override
  public Objective objective(NetworkState state, double floor, TargetNoise noise) {
    return new CensoredRegression(new DenseNetwork(state), floor, floorMargin);
  }

  @Override
  public PropertyModel property(List<NetworkState> members) {
    return new ResidualEnsemble(members);
  }
}
