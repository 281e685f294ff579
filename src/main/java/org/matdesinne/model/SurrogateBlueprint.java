package org.matdesinne.model;

import org.matdesinne.network.NetworkState;
import org.matdesinne.surrogate.PropertyModel;

/** A network that predicts the property, before it has weights. */
public sealed interface SurrogateBlueprint extends Blueprint permits InnBlueprint, DenseBlueprint {

  /** The trained network as a model of the property, which takes charge of {@code state}. */
  PropertyModel property(NetworkState state);
}
