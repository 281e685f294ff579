package org.matdesinne.spark.run;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.UUID;
import java.util.function.Supplier;
import org.apache.spark.SparkJobInfo;
import org.apache.spark.SparkStageInfo;
import org.apache.spark.api.java.JavaSparkContext;

/**
 * One line on standard error a phase, kept up to date: rewritten in place on a terminal, now and
 * then repeated in a log.
 */
public final class Progress {
  /** The launcher sets it where standard error is a terminal: a JVM cannot tell. */
  private static final String TERMINAL_VARIABLE = "MATDESINNE_TERMINAL";

  private static final long TERMINAL_MILLISECONDS = 500;
  private static final long LOG_MILLISECONDS = 15_000;

  private final JavaSparkContext spark;
  private final PrintStream out;
  private final boolean terminal;
  private volatile String group;

  /** Progress of {@code spark}'s jobs on standard error. */
  public Progress(JavaSparkContext spark) {
    this.spark = spark;
    out = new PrintStream(System.err, true, StandardCharsets.UTF_8);
    terminal = "true".equals(System.getenv(TERMINAL_VARIABLE));
  }

  /** Carries out a phase that consists of Spark jobs: tasks done of tasks known, where some are. */
  public <T> T phase(String description, Supplier<T> work) {
    return phase(description, work, this::tasks);
  }

  /**
   * Carries out a phase.
   *
   * @param state what to say of it while it runs
   */
  public <T> T phase(String description, Supplier<T> work, Supplier<String> state) {
    return phase(description, work, state, () -> description);
  }

  /**
   * Carries out a phase that consists of Spark jobs.
   *
   * @param outcome what its last line calls it, once the work is done
   */
  public <T> T countingPhase(String description, Supplier<T> work, Supplier<String> outcome) {
    return phase(description, work, this::tasks, outcome);
  }

  private <T> T phase(
      String description, Supplier<T> work, Supplier<String> state, Supplier<String> outcome) {
    // A group of its own: the same phase may come again, and be another driver's of the session.
    group = description + " " + UUID.randomUUID();
    spark.setJobGroup(group, description, false);
    long start = System.nanoTime();
    Thread reporter = new Thread(() -> report(description, state, start), "progress");
    reporter.setDaemon(true);
    reporter.start();
    try {
      T result = work.get();
      stop(reporter);
      line(outcome.get(), "done in " + duration(seconds(start)));
      out.println();
      return result;
    } catch (Throwable e) {
      stop(reporter);
      line(description, "failed after " + duration(seconds(start)));
      out.println();
      throw e;
    } finally {
      spark.clearJobGroup();
      group = null;
    }
  }

  /** Cancels Spark's jobs of the phase that is carried out, if there is one. */
  void cancel() {
    String running = group;
    if (running != null) {
      spark.cancelJobGroup(running);
    }
  }

  /** A message of its own. */
  public void say(String message) {
    out.println(message);
  }

  private void report(String description, Supplier<String> state, long start) {
    try {
      while (true) {
        Thread.sleep(terminal ? TERMINAL_MILLISECONDS : LOG_MILLISECONDS);
        line(description, (state.get() + "  " + duration(seconds(start))).strip());
        if (!terminal) {
          out.println();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void stop(Thread reporter) {
    reporter.interrupt();
    try {
      reporter.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void line(String description, String state) {
    // Back to the first column and clear to the end of the line.
    out.print((terminal ? "\r\033[K" : "") + String.format("%-44s %s", description, state));
    out.flush();
  }

  private String tasks() {
    int done = 0;
    int all = 0;
    String running = group;
    for (int job : spark.statusTracker().getJobIdsForGroup(running)) {
      SparkJobInfo info = spark.statusTracker().getJobInfo(job);
      if (info != null) {
        for (int stage : info.stageIds()) {
          SparkStageInfo stageInfo = spark.statusTracker().getStageInfo(stage);
          if (stageInfo != null) {
            done += stageInfo.numCompletedTasks();
            all += stageInfo.numTasks();
          }
        }
      }
    }
    return tasks(done, all);
  }

  /** Nothing where Spark knows of no task: the driver is at work. */
  static String tasks(int done, int all) {
    return all == 0 ? "" : done + " of " + all + " tasks";
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) / 1e9;
  }

  /** Seconds as people say them: {@code 3.2 s}, {@code 4:05}, {@code 1:02:03}. */
  public static String duration(double seconds) {
    if (seconds < 60) {
      return String.format(Locale.ROOT, "%.1f s", seconds);
    }
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }
}
