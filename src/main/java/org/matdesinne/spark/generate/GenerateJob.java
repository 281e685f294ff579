package org.matdesinne.spark.generate;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.explode;
import static org.apache.spark.sql.functions.lit;

import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.apache.spark.broadcast.Broadcast;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.functions;
import org.apache.spark.sql.types.DataTypes;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.Split;
import org.matdesinne.design.Property;
import org.matdesinne.design.Ranges;
import org.matdesinne.model.NetworkManifest;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.pipeline.CandidateStatus;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.pipeline.PropertyRange;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.CandidateColumns;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TargetYield;
import org.matdesinne.spark.storage.NumberedPartitions;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/**
 * Draws blocks of candidates, one Spark task a few blocks, until each target has as many accepted
 * ones as were asked for.
 */
public final class GenerateJob {
  private static final int ROWS_PER_FILE = 1_000_000;
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
    Map<String, Long> rows =
        context.progress().phase("write candidates", () -> write(rounds, folder));
    return folder.finish(inputs.source(), rows, weights(inputs), yields(folder));
  }

  /** Checks everything and draws nothing yet. */
  public CheckpointedRounds begin(DesignInputs inputs, Extrapolation extrapolation, Output output) {
    return measuredBy(inputs).prepare(inputs, extrapolation, output);
  }

  /** This job with what the surrogate's training rows say of the property's spread. */
  private GenerateJob measuredBy(DesignInputs inputs) {
    NetworkManifest surrogate = inputs.network(settings.generation().surrogate()).manifest();
    return new GenerateJob(context.measuredBy(surrogate.scaling().propertyScale()));
  }

  private CheckpointedRounds prepare(
      DesignInputs inputs, Extrapolation extrapolation, Output output) {
    settings.requirePossibleTargets();
    Optional<TrainedNetwork> generator = generator(inputs);
    TrainedNetwork surrogate = inputs.network(settings.generation().surrogate());
    generator.ifPresent(this::requireDesign);
    generator.ifPresent(TrainedNetwork::requireDraws);
    requireDesign(surrogate);
    surrogate.requirePredicts();
    if (extrapolation == Extrapolation.REJECTED) {
      settings.generation().targets().forEach(target -> requireSeen(target, surrogate.manifest()));
    }
    settings.generation().ranges(surrogate.manifest().ranges(), settings.designSpace());
    RunFolder folder =
        new RunFolder(
            context,
            JobKind.GENERATE,
            output,
            generator
                .map(network -> network.manifest().weightsSha256())
                .orElse(GenerationSettings.MULTI_START),
            surrogate.manifest().weightsSha256(),
            inputs.knownHash(),
            identity(settings));
    return new CheckpointedRounds(context, task(folder, generator, surrogate, inputs), folder);
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
    String name = settings.generation().generator();
    return name.equals(GenerationSettings.MULTI_START)
        ? Optional.empty()
        : Optional.of(inputs.network(name));
  }

  private Map<String, String> weights(DesignInputs inputs) {
    Map<String, String> weights = new HashMap<>();
    Optional<TrainedNetwork> generator = generator(inputs);
    generator.ifPresent(n -> weights.put("generator", n.manifest().weightsSha256()));
    generator
        .flatMap(n -> n.manifest().settings().teacherName())
        .flatMap(inputs::find)
        .ifPresent(n -> weights.put("teacher", n.manifest().weightsSha256()));
    TrainedNetwork surrogate = inputs.network(settings.generation().surrogate());
    weights.put("surrogate", surrogate.manifest().weightsSha256());
    return weights;
  }

  private DesignTask task(
      RunFolder folder,
      Optional<TrainedNetwork> generator,
      TrainedNetwork surrogate,
      DesignInputs inputs) {
    return new DesignTask(
        folder.runId(),
        generator
            .<GeneratorFactory>map(GeneratorFactory.NetworkFactory::new)
            .orElseGet(GeneratorFactory.MultiStartFactory::new),
        surrogate,
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
                        .jobs()
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

  /** What the written candidates hold for each target; says why there are too few of one. */
  private List<TargetYield> yields(RunFolder folder) {
    Dataset<Row> candidates =
        context.table(TableSchema.CANDIDATES).read(folder.table(TableSchema.CANDIDATES));
    List<TargetYield> yields = TargetYield.of(settings.generation(), candidates);
    yields.stream()
        .filter(TargetYield::fellShort)
        .forEach(each -> context.progress().say("warning: " + each.shortfall(settings).message()));
    return yields;
  }

  /** The candidates of all blocks. */
  private static Dataset<Row> drawn(Dataset<Row> staged) {
    return staged.select(explode(col("candidates")).alias("candidate")).select("candidate.*");
  }

  private Map<String, Long> write(CheckpointedRounds rounds, RunFolder folder) {
    Dataset<Row> staged = rounds.read();
    Dataset<Row> drawn = drawn(staged);
    Column file = lit(null);
    int files = 0;
    Map<Double, WrittenCandidates.Counts> planned = new TreeMap<>();
    for (TargetProgress each : rounds.draws()) {
      // What was drawn behind the last wanted candidate is as if never drawn.
      long rows = each.lastBlock() < 0 ? each.drawn() : lastWanted(each, drawn) + 1;
      planned.put(
          each.target(),
          new WrittenCandidates.Counts(
              rows, Math.min(each.acceptedSoFar(), settings.generation().samples())));
      long ofTarget = 1 + (rows - 1) / ROWS_PER_FILE;
      Column position = functions.floor(col("candidate_id").multiply(ofTarget).divide(rows));
      file =
          functions
              .when(
                  col("target").equalTo(each.target()).and(col("candidate_id").lt(rows)),
                  position.plus(files))
              .otherwise(file);
      files = Math.toIntExact(files + ofTarget);
    }
    Table candidates = context.table(TableSchema.CANDIDATES);
    String candidatesFolder = folder.table(TableSchema.CANDIDATES);
    candidates.write(
        NumberedPartitions.of(
                drawn.withColumn("file", file).where(col("file").isNotNull()), col("file"), files)
            .drop("file")
            .sortWithinPartitions("target", "candidate_id"),
        candidatesFolder,
        "model",
        "target");
    Table blocks = context.table(TableSchema.BLOCKS);
    String blocksFolder = folder.table(TableSchema.BLOCKS);
    blocks.write(usedBlocks(staged, candidates.read(candidatesFolder)).coalesce(1), blocksFolder);
    WrittenCandidates written =
        new WrittenCandidates(
            candidates.read(candidatesFolder),
            blocks.read(blocksFolder),
            settings.generation().candidatesPerBlock());
    return written.require(planned);
  }

  /** Id of the last candidate that is wanted. */
  private static long lastWanted(TargetProgress draws, Dataset<Row> drawn) {
    return drawn
        .where(
            col("target")
                .equalTo(draws.target())
                .and(CandidateColumns.hasStatus(CandidateStatus.ACCEPTED)))
        .where(col("candidate_id").geq(draws.firstOfLastBlock()))
        .select("candidate_id")
        .orderBy("candidate_id")
        .limit(draws.wantedInLastBlock())
        .collectAsList()
        .stream()
        .mapToLong(row -> row.getLong(0))
        .max()
        .orElseThrow();
  }

  /** Blocks with the numbers of their candidates that were kept. */
  private Dataset<Row> usedBlocks(Dataset<Row> staged, Dataset<Row> candidates) {
    Column block =
        functions
            .floor(col("candidate_id").divide(settings.generation().candidatesPerBlock()))
            .cast(DataTypes.LongType);
    Dataset<Row> kept =
        candidates
            .groupBy(col("target"), block.alias("block"))
            .agg(
                functions.count(lit(1)).cast(DataTypes.IntegerType).alias("draws"),
                functions
                    .count(functions.when(CandidateColumns.hasStatus(CandidateStatus.ACCEPTED), 1))
                    .cast(DataTypes.IntegerType)
                    .alias("accepted"));
    return staged
        .drop("candidates", "draws", "accepted")
        .join(kept, new String[] {"target", "block"})
        .orderBy("target", "block");
  }
}
