package org.matdesinne.model;

import org.matdesinne.generator.ConditionEncoding;
import org.matdesinne.generator.Generator;
import org.matdesinne.network.NetworkState;

/** A generator that sees the property in every pass, as some columns of numbers. */
sealed interface ConditionalBlueprint extends GeneratorBlueprint
    permits CinnBlueprint, MdnBlueprint, CvaeBlueprint, FlowMatchingBlueprint {

  /** What the network sees of the property. */
  ConditionEncoding.Kind condition();

  /** The network, which takes charge of {@code state}. */
  Generator network(NetworkState state, double floor);

  /** The columns that the network sees. */
  default ConditionEncoding encoding(double floor) {
    return new ConditionEncoding(condition(), floor);
  }

  @Override
  default Generator generator(NetworkState state, double floor) {
    return network(state, floor);
  }
}
