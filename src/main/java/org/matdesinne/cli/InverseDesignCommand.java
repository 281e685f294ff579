package org.matdesinne.cli;

import com.typesafe.config.Config;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.report.BenchmarkTable;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.evaluate.BenchmarkJob;
import org.matdesinne.spark.generate.CatalogTable;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.jobs.InverseDesignJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.run.TargetYield;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "inverse-design",
    description =
        "Goes from data to measured candidates: runs ingest, train, generate and benchmark.")
final class InverseDesignCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;
  @Mixin private DataOptions data;
  @Mixin private GenerationOptions generation;

  @ArgGroup private Pace pace = new Pace();

  @Mixin private OutputOption output;

  @Mixin private CatalogTableOption table;

  @Mixin private RequireSamplesOption requireSamples;

  /** How much time the run may take. */
  static final class Pace {
    @Option(
        names = "--quick",
        description = "For a first look: fewer data, shorter training, fewer candidates.")
    private boolean quick;

    @Option(names = "--paper", description = "Train exactly as Fung et al. (2021) did.")
    private boolean paper;

    String[] profiles() {
      if (quick) {
        return new String[] {"quick"};
      }
      return paper ? new String[] {"paper"} : new String[0];
    }
  }

  @Override
  public Integer call() {
    DataOption option = data.option();
    ConfigurationFile file = configuration.load(pace.profiles());
    Config resolved = generation.applyTo(data.applyTo(file)).resolved();
    JobContext context = JobContext.open("inverse-design", resolved).writing(output.uri());
    Optional<CatalogTable> catalogTable = table.open(context);
    RunManifest manifest =
        new InverseDesignJob(context).run(option, generation.extrapolation(), output.uri());
    catalogTable.ifPresent(each -> each.append(output.uri()));
    summarize(context, manifest);
    return requireSamples.exitCode(manifest);
  }

  private void summarize(JobContext context, RunManifest manifest) {
    System.out.print(
        new BenchmarkTable(
                context.settings().properties(),
                new BenchmarkJob(context).measurements(output.uri()))
            .render());
    StringBuilder written = new StringBuilder("\nwritten to " + output.uri() + ":\n");
    manifest
        .rows()
        .forEach(
            (table, rows) -> written.append(String.format("  %-16s %,9d rows%n", table, rows)));
    written.append("  model            trained networks\n");
    written
        .append(TargetYield.summary(manifest.targets(), context.settings().properties()))
        .append('\n');
    written.append("look at them: " + NextCommand.here().of("show", output.uri() + "/candidates"));
    context.progress().say(written.toString());
  }
}
