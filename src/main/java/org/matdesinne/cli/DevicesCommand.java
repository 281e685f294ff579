package org.matdesinne.cli;

import java.util.concurrent.Callable;
import org.matdesinne.spark.jobs.DevicesJob;
import org.matdesinne.spark.run.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(
    name = "devices",
    description = "Reports on which device (CPU or GPU) each executor would compute, and why.")
final class DevicesCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Override
  public Integer call() {
    JobContext context = JobContext.open("devices", configuration.resolved());
    return new DevicesJob(context).run(System.out) ? Main.DONE : Main.FAILED;
  }
}
