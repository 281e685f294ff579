package org.matdesinne.spark.artifact;

import java.util.List;
import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.storage.Storage;

/**
 * A {@link SavedModel} on a file system.
 *
 * @param storage knows the file system
 * @param uri the model's folder
 */
public record ModelStore(Storage storage, String uri) implements SavedModel.Files {
  private static final String MODEL = "/model";
  private static final int MOST_ATTEMPTS = 5;

  /**
   * The networks that a user names.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @throws InputException when it is neither
   */
  public static SavedModel open(Storage storage, String model) {
    return open(storage, model, BundledModel.all());
  }

  /**
   * The networks that a user names.
   *
   * @param model name of one of {@code bundled}, else the folder of a finished training
   * @throws InputException when it is neither
   */
  public static SavedModel open(Storage storage, String model, List<BundledModel> bundled) {
    Optional<BundledModel> found = bundled.stream().filter(b -> b.name().equals(model)).findFirst();
    if (found.isPresent()) {
      return new SavedModel(found.get());
    }
    return Output.search(storage, model, JobKind.TRAIN)
        .map(trained -> of(storage, trained).saved())
        .orElseThrow(
            () ->
                new InputException(
                    "%s is no bundled model (there are: %s), and as a folder it holds no finished"
                        + " output of the job 'train'; name one of them, or give the --output of"
                        + " that job",
                    model,
                    bundled.isEmpty()
                        ? "none"
                        : String.join(", ", bundled.stream().map(BundledModel::name).toList())));
  }

  /**
   * The configuration that a user's model was trained with: what its training left beside it; the
   * built-in one of a bundled model.
   *
   * @param model name of a bundled model, else the folder of a finished training
   */
  public static ConfigurationFile configuration(Storage storage, String model) {
    if (open(storage, model).files() instanceof BundledModel) {
      return ConfigurationFile.builtIn();
    }
    return Output.search(storage, model, JobKind.TRAIN)
        .flatMap(trained -> trained.configuration(storage))
        .map(text -> ConfigurationFile.parse(text, "the configuration of " + model))
        .orElseGet(ConfigurationFile::builtIn);
  }

  /** The networks of a finished training. */
  public static ModelStore of(Storage storage, Output trained) {
    return in(storage, trained.tables());
  }

  /** The networks in the folder of a run. */
  public static ModelStore in(Storage storage, String folder) {
    return new ModelStore(storage, folder + MODEL);
  }

  public SavedModel saved() {
    return new SavedModel(this);
  }

  /**
   * Writes a network, unless it is there: of several drivers' the first stays, whole.
   *
   * @param draft a folder of this call alone
   */
  public void save(TrainedNetwork network, String draft) {
    String name = network.manifest().name();
    write(network, draft);
    if (storage.move(draft, uri + "/" + name)) {
      return;
    }
    storage.delete(draft);
    // An object store cannot move a folder at once: two that try may leave a mixture.
    for (int attempt = 0; !isWhole(name); attempt++) {
      if (attempt == MOST_ATTEMPTS) {
        throw new IllegalStateException("cannot write the network " + name + " in " + uri);
      }
      write(network, uri + "/" + name);
    }
  }

  private void write(TrainedNetwork network, String folder) {
    storage.write(folder + "/" + SavedModel.WEIGHTS, network.weights());
    storage.write(folder + "/" + SavedModel.MANIFEST, network.manifest().json() + "\n");
  }

  private boolean isWhole(String name) {
    try {
      return find(name).isPresent();
    } catch (InputException damaged) {
      return false;
    }
  }

  /** See {@link SavedModel#find}. */
  public Optional<TrainedNetwork> find(String name) {
    return saved().find(name);
  }

  /** See {@link SavedModel#load}. */
  public TrainedNetwork load(String name) {
    return saved().load(name);
  }

  @Override
  public String place() {
    return uri;
  }

  @Override
  public List<String> folders() {
    return storage.folders(uri);
  }

  @Override
  public Optional<byte[]> bytes(String path) {
    return storage.bytes(uri + "/" + path);
  }
}
