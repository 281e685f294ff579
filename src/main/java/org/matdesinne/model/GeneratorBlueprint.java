package org.matdesinne.model;

import java.util.Optional;
import org.matdesinne.config.Amounts;
import org.matdesinne.generator.DensityModel;
import org.matdesinne.generator.Generator;
import org.matdesinne.network.NetworkState;

/** A network that draws candidates, before it has weights. */
public sealed interface GeneratorBlueprint extends Blueprint
    permits ConditionalBlueprint, InnBlueprint {

  /** The trained network as a generator, which takes charge of {@code state}. */
  Generator generator(NetworkState state, Amounts floors);

  /** The trained network as a density; empty when its kind has none. */
  default Optional<DensityModel> density(NetworkState state, Amounts floors) {
    return Optional.empty();
  }
}
