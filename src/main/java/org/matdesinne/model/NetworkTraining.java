package org.matdesinne.model;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.CodeVersion;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Ranges;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;
import org.matdesinne.surrogate.Surrogate;
import org.matdesinne.training.Epoch;
import org.matdesinne.training.Objective;
import org.matdesinne.training.Trainer;

/**
 * Trains one network from nothing.
 *
 * @param name of the network in its model; together with member and seed it decides every random
 *     draw
 * @param member of the ensemble that it becomes a part of, from 0
 * @param settings what it is and how it is trained
 * @param designSpace of the rows
 * @param properties of the labels
 * @param seed of the run
 */
public record NetworkTraining(
    String name,
    int member,
    NetworkSettings settings,
    DesignSpace designSpace,
    Properties properties,
    long seed)
    implements Serializable {

  /**
   * The rows of a training.
   *
   * @param hash SHA-256 of the whole set
   * @param training fitted to
   * @param validation chooses the epoch
   * @param test looked at once, when training has ended
   */
  public record Rows(String hash, Examples training, Examples validation, Examples test)
      implements Serializable {

    /** Checks that there are rows for each purpose. */
    public Rows {
      if (training.rows() == 0 || validation.rows() == 0 || test.rows() == 0) {
        throw new IllegalArgumentException(
            String.format(
                "%d training, %d validation and %d test rows; each must be some",
                training.rows(), validation.rows(), test.rows()));
      }
    }
  }

  /** What a person calls it: seeds tell trainings of the same network apart. */
  public String title() {
    return label() + "@" + seed;
  }

  /** The network's name, and which member of an ensemble it is. */
  public String label() {
    return settings.members() == 1 ? name : name + "/" + member;
  }

  /** The training of another member. */
  public NetworkTraining member(int index) {
    return new NetworkTraining(name, index, settings, designSpace, properties, seed);
  }

  /** The trainings of all members. */
  public List<NetworkTraining> members() {
    return IntStream.range(0, settings.members()).mapToObj(this::member).toList();
  }

  /**
   * Trains and tests.
   *
   * @param teacher the surrogate that the settings name
   * @param progress is told of every epoch
   */
  public TrainedNetwork run(
      Rows rows, Optional<TrainedNetwork> teacher, Device device, Consumer<Epoch> progress) {
    UniformRandomProvider random = random();
    Examples examples =
        teacher
            .map(network -> pseudoLabelled(network, rows, device, random))
            .orElse(rows.training());
    Scaling scaling = Scaling.fit(settings.coordinates(), rows.training().x(), rows.training().y());
    try (NDManager manager = TorchRuntime.manager(device)) {
      Weights weights =
          settings
              .blueprint()
              .initialize(manager, scaling.dimension(), scaling.properties(), random);
      Objective objective = objective(new NetworkState(manager, weights, scaling));
      Trainer trainer = new Trainer(settings.training(), designSpace, random);
      Trainer.Outcome outcome =
          trainer.train(objective, examples, rows.validation(), manager, progress);
      double testScore = testScore(outcome.weights(), scaling, rows.test(), device);
      NetworkManifest manifest =
          new NetworkManifest(
              NetworkManifest.FORMAT,
              name,
              settings,
              designSpace,
              properties.each(),
              scaling,
              ranges(rows),
              LabelRanges.of(rows.training().y()),
              new DataOrigin(
                  rows.hash(),
                  rows.training().rows(),
                  rows.validation().rows(),
                  rows.test().rows()),
              seed,
              CodeVersion.current(),
              DigestUtils.sha256Hex(outcome.weights()),
              outcome.epoch(),
              outcome.curve(),
              Map.of(objective.measure().label(), testScore),
              null);
      return new TrainedNetwork(manifest, outcome.weights());
    }
  }

  private Examples pseudoLabelled(
      TrainedNetwork teacher, Rows rows, Device device, UniformRandomProvider random) {
    try (Surrogate surrogate = teacher.surrogate(device)) {
      return settings.teacher().pseudoLabelled(surrogate, rows.training(), designSpace, random);
    }
  }

  private Objective objective(NetworkState state) {
    return settings
        .blueprint()
        .objective(state, Amounts.of(properties.floors()), settings.training().targetNoise());
  }

  private double testScore(byte[] safetensors, Scaling scaling, Examples test, Device device) {
    try (NDManager manager = TorchRuntime.manager(device)) {
      Weights weights = Weights.decode(manager, safetensors);
      return objective(new NetworkState(manager, weights, scaling)).score(test);
    }
  }

  /** Ranges of what training could see: the test rows tell nothing, not even their extremes. */
  private static Ranges ranges(Rows rows) {
    double[][] seen =
        Stream.of(rows.training(), rows.validation())
            .flatMap(examples -> Arrays.stream(examples.x()))
            .toArray(double[][]::new);
    return Ranges.of(seen);
  }

  /** The source of all that is random in it; no two trainings share a part of it. */
  UniformRandomProvider random() {
    byte[] digest = DigestUtils.sha256(name.getBytes(StandardCharsets.UTF_8));
    long salt = ByteBuffer.wrap(digest).getLong();
    // Key, then counter: the low word counts on from 0, so that members count in ranges of their
    // own.
    return RandomSource.PHILOX_4X64.create(new long[] {seed, salt, 0, 0, member, 0});
  }
}
