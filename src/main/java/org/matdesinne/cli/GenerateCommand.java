package org.matdesinne.cli;

import com.typesafe.config.Config;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.design.Properties;
import org.matdesinne.report.GenerationTable;
import org.matdesinne.spark.artifact.TargetOutcomes;
import org.matdesinne.spark.generate.CatalogTable;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TargetYield;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "generate",
    description = {
      "Generates candidates for each target, with a trained model.",
      "Draws candidates, moves each to the target by the predictions of the model (localization),"
          + " and accepts those that are in range, on target, new, and certain enough."
    })
final class GenerateCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;
  @Mixin private GenerationOptions generation;

  @Mixin private NearOptions near;

  @Mixin private ModelOption model;

  @Mixin private TrainingSetOption data;

  @Mixin private OutputOption output;

  @Mixin private CatalogTableOption table;

  @Mixin private RequireSamplesOption requireSamples;

  @Override
  public Integer call() {
    Config resolved = near.applyTo(generation.applyTo(configuration.load())).resolved();
    JobContext context = JobContext.open("generate", resolved).writing(output.uri());
    Optional<CatalogTable> catalogTable = table.open(context);
    RunManifest manifest = generate(context);
    catalogTable.ifPresent(each -> each.append(output.uri()));
    summarize(context, manifest);
    return requireSamples.exitCode(manifest);
  }

  private RunManifest generate(JobContext context) {
    GenerateJob job = new GenerateJob(context);
    return near.isGiven()
        ? job.run(
            model.name(),
            data.uri(),
            near.points(context),
            generation.extrapolation(),
            output.uri())
        : job.run(model.name(), data.uri(), generation.extrapolation(), output.uri());
  }

  private void summarize(JobContext context, RunManifest manifest) {
    Properties properties = context.settings().properties();
    List<GenerationTable.Target> targets =
        context
            .progress()
            .phase("sum up", () -> TargetOutcomes.of(context, Output.of(output.uri())));
    System.out.print(new GenerationTable(properties, targets).render());
    context.progress().say("next: " + next(targets));
    // The last line, which scripts read.
    context
        .progress()
        .say(
            "candidates in "
                + output.uri()
                + ": "
                + TargetYield.summary(manifest.targets(), properties));
  }

  /** Shows what was accepted, or else why nothing was. */
  private String next(List<GenerationTable.Target> targets) {
    boolean some = targets.stream().anyMatch(target -> target.accepted() > 0);
    return NextCommand.here()
        .of(
            "show",
            output.uri() + "/candidates",
            "--where",
            some ? "status = 'accepted'" : "status <> 'accepted'",
            "--limit",
            "5");
  }
}
