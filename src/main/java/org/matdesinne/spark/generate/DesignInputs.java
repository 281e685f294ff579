package org.matdesinne.spark.generate;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.run.JobContext;

/** What generations start from, read once for all of them. */
public final class DesignInputs {
  private final SavedModel model;
  private final Optional<TrainingSet> known;
  private final String source;
  private final double[][] given;
  private final Map<String, TrainedNetwork> loaded = new HashMap<>();

  /**
   * The inputs.
   *
   * @param model trained networks
   * @param known the training set, for the comparison with what is known; empty for none
   * @param source where the training set came from
   */
  public DesignInputs(SavedModel model, Optional<TrainingSet> known, String source) {
    this(model, known, source, new double[0][]);
  }

  private DesignInputs(
      SavedModel model, Optional<TrainingSet> known, String source, double[][] given) {
    this.model = model;
    this.known = known;
    this.source = source;
    this.given = given;
  }

  /** Networks, and the training set that they were trained on. */
  public static DesignInputs of(SavedModel model, TrainingData data) {
    return new DesignInputs(model, Optional.of(data.set()), data.source());
  }

  /**
   * Reads what the user names.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param data a training set; where none is named, the one in the model's folder, or that a
   *     bundled model brings along, if it does
   * @throws InputException when there is no such model, or no training set where one is needed
   */
  public static DesignInputs load(JobContext context, String model, Optional<String> data) {
    return load(context, model, data, BundledModel.all());
  }

  /** As above, with these bundled models. */
  public static DesignInputs load(
      JobContext context, String model, Optional<String> data, List<BundledModel> bundled) {
    SavedModel saved = ModelStore.open(context.storage(), model, bundled);
    requireDesign(context, saved);
    return new TrainingSetStore(context)
        .known(model, saved, data)
        .map(known -> of(saved, known))
        .orElseGet(() -> uncompared(context, model, saved));
  }

  /** Without known materials, which only a bundled model may lack. */
  private static DesignInputs uncompared(JobContext context, String model, SavedModel saved) {
    if (saved.files() instanceof BundledModel own) {
      context.progress().say(uncompared(context.settings().generation().onlyNew()));
      return new DesignInputs(saved, Optional.empty(), own.source());
    }
    throw new InputException(
        "%s holds no training set to compare candidates with; give --data, what 'ingest' wrote",
        model);
  }

  /**
   * Before any data: of another design they would be said to lack columns. A model that has none of
   * the networks asked for is probably one of another configuration, too.
   */
  private static void requireDesign(JobContext context, SavedModel model) {
    List<NetworkManifest> used = manifests(model, context.settings().usedNetworks());
    for (NetworkManifest network :
        used.isEmpty() ? manifests(model, model.files().folders()) : used) {
      network.requireDesign(
          "network '" + network.name() + "' of " + model.files().place(),
          context.settings().designSpace(),
          context.settings().properties());
    }
  }

  private static List<NetworkManifest> manifests(SavedModel model, Collection<String> names) {
    return names.stream().flatMap(name -> model.manifest(name).stream()).toList();
  }

  private static String uncompared(boolean onlyNew) {
    String note = "without --data: nothing is compared with known materials";
    return onlyNew ? note + ", generation.only-new drops none" : note;
  }

  /** The same, for candidates near given points: (given, parameters). */
  public DesignInputs near(double[][] points) {
    return new DesignInputs(model, known, source, points);
  }

  /** The points that candidates are to be near: (given, parameters), none where none are given. */
  double[][] given() {
    return given;
  }

  /** The network called {@code name}: see {@link SavedModel#load}. */
  public TrainedNetwork network(String name) {
    return loaded.computeIfAbsent(name, model::load);
  }

  /** The network called {@code name}, if the model has it. */
  Optional<TrainedNetwork> find(String name) {
    return Optional.ofNullable(loaded.computeIfAbsent(name, each -> model.find(each).orElse(null)));
  }

  Optional<TrainingSet> known() {
    return known;
  }

  /** Tells what candidates are compared with. */
  public String knownHash() {
    return known.map(TrainingSet::hash).orElse("nothing");
  }

  public String source() {
    return source;
  }
}
