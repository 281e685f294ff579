package org.matdesinne.cli;

import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.spark.jobs.DeviceCheckJob;
import org.matdesinne.spark.jobs.DevicesJob;
import org.matdesinne.spark.run.JobContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "devices",
    description = {
      "Reports on which device (CPU or GPU) each executor would compute, and why.",
      "With --model, also makes the same candidates on a device and on the CPU, and compares them."
    })
final class DevicesCommand implements Callable<Integer> {
  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Compare a task's device with the CPU by this model, as for 'generate'.")
  private Optional<String> model = Optional.empty();

  @Override
  public Integer call() {
    JobContext context = JobContext.open("devices", configuration.resolved());
    boolean usable = new DevicesJob(context).run(System.out);
    boolean right = model.isEmpty() || new DeviceCheckJob(context).run(model.get(), System.out);
    return usable && right ? Main.DONE : Main.FAILED;
  }
}
