package org.matdesinne.spark.generate;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.design.Goal;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.model.LabelRanges;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.pipeline.AttainedValues;
import org.matdesinne.pipeline.Conditions;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.selection.GivenPoints;
import org.matdesinne.settings.RunSettings;
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

  /**
   * Generates candidates near given points.
   *
   * @param given (given, parameters) in the units of the design space
   */
  public RunManifest run(
      String model,
      Optional<String> data,
      double[][] given,
      Extrapolation extrapolation,
      String output) {
    settings.requirePossibleTargets();
    return run(
        DesignInputs.load(context, model, data).near(given), extrapolation, Output.of(output));
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
    warnBeyondReach(inputs);
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
    if (settings.generation().isNear() && inputs.given().length == 0) {
      throw new InputException(
          "generation.generator is '%s', which starts from given points, and none are given; give"
              + " them with --near",
          GenerationSettings.NEAR);
    }
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
            .orElse(settings.generation().generator()),
        surrogate(inputs).manifest().weightsSha256(),
        guide(inputs).map(network -> network.manifest().weightsSha256()).orElse(""),
        inputs.knownHash(),
        Arrays.deepToString(inputs.given()),
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
        "network '" + manifest.name() + "'", settings.designSpace(), settings.properties());
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
        factory(inputs),
        surrogate(inputs),
        guide(inputs).orElse(null),
        settings.generation(),
        settings.seed(),
        settings.designSpace(),
        conditions(inputs),
        settings.generation().isNear() ? given(inputs) : null,
        inputs.known().map(set -> set.only(Split.TRAIN, Split.VALIDATION).x()).orElse(NOTHING),
        settings.benchmark().noveltyTolerance());
  }

  private GeneratorFactory factory(DesignInputs inputs) {
    if (settings.generation().isNear()) {
      return new GeneratorFactory.NearFactory(given(inputs));
    }
    return generator(inputs)
        .<GeneratorFactory>map(GeneratorFactory.NetworkFactory::new)
        .orElseGet(GeneratorFactory.MultiStartFactory::new);
  }

  /** The points that candidates are to be near, and how near. */
  private GivenPoints given(DesignInputs inputs) {
    Ranges ranges = surrogate(inputs).manifest().ranges();
    double[] reach = new double[settings.designSpace().dimension()];
    Arrays.setAll(
        reach,
        j -> {
          double width = ranges.maximum()[j] - ranges.minimum()[j];
          // What never varies may differ by what it likes: it cannot.
          return width > 0 ? settings.generation().within() * width : 1;
        });
    return new GivenPoints(inputs.given(), reach);
  }

  /** What the generator is asked for where a target leaves a choice: labels that are known. */
  private Conditions conditions(DesignInputs inputs) {
    List<Target> targets = settings.generation().targets();
    double[][] labels =
        targets.stream().allMatch(Target::isPoint)
            ? NOTHING
            : inputs
                .known()
                .map(set -> set.only(Split.TRAIN, Split.VALIDATION).y())
                .orElseGet(() -> new Reach(context, surrogate(inputs)).predicted().values());
    double[] spread = surrogate(inputs).manifest().scaling().propertyScale().toArray();
    return Conditions.of(settings.seed(), targets, labels, spread);
  }

  private static boolean isSeen(Target target, NetworkManifest surrogate) {
    return IntStream.range(0, target.goals().size())
        .allMatch(k -> isSeen(target.goals().get(k), surrogate.labels(), k));
  }

  private static boolean isSeen(Goal goal, LabelRanges labels, int property) {
    return goal.upper() >= labels.least(property) && goal.lower() <= labels.greatest(property);
  }

  private void requireSeen(Target target, NetworkManifest surrogate) {
    LabelRanges labels = surrogate.labels();
    for (int k = 0; k < target.goals().size(); k++) {
      Goal goal = target.goals().get(k);
      if (!isSeen(goal, labels, k)) {
        Property property = settings.properties().get(k);
        throw new InputException(
            "target %s lies outside the training range %s..%s %s of surrogate '%s'; choose another"
                + " target, the nearest that it knows is %s %s, or add --allow-extrapolation",
            settings.properties().amount(target.label()),
            labels.least(k),
            labels.greatest(k),
            settings.properties().several()
                ? property.unit() + " of " + property.name()
                : property.unit(),
            surrogate.name(),
            goal.upper() < labels.least(k) ? labels.least(k) : labels.greatest(k),
            property.unit());
      }
    }
  }

  /**
   * Says which targets nothing speaks for, where there is reason to look: within limits, beyond the
   * labels that the surrogate has seen, and where several properties are wanted together.
   */
  private void warnBeyondReach(DesignInputs inputs) {
    TrainedNetwork surrogate = surrogate(inputs);
    GenerationSettings generation = settings.generation();
    if (generation.limits().isEmpty()
        && !settings.properties().several()
        && generation.targets().stream().allMatch(target -> isSeen(target, surrogate.manifest()))) {
      return;
    }
    Ranges box = generation.ranges(surrogate.manifest().ranges(), settings.designSpace());
    AttainedValues predicted = new Reach(context, surrogate).predicted();
    AttainedValues attained =
        inputs
            .known()
            .flatMap(set -> AttainedValues.of(set.x(), set.y(), box))
            .map(predicted::and)
            .orElse(predicted);
    double[] spread = surrogate.manifest().scaling().propertyScale().toArray();
    generation.targets().stream()
        .filter(target -> !attained.speakFor(target, spread))
        .forEach(target -> context.progress().say(beyond(target, attained, spread)));
  }

  private String beyond(Target target, AttainedValues attained, double[] spread) {
    Properties properties = settings.properties();
    return String.format(
        Locale.ROOT,
        "warning: nothing says that target %s can be met: where candidates may lie, known labels and"
            + " the surrogate's predictions at %,d points reach %s; the nearest is %s",
        properties.amount(target.label()),
        AttainedValues.POINTS,
        IntStream.range(0, properties.count())
            .mapToObj(k -> reach(properties, k, attained.range(k)))
            .collect(Collectors.joining(", ")),
        properties.amounts(Amounts.of(attained.nearest(target, spread))));
  }

  private static String reach(Properties properties, int index, Goal range) {
    Property property = properties.get(index);
    String reach =
        "from " + property.amount(range.lower()) + " to " + property.amount(range.upper());
    return properties.several() ? property.name() + " " + reach : reach;
  }

  /** Says why there are too few candidates of a target. */
  private void warnOfShortfalls(List<TargetYield> yields) {
    yields.stream()
        .filter(TargetYield::fellShort)
        .forEach(each -> context.progress().say("warning: " + each.shortfall(settings).message()));
  }
}
