package org.matdesinne.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.spark.run.TakenOverException;

/**
 * Several drivers of one run, started within moments of each other: as threads that share nothing
 * but Spark and the output, so that many starts are affordable.
 */
public final class DoubleStarts {
  private DoubleStarts() {}

  /**
   * Starts {@code driver} several times and waits for all of them.
   *
   * @param milliseconds within which they start
   * @return what they gave; at least one gave something, all others were told in one line that
   *     another driver has the run
   */
  public static <T> List<T> of(
      int drivers, int milliseconds, UniformRandomProvider random, Callable<T> driver)
      throws InterruptedException, TimeoutException {
    ExecutorService threads = Executors.newFixedThreadPool(drivers);
    try {
      List<Future<T>> started = new ArrayList<>();
      for (int k = 0; k < drivers; k++) {
        long delay = random.nextInt(milliseconds + 1);
        started.add(
            threads.submit(
                () -> {
                  TimeUnit.MILLISECONDS.sleep(delay);
                  return driver.call();
                }));
      }
      List<T> results = new ArrayList<>();
      for (Future<T> each : started) {
        try {
          results.add(each.get(10, TimeUnit.MINUTES));
        } catch (ExecutionException e) {
          assertThat(e.getCause())
              .isInstanceOf(TakenOverException.class)
              .hasMessageMatching(
                  "another driver (\\(.*\\) has taken over|has finished) the run in .*; this one ends");
        }
      }
      assertThat(results).as("results of %s drivers", drivers).isNotEmpty();
      return results;
    } finally {
      threads.shutdownNow();
    }
  }
}
