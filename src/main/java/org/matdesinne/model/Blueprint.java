package org.matdesinne.model;

import ai.djl.ndarray.NDManager;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.io.Serializable;
import java.util.List;
import java.util.stream.Stream;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.network.NetworkState;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;
import org.matdesinne.training.Objective;
import org.matdesinne.training.TargetNoise;

/**
 * What a network is before it has weights: its kind and size. {@code floors} are the least values
 * that the properties can take.
 */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = CinnBlueprint.class, name = "cinn"),
  @JsonSubTypes.Type(value = InnBlueprint.class, name = "inn"),
  @JsonSubTypes.Type(value = MdnBlueprint.class, name = "mdn"),
  @JsonSubTypes.Type(value = CvaeBlueprint.class, name = "cvae"),
  @JsonSubTypes.Type(value = FlowMatchingBlueprint.class, name = "flow-matching"),
  @JsonSubTypes.Type(value = DenseBlueprint.class, name = "dense"),
  @JsonSubTypes.Type(value = StudentBlueprint.class, name = "student")
})
public sealed interface Blueprint extends Serializable
    permits GeneratorBlueprint, SurrogateBlueprint, StudentBlueprint {

  /** The kinds of networks. */
  enum Kind {
    /** Conditional invertible network. */
    CINN,
    /** Invertible network: a generator backward, a surrogate forward. */
    INN,
    /** Mixture density network. */
    MDN,
    /** Conditional variational autoencoder. */
    CVAE,
    /** Conditional flow matching. */
    FLOW_MATCHING,
    /** Residual network: a surrogate. */
    DENSE,
    /** Small network that learns what a surrogate says. */
    STUDENT
  }

  /** Reads {@code kind, architecture} and, for conditional networks, {@code condition}. */
  static Blueprint from(Section section) {
    return switch (section.choice("kind", Kind.class)) {
      case CINN -> CinnBlueprint.from(section);
      case INN -> InnBlueprint.from(section);
      case MDN -> MdnBlueprint.from(section);
      case CVAE -> CvaeBlueprint.from(section);
      case FLOW_MATCHING -> FlowMatchingBlueprint.from(section);
      case DENSE -> DenseBlueprint.from(section);
      case STUDENT -> StudentBlueprint.from(section);
    };
  }

  /** The kind as configurations and manifests spell it. */
  default String kind() {
    return Stream.of(Blueprint.class.getAnnotation(JsonSubTypes.class).value())
        .filter(type -> type.value() == getClass())
        .map(JsonSubTypes.Type::name)
        .findFirst()
        .orElseThrow();
  }

  /** Freshly drawn weights for design points of so many parameters and properties. */
  Weights initialize(
      NDManager manager, int dimension, int properties, UniformRandomProvider random);

  /** The tensors that {@link #initialize} makes, in any order. */
  List<TensorSpec> tensors(int dimension, int properties);

  /**
   * What the network is trained for.
   *
   * @param noise for networks that {@linkplain #takesTargetNoise take it}
   */
  Objective objective(NetworkState state, Amounts floors, TargetNoise noise);

  /**
   * Checks that networks of this kind can be of so many parameters and properties.
   *
   * @param name of the network
   * @throws InputException when they cannot
   */
  default void requireFits(String name, int dimension, int properties) {}

  /** Whether networks of this kind can be trained with noise on their targets. */
  default boolean takesTargetNoise() {
    return false;
  }
}
