package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A model and what it is asked for, the same for all clusters.
 *
 * @param model folder of data and trained networks
 */
record SmallRun(Path model) {
  private static final Path CONFIGURATION =
      Path.of("src/test/resources/e2e/small.conf").toAbsolutePath();

  /** Makes data and trains, on this machine. */
  static SmallRun train(Path folder) throws Exception {
    JobProcess jobs = JobProcess.here();
    Path model = folder.resolve("model");
    String configuration = CONFIGURATION.toString();
    for (String[] arguments :
        new String[][] {
          {"ingest", "--config", configuration, "--output", model.resolve("data").toString()},
          {
            "train",
            "--config",
            configuration,
            "--data",
            model.resolve("data").toString(),
            "--output",
            model.resolve("networks").toString()
          }
        }) {
      JobProcess.Finished finished =
          jobs.run(
              arguments[0], List.of(arguments).subList(1, arguments.length).toArray(String[]::new));
      assertThat(finished.exitCode()).as(finished.messages()).isZero();
    }
    return new SmallRun(model);
  }

  /**
   * Draws candidates with {@code job}, waits for its end and reads them.
   *
   * @param submit options of spark-submit
   */
  List<String> candidates(String job, List<String> submit, Path output, String... more)
      throws Exception {
    return candidates(JobProcess.here().start(job, arguments(submit, output, more)), output);
  }

  /** Waits for the end of a job that draws candidates, and reads them. */
  static List<String> candidates(JobProcess.Running job, Path output) throws Exception {
    JobProcess.Finished finished = job.await();
    assertThat(finished.exitCode()).as(finished.messages()).isZero();
    return ParquetRows.candidates(output);
  }

  /**
   * Arguments of a job that draws candidates.
   *
   * @param submit options of spark-submit
   */
  String[] arguments(List<String> submit, Path output, String... more) {
    List<String> arguments = new ArrayList<>(submit);
    arguments.add("--");
    arguments.addAll(
        List.of(
            "--config",
            CONFIGURATION.toString(),
            "--model",
            model.resolve("networks").toString(),
            "--data",
            model.resolve("data").toString(),
            "--output",
            output.toString()));
    arguments.addAll(List.of(more));
    return arguments.toArray(String[]::new);
  }
}
