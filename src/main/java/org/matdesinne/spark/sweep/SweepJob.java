package org.matdesinne.spark.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.design.Properties;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.report.GenerationTable;
import org.matdesinne.report.SweepTable;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.artifact.TargetOutcomes;
import org.matdesinne.spark.generate.CatalogTable;
import org.matdesinne.spark.generate.CheckpointedRounds;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.storage.Storage;
import org.matdesinne.spark.storage.Table;
import org.matdesinne.spark.storage.TableSchema;

/**
 * A grid of generations, unit after unit, each a run of its own.
 *
 * <p>Below the output lie {@code run=ID/}, one for each sweep, in it the units' folders and the
 * table {@code units}; and the file {@code latest}, which names the folder of the sweep finished
 * last. A sweep's id is the hash of all that decides its content: the same sweep goes on where it
 * was killed, and another never touches it.
 */
public final class SweepJob {
  private static final String LATEST = "/latest";

  private final JobContext context;
  private final List<SweepUnit> units;

  /**
   * A job in {@code context}.
   *
   * @param configuration that the context was made of; each unit has its own settings
   */
  public SweepJob(JobContext context, ConfigurationFile configuration) {
    this.context = context;
    units = SweepUnit.of(context, configuration);
  }

  /** Whether there has to be something to go on with. */
  public enum Begin {
    /** A new sweep, or the rest of a killed one. */
    ANEW_OR_RESUME,
    /** The rest of a killed one: an error when there is none. */
    RESUME
  }

  /** Generates what is not finished yet; candidates also go to {@code table}, if there is one. */
  public RunManifest run(SweepRequest request, Begin begin, Optional<CatalogTable> table) {
    DesignInputs inputs = inputs(request);
    RunFolder folder = folder(inputs, request);
    // All units are checked before the first is drawn.
    units.forEach(unit -> job(unit).begin(inputs, request.extrapolation(), output(unit, folder)));
    retention(root(request)).finish(folder.name());
    if (begin == Begin.RESUME && !folder.claimed()) {
      throw new InputException(
          "%s holds no beginning of this sweep (%s); leave out --resume, or give the options that it"
              + " was started with",
          request.output(), folder.runId());
    }
    RunManifest manifest = folder.complete(() -> generate(inputs, request, folder));
    table.ifPresent(each -> units.forEach(unit -> each.append(output(unit, folder).tables())));
    pointTo(folder, manifest, root(request));
    return manifest;
  }

  /** Names a sweep as the latest, unless another was finished after it. */
  private void pointTo(RunFolder folder, RunManifest manifest, String root) {
    Storage storage = context.storage();
    boolean older =
        storage
            .text(root + LATEST)
            .flatMap(name -> RunManifest.read(storage, root + "/" + name.trim()))
            .filter(latest -> latest.finished().compareTo(manifest.finished()) > 0)
            .isPresent();
    if (!older) {
      storage.write(root + LATEST, folder.name() + "\n");
    }
  }

  private RunManifest generate(DesignInputs inputs, SweepRequest request, RunFolder folder) {
    List<Row> rows = new ArrayList<>();
    for (SweepUnit unit : units) {
      folder.requireOurs();
      context
          .progress()
          .say("unit " + (rows.size() + 1) + " of " + units.size() + ": " + unit.path());
      Output output = output(unit, folder);
      RunManifest manifest = job(unit).run(inputs, request.extrapolation(), output);
      rows.add(row(unit, output, manifest, folder));
    }
    Table table = context.table(TableSchema.UNITS);
    table.write(table.dataset(rows).coalesce(1), folder.table(TableSchema.UNITS));
    return folder.finish(
        inputs.source(), Map.of(TableSchema.UNITS.tableName(), (long) rows.size()));
  }

  private Row row(SweepUnit unit, Output output, RunManifest manifest, RunFolder folder) {
    GenerationTable.Target outcome = TargetOutcomes.of(unit.context(), output).get(0);
    OptionalDouble number = unit.target().number();
    Stream.Builder<Object> values = Stream.builder();
    values
        .add(folder.runId())
        .add(unit.path())
        .add(manifest.runId())
        .add(unit.generator())
        .add(unit.constraint())
        .add(unit.seed())
        .add(number.isPresent() ? number.getAsDouble() : null)
        .add(outcome.draws())
        .add(outcome.accepted());
    outcome.mae().each().forEach(error -> values.add(orNull(error)));
    values.add(outcome.taskSeconds()).add(outcome.abstained());
    outcome.uncertainty().each().forEach(stated -> values.add(orNull(stated)));
    return RowFactory.create(values.add(unit.target().label()).build().toArray());
  }

  private static Double orNull(double value) {
    return Double.isNaN(value) ? null : (Double) value;
  }

  /** What the sweep would draw, and what that would take; writes nothing. */
  public SweepTable plan(SweepRequest request) {
    DesignInputs inputs = inputs(request);
    RunFolder folder = folder(inputs, request);
    List<CheckpointedRounds> begun =
        units.stream()
            .map(unit -> job(unit).begin(inputs, request.extrapolation(), output(unit, folder)))
            .toList();
    return new SweepPlan(context, units, begun).table();
  }

  /** Where a sweep lies. */
  public String uri(RunManifest manifest, SweepRequest request) {
    return root(request) + "/" + RunFolder.RUN + manifest.runId();
  }

  /** The units of a finished sweep. */
  public SweepTable table(RunManifest manifest, SweepRequest request) {
    Output output = Output.find(context.storage(), uri(manifest, request), JobKind.SWEEP);
    Dataset<Row> found = context.read(TableSchema.UNITS, output).orderBy("unit");
    Properties properties = context.settings().properties();
    return SweepTable.measured(
        properties, found.collectAsList().stream().map(row -> measured(row, properties)).toList());
  }

  private static SweepTable.Measured measured(Row row, Properties properties) {
    Long abstained = row.getAs("abstained");
    return new SweepTable.Measured(
        row.getAs("unit"),
        row.getAs("draws"),
        row.getAs("accepted"),
        abstained == null ? Double.NaN : (double) abstained,
        ofEach(row, "mae", properties),
        ofEach(row, "uncertainty", properties),
        row.getAs("task_seconds"));
  }

  private static Amounts ofEach(Row row, String column, Properties properties) {
    return Amounts.of(
        TableSchema.ofEach(column, properties).stream()
            .map(row::<Double>getAs)
            .mapToDouble(value -> value == null ? Double.NaN : value)
            .toArray());
  }

  /**
   * Deletes finished sweeps but for the {@code count} finished last; the one that {@code latest}
   * names stays, and so do those that are not finished.
   *
   * @param count 1 or more
   * @return the folders deleted
   */
  public List<String> retain(int count, String output) {
    String root = context.storage().qualified(output);
    String latest = context.storage().text(root + LATEST).map(String::trim).orElse("");
    return retention(root).retain(count, latest);
  }

  private Retention retention(String root) {
    return new Retention(context.storage(), root);
  }

  private DesignInputs inputs(SweepRequest request) {
    return DesignInputs.load(context, request.model(), request.data());
  }

  private RunFolder folder(DesignInputs inputs, SweepRequest request) {
    Set<String> networks = new TreeSet<>();
    for (SweepUnit unit : units) {
      networks.addAll(unit.context().settings().usedNetworks());
    }
    List<String> weights =
        networks.stream()
            .map(inputs::network)
            .map(TrainedNetwork::manifest)
            .map(manifest -> manifest.weightsSha256())
            .toList();
    List<String> contents =
        units.stream()
            .map(unit -> unit.path() + " " + GenerateJob.identity(unit.context().settings()))
            .toList();
    return RunFolder.below(
        context,
        JobKind.SWEEP,
        root(request),
        inputs.knownHash(),
        weights.toString(),
        contents.toString());
  }

  private String root(SweepRequest request) {
    return context.storage().qualified(request.output());
  }

  private static GenerateJob job(SweepUnit unit) {
    return new GenerateJob(unit.context());
  }

  private static Output output(SweepUnit unit, RunFolder folder) {
    return folder.within(unit.path());
  }
}
