package org.matdesinne.spark.evaluate;

import java.util.List;
import java.util.Map;
import org.apache.spark.broadcast.Broadcast;
import org.matdesinne.config.InputException;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.NetworkTraining;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.LeasedCache.Lease;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.NetworkCache;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.surrogate.Surrogate;

/**
 * A trained network that judges candidates of others, never its own.
 *
 * @param model where it was found, for messages
 * @param network that predicts
 */
public record TrainedJudge(String model, TrainedNetwork network) {

  /**
   * Reads the network.
   *
   * @throws InputException when there is none, or it is of another design space or property
   */
  public static TrainedJudge load(JobContext context, JudgeOption option) {
    Output trained = Output.find(context.storage(), option.model(), JobKind.TRAIN);
    String name = option.network().orElse(context.settings().generation().surrogate());
    TrainedNetwork network = ModelStore.of(context.storage(), trained).load(name);
    network.requirePredicts();
    TrainedJudge judge = new TrainedJudge(option.model(), network);
    RunSettings settings = context.settings();
    network.manifest().requireDesign(judge.title(), settings.designSpace(), settings.properties());
    return judge;
  }

  /** SHA-256 of its weights. */
  public String weights() {
    return network.manifest().weightsSha256();
  }

  /**
   * Checks that it made none of the candidates.
   *
   * @param makers SHA-256 of the weights of the networks that did, by what they were
   * @throws InputException when it is one of them
   */
  public void requireOther(Map<String, String> makers) {
    makers.forEach(
        (maker, sha256) -> {
          if (sha256.equals(weights())) {
            throw itself("the " + maker + " that made the candidates");
          }
        });
  }

  /**
   * Checks that it is not {@code trained}.
   *
   * @throws InputException when it is
   */
  public void requireOther(NetworkManifest trained) {
    if (trained.weightsSha256().equals(weights())) {
      throw itself(training(trained.name(), trained.seed()));
    }
  }

  /**
   * Checks that a training to come will not end as this network.
   *
   * @param data hash of the training set
   * @throws InputException when it would
   */
  public void requireOther(NetworkTraining training, String data) {
    NetworkManifest manifest = network.manifest();
    if (manifest.name().equals(training.name())
        && manifest.settings().equals(training.settings())
        && manifest.seed() == training.seed()
        && manifest.data().hash().equals(data)) {
      throw itself(training(training.name(), training.seed()));
    }
  }

  private static String training(String network, long seed) {
    return "network '" + network + "' trained here with seed " + seed;
  }

  private InputException itself(String maker) {
    return new InputException(
        "%s would judge itself: it is %s; name a model of another seed, split or architecture",
        title(), maker);
  }

  private String title() {
    return "the judge '" + network.manifest().name() + "' of " + model;
  }

  /**
   * The judge for Spark tasks.
   *
   * @throws InputException when the network predicts no property
   */
  public Judge share(JobContext context) {
    Shared judge = new Shared(context.jobs().broadcast(network));
    // Where the network is opened is decided in tasks only.
    String fault = context.computing().parallelize(List.of(judge), 1).map(Shared::fault).first();
    if (!fault.isEmpty()) {
      throw new InputException("%s cannot judge: %s", title(), fault);
    }
    return judge;
  }

  /** Sent once to every executor, whatever the number of tasks and data sets. */
  private record Shared(Broadcast<TrainedNetwork> network) implements Judge {

    @Override
    public double[][] values(double[][] points) {
      try (Lease<Surrogate> surrogate = open()) {
        return surrogate.value().predict(points).value();
      }
    }

    private Lease<Surrogate> open() {
      return NetworkCache.surrogate(network.value(), TaskDevice.current());
    }

    /** Why it predicts nothing; blank when it does. */
    String fault() {
      try (Lease<Surrogate> opened = open()) {
        opened.value();
        return "";
      } catch (InputException e) {
        return e.getMessage();
      }
    }
  }
}
