package org.matdesinne.model;

import ai.djl.ndarray.NDManager;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.Section;
import org.matdesinne.network.DenseNetwork;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.StudentNetwork;
import org.matdesinne.nn.TensorSpec;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.Student;
import org.matdesinne.surrogate.Surrogate;
import org.matdesinne.training.Distillation;
import org.matdesinne.training.Objective;
import org.matdesinne.training.TargetNoise;

/**
 * A small residual network that says what a surrogate says, to be asked in its place where many
 * questions need no exact answer.
 *
 * @param architecture its size
 */
record StudentBlueprint(DenseNetwork.Architecture architecture) implements Blueprint {

  static StudentBlueprint from(Section section) {
    return new StudentBlueprint(section.section("architecture", DenseNetwork.Architecture::from));
  }

  @Override
  public Weights initialize(
      NDManager manager, int dimension, int properties, UniformRandomProvider random) {
    return StudentNetwork.initialize(manager, architecture, dimension, properties, random);
  }

  @Override
  public List<TensorSpec> tensors(int dimension, int properties) {
    return StudentNetwork.tensors(architecture, dimension, properties);
  }

  @Override
  public Objective objective(NetworkState state, Amounts floors, TargetNoise noise) {
    return new Distillation(new StudentNetwork(state), floors);
  }

  /** The trained network, which takes charge of {@code state}. */
  Surrogate student(NetworkState state, Amounts floors) {
    return new Student(new StudentNetwork(state), floors.toArray());
  }
}
