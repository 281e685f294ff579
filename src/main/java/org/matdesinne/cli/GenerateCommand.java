package org.matdesinne.cli;

import com.typesafe.config.Config;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.spark.generate.CatalogTable;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.run.JobContext;
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

  @Mixin private ModelOption model;

  @Mixin private TrainingSetOption data;

  @Mixin private OutputOption output;

  @Mixin private CatalogTableOption table;

  @Mixin private RequireSamplesOption requireSamples;

  @Override
  public Integer call() {
    Config resolved = generation.applyTo(configuration.load()).resolved();
    JobContext context = JobContext.open("generate", resolved).writing(output.uri());
    Optional<CatalogTable> catalogTable = table.open(context);
    RunManifest manifest =
        new GenerateJob(context)
            .run(model.name(), data.uri(), generation.extrapolation(), output.uri());
    catalogTable.ifPresent(each -> each.append(output.uri()));
    String unit = context.settings().property().unit();
    context
        .progress()
        .say(
            "candidates in " + output.uri() + ": " + TargetYield.summary(manifest.targets(), unit));
    return requireSamples.exitCode(manifest);
  }
}
