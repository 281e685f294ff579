package org.matdesinne.spark.sweep;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.config.InputException;
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
    return RowFactory.create(
        folder.runId(),
        unit.path(),
        manifest.runId(),
        unit.generator(),
        unit.constraint(),
        unit.seed(),
        unit.target(),
        outcome.draws(),
        outcome.accepted(),
        orNull(outcome.mae()),
        outcome.taskSeconds(),
        outcome.abstained(),
        orNull(outcome.uncertainty()));
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
    return SweepTable.measured(
        context.settings().property(),
        found
            .selectExpr(
                "unit",
                "draws",
                "accepted",
                "cast(abstained as double)",
                "mae",
                "uncertainty",
                "task_seconds")
            .collectAsList()
            .stream()
            .map(
                row ->
                    new SweepTable.Measured(
                        row.getString(0),
                        row.getLong(1),
                        row.getLong(2),
                        orNaN(row, 3),
                        orNaN(row, 4),
                        orNaN(row, 5),
                        row.getDouble(6)))
            .toList());
  }

  private static double orNaN(Row row, int column) {
    return row.isNullAt(column) ? Double.NaN : row.getDouble(column);
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
