package org.matdesinne.spark.jobs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.matdesinne.config.InputException;

/**
 * A Python program that times another implementation's localization: {@code FILE THREADS STEPS
 * CANDIDATES} ends with a line like "2 threads, 10000 candidates: 25.3 s per 100 Adam steps".
 *
 * @param python the interpreter
 * @param file the program
 */
public record OriginalProgram(String python, String file) {
  private static final Pattern LAST =
      Pattern.compile("([0-9]+) candidates: ([0-9.]+) s per ([0-9]+) Adam steps\\s*$");
  private static final int STEPS = 20;
  private static final int CANDIDATES = 10_000;

  /** What it printed, and how it ended. */
  private record Outcome(int exitCode, String printed) {}

  /** Why it cannot run here; nothing where it can. */
  public Optional<String> obstacle() {
    try {
      Outcome torch = run(List.of(python, "-c", "import torch"));
      return torch.exitCode == 0
          ? Optional.empty()
          : Optional.of(python + " has no PyTorch: " + lastLine(torch.printed));
    } catch (IOException e) {
      return Optional.of(e.getMessage());
    }
  }

  /**
   * Seconds for a step of one candidate.
   *
   * @throws InputException when the program fails or prints something else
   */
  public double secondsPerStep(int threads) {
    try {
      Outcome outcome =
          run(
              List.of(
                  python,
                  file,
                  Integer.toString(threads),
                  Integer.toString(STEPS),
                  Integer.toString(CANDIDATES)));
      Matcher last = LAST.matcher(outcome.printed);
      if (outcome.exitCode != 0 || !last.find()) {
        throw new InputException(
            "--original %s ended with exit code %d and '%s'; its last line has to be like '2"
                + " threads, 10000 candidates: 25.3 s per 100 Adam steps'",
            file, outcome.exitCode, lastLine(outcome.printed));
      }
      return Double.parseDouble(last.group(2))
          / Double.parseDouble(last.group(3))
          / Double.parseDouble(last.group(1));
    } catch (IOException e) {
      throw new InputException(e, "--original %s cannot be run: %s", file, e.getMessage());
    }
  }

  private static Outcome run(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    // It names its threads itself.
    builder.environment().remove("OMP_NUM_THREADS");
    Process process = builder.start();
    process.getOutputStream().close();
    String printed =
        new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
    try {
      return new Outcome(process.waitFor(), printed);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroy();
      throw new IOException("interrupted", e);
    }
  }

  private static String lastLine(String printed) {
    return printed.substring(printed.lastIndexOf('\n') + 1).strip();
  }
}
