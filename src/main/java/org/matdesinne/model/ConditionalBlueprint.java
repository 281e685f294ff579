package org.matdesinne.model;

import org.matdesinne.config.Amounts;
import org.matdesinne.generator.ConditionEncoding;
import org.matdesinne.generator.Generator;
import org.matdesinne.network.NetworkState;

/** A generator that sees the property in every pass, as some columns of numbers. */
sealed interface ConditionalBlueprint extends GeneratorBlueprint
    permits CinnBlueprint, MdnBlueprint, CvaeBlueprint, FlowMatchingBlueprint {

  /** What the network sees of the property. */
  ConditionEncoding.Kind condition();

  /** The network, which takes charge of {@code state}. */
  Generator network(NetworkState state, Amounts floors);

  /** The columns that the network sees. */
  default ConditionEncoding encoding(Amounts floors) {
    return new ConditionEncoding(condition(), floors);
  }

  @Override
  default Generator generator(NetworkState state, Amounts floors) {
    return network(state, floors);
  }
}
