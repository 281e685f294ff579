package org.matdesinne.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.generate.CatalogTable;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.sweep.SweepJob;
import org.matdesinne.spark.sweep.SweepRequest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "sweep",
    description = {
      "Generates candidates for every combination of targets, generators, seeds and constraints.",
      "The combinations are in the section 'sweep' of the configuration; each is a run of its own,"
          + " called a unit."
    })
final class SweepCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;
  @Mixin private ModelOption model;
  @Mixin private TrainingSetOption data;
  @Mixin private OutputOption output;
  @Mixin private CatalogTableOption table;
  @Mixin private ExtrapolationOption extrapolation;

  @Option(
      names = "--dry-run",
      description =
          "List the units with their candidates and the estimated time and size. Writes nothing.")
  private boolean dryRun;

  @Option(names = "--resume", description = "Continue a killed sweep; fail if there is none.")
  private boolean resume;

  @Option(
      names = "--retain",
      paramLabel = "N",
      description = "At the end, delete all finished sweeps except the N finished last.")
  private Optional<Integer> retain = Optional.empty();

  @Override
  public Integer call() {
    if (retain.isPresent() && retain.get() < 1) {
      throw new InputException("--retain %s would keep nothing; give 1 or more", retain.get());
    }
    ConfigurationFile file = configuration.load();
    JobContext context = JobContext.open("sweep", file.resolved()).writing(output.uri());
    SweepJob job = new SweepJob(context, file);
    SweepRequest place =
        new SweepRequest(model.name(), data.uri(), extrapolation.extrapolation(), output.uri());
    if (dryRun) {
      System.out.print(job.plan(place).render());
    } else {
      run(context, job, place);
    }
    return Main.DONE;
  }

  private void run(JobContext context, SweepJob job, SweepRequest place) {
    Optional<CatalogTable> catalogTable = table.open(context);
    RunManifest manifest =
        job.run(
            place, resume ? SweepJob.Begin.RESUME : SweepJob.Begin.ANEW_OR_RESUME, catalogTable);
    System.out.print(job.table(manifest, place).render());
    retain.ifPresent(
        count ->
            job.retain(count, place.output())
                .forEach(folder -> context.progress().say("deleted " + folder)));
    context.progress().say("sweep in " + job.uri(manifest, place));
  }
}
