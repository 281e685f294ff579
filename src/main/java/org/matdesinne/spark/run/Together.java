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
    CompletableFuture<Void> done = new CompletableFuture<>();
    // A thread of its own: it inherits what Spark keeps by thread, such as the description of a
    // job.
    Thread thread =
        new Thread(
            () -> {
              try {
                beside.run();
                done.complete(null);
              } catch (Throwable e) {
                done.completeExceptionally(e);
              }
            },
            Thread.currentThread().getName() + "-beside");
    thread.setDaemon(true);
    thread.start();
    T result;
    try {
      result = work.get();
    } catch (RuntimeException | Error e) {
      try {
        done.join();
      } catch (CompletionException other) {
        e.addSuppressed(other.getCause());
      }
      throw e;
    }
    try {
      done.join();
    } catch (CompletionException e) {
      if (e.getCause() instanceof RuntimeException failure) {
        throw failure;
      }
      if (e.getCause() instanceof Error failure) {
        throw failure;
      }
      throw new IllegalStateException(e.getCause());
    }
    return result;
  }
}
