package org.matdesinne.cli;

import com.typesafe.config.Config;
import java.util.concurrent.Callable;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "ingest",
    description =
        "Checks labelled design points, splits them into training, validation and test rows, and"
            + " writes them as Parquet.")
final class IngestCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;
  @Mixin private DataOptions data;

  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    DataOption option = data.option();
    Config resolved = data.applyTo(configuration.load()).resolved();
    JobContext context = JobContext.open("ingest", resolved).writing(output.uri());
    IngestJob job = new IngestJob(context);
    RunManifest manifest = job.run(job.prepare(option), Output.of(output.uri()));
    context.progress().say(manifest.rows().get("training_set") + " rows in " + output.uri());
    return Main.DONE;
  }
}
