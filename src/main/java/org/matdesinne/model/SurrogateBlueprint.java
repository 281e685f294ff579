package org.matdesinne.model;

import java.util.List;
import org.matdesinne.network.NetworkState;
import org.matdesinne.surrogate.PropertyModel;

/** A network that predicts the properties, before it has weights. */
public sealed interface SurrogateBlueprint extends Blueprint permits InnBlueprint, DenseBlueprint {

  /**
   * Trained networks as a model of the properties, which takes charge of them; they share a
   * manager.
   */
  PropertyModel property(List<NetworkState> members);
}
