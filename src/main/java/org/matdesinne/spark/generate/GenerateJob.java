package org.matdesinne.spark.generate;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.pipeline.PropertyRange;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TargetYield;

/**
 * Draws blocks of candidates, one Spark task a few blocks, until each target has as many accepted
 * ones as were asked for.
 */
public final class GenerateJob {
  private static final double[][] NOTHING = {};

  private final JobContext context;
  private final RunSettings settings;

  /** A job in {@code context}. */
  public GenerateJob(JobContext context) {
    this.context = context;
    settings = context.settings();
  }

  /**
   * Generates candidates.
   *
   * @param model name of a bundled model, else the folder of a finished training
   * @param data a training set to compare with; where none is named, that of the model, see {@link
   *     DesignInputs#load}
   */
  public RunManifest run(
      String model, Optional<String> data, Extrapolation extrapolation, String output) {
    // Before anything is read: no model could meet them.
    settings.requirePossibleTargets();
    return run(DesignInputs.load(context, model, data), extrapolation, Output.of(output));
  }

  /** Generates candidates. */
  public RunManifest run(DesignInputs inputs, Extrapolation extrapolation, Output output) {
    return measuredBy(inputs).generate(inputs, extrapolation, output);
  }

  private RunManifest generate(DesignInputs inputs, Extrapolation extrapolation, Output output) {
    CheckpointedRounds rounds = prepare(inputs, extrapolation, output);
    return rounds.folder().complete(() -> generate(rounds, inputs));
  }

  private RunManifest generate(CheckpointedRounds rounds, DesignInputs inputs) {
    RunFolder folder = rounds.folder();
    warnBeyondReach(inputs, rounds.task());
    rounds.drawAll();
    WrittenCandidates.Content written =
        context
            .progress()
            .phase("write candidates", () -> new GenerationTables(context, rounds).write());
    warnOfShortfalls(written.targets());
    return folder.finish(inputs.source(), written.rows(), weights(inputs), written.targets());
  }

  /** Checks everything and draws nothing yet. */
  public CheckpointedRounds begin(DesignInputs inputs, Extrapolation extrapolation, Output output) {
    return measuredBy(inputs).prepare(inputs, extrapolation, output);
  }

  /** This job with what the surrogate's training rows say of the property's spread. */
  private GenerateJob measuredBy(DesignInputs inputs) {
    NetworkManifest surrogate = surrogate(inputs).manifest();
    return new GenerateJob(context.measuredBy(surrogate.scaling().propertyScale()));
  }

  /**
   * What an executor needs to make candidates that no run asks for.
   *
   * @throws InputException when the networks or the settings do not go together
   */
  public DesignTask task(DesignInputs inputs) {
    GenerateJob job = measuredBy(inputs);
    job.requireFit(inputs, Extrapolation.REJECTED);
    return job.task(String.join(" ", job.decisive(inputs)), inputs);
  }

  private CheckpointedRounds prepare(
      DesignInputs inputs, Extrapolation extrapolation, Output output) {
    requireFit(inputs, extrapolation);
    RunFolder folder =
        new RunFolder(context, JobKind.GENERATE, output, decisive(inputs).toArray(String[]::new));
    return new CheckpointedRounds(context, task(folder.runId(), inputs), folder);
  }

  private void requireFit(DesignInputs inputs, Extrapolation extrapolation) {
    settings.requirePossibleTargets();
    settings.requireGuide();
    Optional<TrainedNetwork> generator = generator(inputs);
    TrainedNetwork surrogate = surrogate(inputs);
    generator.ifPresent(this::requireDesign);
    generator.ifPresent(TrainedNetwork::requireDraws);
    requireDesign(surrogate);
    surrogate.requirePredicts();
    Optional<TrainedNetwork> guide = guide(inputs);
    guide.ifPresent(this::requireDesign);
    sayWhatLeads(guide);
    if (extrapolation == Extrapolation.REJECTED) {
      settings.generation().targets().forEach(target -> requireSeen(target, surrogate.manifest()));
    }
    settings.generation().ranges(surrogate.manifest().ranges(), settings.designSpace());
  }

  /** All that decides the rows of a run. */
  private List<String> decisive(DesignInputs inputs) {
    return List.of(
        generator(inputs)
            .map(network -> network.manifest().weightsSha256())
            .orElse(GenerationSettings.MULTI_START),
        surrogate(inputs).manifest().weightsSha256(),
        guide(inputs).map(network -> network.manifest().weightsSha256()).orElse(""),
        inputs.knownHash(),
        identity(settings));
  }

  private TrainedNetwork surrogate(DesignInputs inputs) {
    return inputs.network(settings.generation().surrogate());
  }

  /** Models of earlier versions have none. */
  private Optional<TrainedNetwork> guide(DesignInputs inputs) {
    return settings.generation().guideName().flatMap(inputs::find);
  }

  private void sayWhatLeads(Optional<TrainedNetwork> guide) {
    settings
        .generation()
        .guideName()
        .filter(name -> guide.isEmpty())
        .ifPresent(
            name ->
                context
                    .progress()
                    .say(
                        "the model has no network '"
                            + name
                            + "' to lead localization, so the surrogate does it, which takes longer;"
                            + " models trained by this version have one"));
  }

  /** All settings that decide which candidates given networks and known materials give. */
  public static String identity(RunSettings settings) {
    return String.join(
        "\n",
        settings.generation().toString(),
        Double.toString(settings.benchmark().noveltyTolerance()),
        Long.toString(settings.seed()));
  }

  private void requireDesign(TrainedNetwork network) {
    NetworkManifest manifest = network.manifest();
    manifest.requireDesign(
        "network '" + manifest.name() + "'", settings.designSpace(), settings.property());
  }

  private Optional<TrainedNetwork> generator(DesignInputs inputs) {
    return settings.generation().generatorNetwork().map(inputs::network);
  }

  private Map<String, String> weights(DesignInputs inputs) {
    Map<String, String> weights = new HashMap<>();
    Optional<TrainedNetwork> generator = generator(inputs);
    generator.ifPresent(n -> weights.put("generator", n.manifest().weightsSha256()));
    generator
        .flatMap(n -> n.manifest().settings().teacherName())
        .flatMap(inputs::find)
        .ifPresent(n -> weights.put("teacher", n.manifest().weightsSha256()));
    weights.put("surrogate", surrogate(inputs).manifest().weightsSha256());
    guide(inputs).ifPresent(n -> weights.put("guide", n.manifest().weightsSha256()));
    return weights;
  }

  private DesignTask task(String key, DesignInputs inputs) {
    return new DesignTask(
        key,
        generator(inputs)
            .<GeneratorFactory>map(GeneratorFactory.NetworkFactory::new)
            .orElseGet(GeneratorFactory.MultiStartFactory::new),
        surrogate(inputs),
        guide(inputs).orElse(null),
        settings.generation(),
        settings.seed(),
        settings.designSpace(),
        inputs.known().map(set -> set.only(Split.TRAIN, Split.VALIDATION).x()).orElse(NOTHING),
        settings.benchmark().noveltyTolerance());
  }

  private static boolean isSeen(double target, NetworkManifest surrogate) {
    return target >= surrogate.labels().get(0) && target <= surrogate.labels().get(1);
  }

  private void requireSeen(double target, NetworkManifest surrogate) {
    double least = surrogate.labels().get(0);
    double greatest = surrogate.labels().get(1);
    if (!isSeen(target, surrogate)) {
      throw new InputException(
          "target %s %s lies outside the training range %s..%s %s of surrogate '%s'; choose another"
              + " target, the nearest that it knows is %s %s, or add --allow-extrapolation",
          target,
          settings.property().unit(),
          least,
          greatest,
          settings.property().unit(),
          surrogate.name(),
          target < least ? least : greatest,
          settings.property().unit());
    }
  }

  /**
   * Says which targets nothing speaks for, where there is reason to look: within limits, and beyond
   * the labels that the surrogate has seen.
   */
  private void warnBeyondReach(DesignInputs inputs, DesignTask task) {
    NetworkManifest surrogate = inputs.network(settings.generation().surrogate()).manifest();
    GenerationSettings generation = settings.generation();
    if (generation.limits().isEmpty()
        && generation.targets().stream().allMatch(target -> isSeen(target, surrogate))) {
      return;
    }
    Ranges box = generation.ranges(surrogate.ranges(), settings.designSpace());
    Optional<PropertyRange> labels =
        inputs.known().flatMap(set -> PropertyRange.of(set.x(), set.y(), box));
    Broadcast<DesignTask> shared = context.jobs().broadcast(task);
    List<PropertyRange> predicted =
        context
            .progress()
            .phase(
                "predict where candidates may lie",
                () ->
                    context
                        .computing()
                        .parallelize(List.of(shared), 1)
                        .flatMap(
                            each -> each.value().reach(TaskDevice.current()).stream().iterator())
                        .collect());
    shared.destroy();
    Stream.concat(labels.stream(), predicted.stream())
        .reduce(PropertyRange::and)
        .ifPresent(
            reach ->
                generation.targets().stream()
                    .filter(target -> reach.nearest(target) != target)
                    .forEach(target -> context.progress().say(beyond(target, reach))));
  }

  private String beyond(double target, PropertyRange reach) {
    Property property = settings.property();
    return String.format(
        Locale.ROOT,
        "warning: nothing says that target %s %s can be met: where candidates may lie, known labels"
            + " and the surrogate's predictions at %,d points reach from %s to %s; the nearest is %s",
        target,
        property.unit(),
        PropertyRange.POINTS,
        property.amount(reach.minimum()),
        property.amount(reach.maximum()),
        property.amount(reach.nearest(target)));
  }

  /** Says why there are too few candidates of a target. */
  private void warnOfShortfalls(List<TargetYield> yields) {
    yields.stream()
        .filter(TargetYield::fellShort)
        .forEach(each -> context.progress().say("warning: " + each.shortfall(settings).message()));
  }
}
