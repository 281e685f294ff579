package org.matdesinne.spark.run;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Supplier;

/**
 * Two things at a time on the driver: jobs of a task or two leave a machine idle, and so does what
 * the driver plans between them.
 */
public final class Together {
  private Together() {}

  /**
   * Does something beside the calling thread's own work.
   *
   * @return what {@code work} gives, when both are done
   */
  public static <T> T with(Runnable beside, Supplier<T> work) {
    // A thread of its own: it inherits what Spark keeps by thread, such as a job's description.
    CompletableFuture<Void> done = CompletableFuture.runAsync(beside, Together::start);
    T result;
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      done.handle((nothing, other) -> suppressed(e, other)).join();
      throw e;
    }
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      // A Runnable throws nothing that is checked; Scala's do not say so.
      throw e.getCause() instanceof RuntimeException failure ? failure : e;
    }
    return result;
  }

  private static void start(Runnable work) {
    Thread thread = new Thread(work, Thread.currentThread().getName() + "-beside");
    thread.setDaemon(true);
    thread.start();
  }

  private static Throwable suppressed(Throwable own, Throwable other) {
    if (other != null) {
      own.addSuppressed(other instanceof CompletionException ? other.getCause() : other);
    }
    return own;
  }
}
