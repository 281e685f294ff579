package org.matdesinne.model;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
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
 * @param floorMargin see {@link CensoredRegression}, of each property
 */
record DenseBlueprint(DenseNetwork.Architecture architecture, Amounts floorMargin)
    implements SurrogateBlueprint {
  private static final Amounts NO_MARGIN = Amounts.of(0);

  /** A file of an earlier version names no margin: there was none. */
  DenseBlueprint {
    if (floorMargin == null) {
      floorMargin = NO_MARGIN;
    }
  }

  static DenseBlueprint from(Section section) {
    return new DenseBlueprint(
        section.section("architecture", DenseNetwork.Architecture::from),
        section.has("floor-margin")
            ? section.numbersByProperty(
                "floor-margin", 0, (inner, key) -> inner.number(key, 0, 1e9))
            : NO_MARGIN);
  }

  private Amounts margins(int properties) {
    return floorMargin.anyPositive() ? floorMargin : Amounts.all(0, properties);
  }

  @Override
  public Weights initialize(
      NDManager manager, int dimension, int properties, UniformRandomProvider random) {
    return architecture.initialize(manager, dimension, properties, random);
  }

  @Override
  public List<TensorSpec> tensors(int dimension, int properties) {
    return architecture.tensors(dimension, properties);
  }

  @Override
  public Objective objective(NetworkState state, Amounts floors, TargetNoise noise) {
    return new CensoredRegression(new DenseNetwork(state), floors, margins(floors.count()));
  }

  @Override
  public PropertyModel property(List<NetworkState> members) {
    return new ResidualEnsemble(members);
  }
}
