package org.matdesinne.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.device.TaskDevice;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.generate.DesignTask;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.jobs.DeviceCheckJob;
import org.matdesinne.spark.jobs.DeviceLoadJob;
import org.matdesinne.spark.jobs.DeviceReport;
import org.matdesinne.spark.jobs.DevicesJob;
import org.matdesinne.spark.jobs.VectorCheckJob;
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
  private static final double MOST_SECONDS = 86_400;

  @Mixin private ConfigurationOptions configuration;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "Compare a task's device with the CPU by this model, as for 'generate'.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--seconds",
      paramLabel = "N",
      description =
          "With --model: then keep the device at work for so long; tells its speed, and whether the"
              + " memory in use grows.")
  private Optional<Double> seconds = Optional.empty();

  @Option(
      names = "--vectors",
      paramLabel = "URI",
      description =
          "Compare a task's device with what published networks gave: a folder of"
              + " NAME.weights.safetensors and NAME.vectors.safetensors.")
  private Optional<String> vectors = Optional.empty();

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description = "Also write all figures as JSON: a local file or any Hadoop URI.")
  private Optional<String> report = Optional.empty();

  private final Map<String, Object> figures = new LinkedHashMap<>();
  private boolean right = true;

  @Override
  public Integer call() {
    if (seconds.isPresent() && model.isEmpty()) {
      throw new InputException("--seconds goes with --model; name a trained model");
    }
    if (seconds.filter(time -> !(time > 0 && time <= MOST_SECONDS)).isPresent()) {
      throw new InputException(
          "--seconds is %s; allowed: above 0, up to %s", seconds.get(), MOST_SECONDS);
    }
    JobContext context = JobContext.open("devices", configuration.resolved());
    List<TaskDevice.Report> devices = new DevicesJob(context).run();
    boolean usable = devices.stream().allMatch(TaskDevice.Report::usable);
    note("devices", devices, DevicesJob.render(devices), usable);
    if (usable) {
      vectors.ifPresent(folder -> compare(context, folder));
      model.ifPresent(name -> make(context, name));
    }
    report.ifPresent(file -> context.storage().write(file, DeviceReport.json(figures)));
    return right ? Main.DONE : Main.FAILED;
  }

  private void compare(JobContext context, String folder) {
    List<VectorCheckJob.Compared> found = new VectorCheckJob(context).run(folder);
    note(
        "vectors",
        found,
        VectorCheckJob.render(found),
        found.stream().allMatch(VectorCheckJob.Compared::holds));
  }

  private void make(JobContext context, String name) {
    DesignTask task =
        new GenerateJob(context).task(DesignInputs.load(context, name, Optional.empty()));
    DeviceCheckJob check = new DeviceCheckJob(context);
    List<DeviceCheckJob.Compared> found = check.run(task);
    note(
        "candidates",
        found,
        check.render(found),
        found.stream().allMatch(DeviceCheckJob.Compared::holds));
    seconds.ifPresent(
        time -> {
          DeviceLoadJob work = new DeviceLoadJob(context);
          DeviceLoadJob.Load load = work.run(task, time);
          note("load", load, work.render(load), load.holds());
        });
  }

  private void note(String what, Object found, String table, boolean holds) {
    if (!figures.isEmpty()) {
      System.out.println();
    }
    System.out.print(table);
    figures.put(what, found);
    right &= holds;
  }
}
