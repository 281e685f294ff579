package org.matdesinne.spark;

import java.util.List;
import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;

/**
 * A {@link SavedModel} on a file system.
 *
 * @param storage knows the file system
 * @param uri the model's folder
 */
record ModelStore(Storage storage, String uri) implements SavedModel.Files {

  /**
   * The networks that a user names.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @throws InputException when it is neither
   */
  static SavedModel open(Storage storage, String model) {
    return open(storage, model, BundledModel.all());
  }

  /**
   * The networks that a user names.
   *
   * @param model name of one of {@code bundled}, else the folder of a finished training
   * @throws InputException when it is neither
   */
  static SavedModel open(Storage storage, String model, List<BundledModel> bundled) {
    Optional<BundledModel> found = bundled.stream().filter(b -> b.name().equals(model)).findFirst();
    if (found.isPresent()) {
      return new SavedModel(found.get());
    }
    return Output.search(storage, model, TrainJob.KIND)
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

  /** The networks of a finished training. */
  static ModelStore of(Storage storage, Output trained) {
    return new ModelStore(storage, trained.tables() + TrainJob.MODEL);
  }

  SavedModel saved() {
    return new SavedModel(this);
  }

  void save(TrainedNetwork network) {
    String folder = uri + "/" + network.manifest().name() + "/";
    storage.write(folder + SavedModel.WEIGHTS, network.weights());
    storage.write(folder + SavedModel.MANIFEST, network.manifest().json() + "\n");
  }

  /** See {@link SavedModel#find}. */
  Optional<TrainedNetwork> find(String name) {
    return saved().find(name);
  }

  /** See {@link SavedModel#load}. */
  TrainedNetwork load(String name) {
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
