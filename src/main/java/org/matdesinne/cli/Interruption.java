package org.matdesinne.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.apache.hadoop.util.ShutdownHookManager;

/**
 * What a user reads who presses Ctrl-C, or a scheduler that ends a job: one line. All that the job
 * would say of it afterwards, which is that Spark is gone, is kept to itself.
 */
final class Interruption {
  /** Before Hadoop and Spark stop anything. */
  private static final int FIRST = Integer.MAX_VALUE;

  /** The launcher sets it to what the user typed. */
  private static final String COMMAND = "MATDESINNE_COMMAND";

  private final Messages messages;
  private volatile boolean ended;

  private Interruption(Messages messages) {
    this.messages = messages;
  }

  /** Standard error, until it is muted. */
  private static final class Messages extends FilterOutputStream {
    private volatile boolean muted;

    Messages(OutputStream error) {
      super(error);
    }

    @Override
    public void write(int single) throws IOException {
      if (!muted) {
        out.write(single);
      }
    }

    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
      if (!muted) {
        out.write(bytes, from, count);
      }
    }
  }

  /**
   * Speaks where the process is ended from outside.
   *
   * @param keeps whether the job, started again, goes on where it was
   */
  static Interruption watch(boolean keeps) {
    Messages messages = new Messages(System.err);
    System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
    Interruption interruption = new Interruption(messages);
    ShutdownHookManager.get().addShutdownHook(() -> interruption.speak(keeps), FIRST);
    return interruption;
  }

  /** The job has ended by itself. */
  void end() {
    ended = true;
  }

  private void speak(boolean keeps) {
    if (ended) {
      return;
    }
    if (!signalled()) {
      System.err.println("error: Spark has ended this process" + Main.logFile());
      messages.muted = true;
      return;
    }
    String command = System.getenv(COMMAND);
    System.err.println(
        keeps
            ? "interrupted: what is finished is kept; the same command goes on from there"
                + (command == null ? "" : ": " + command)
            : "interrupted");
    messages.muted = true;
  }

  /** Only a signal has a thread of its own wait for the end of the process. */
  private static boolean signalled() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("SIG\\w+ handler"));
  }
}
