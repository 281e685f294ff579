package org.matdesinne.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * What a user reads who presses Ctrl-C, or a scheduler that ends a job: one line. All that the job
 * would say of it afterwards, which is that Spark is gone, is kept to itself.
 */
final class Interruption {
  /** The launcher sets it to what the user typed. */
  private static final String COMMAND = "MATDESINNE_COMMAND";

  private final PrintStream terminal;
  private final Messages messages;
  private volatile boolean ended;

  private Interruption(PrintStream terminal, Messages messages) {
    this.terminal = terminal;
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
    PrintStream terminal = System.err;
    Messages messages = new Messages(terminal);
    System.setErr(new PrintStream(messages, true, StandardCharsets.UTF_8));
    Interruption interruption = new Interruption(terminal, messages);
    Runtime.getRuntime().addShutdownHook(new Thread(() -> interruption.speak(keeps), "last words"));
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
    // At once: Spark is being stopped in another thread, and jobs fail of it.
    messages.muted = true;
    terminal.println(
        signalled() ? interrupted(keeps) : "error: Spark has ended this process" + Main.logFile());
  }

  /** What the user typed, where the launcher says so. */
  static Optional<String> command() {
    return Optional.ofNullable(System.getenv(COMMAND));
  }

  private static String interrupted(boolean keeps) {
    return keeps
        ? "interrupted: what is finished is kept; the same command goes on from there"
            + command().map(command -> ": " + command).orElse("")
        : "interrupted";
  }

  /** Only a signal has a thread of its own wait for the end of the process. */
  private static boolean signalled() {
    return Thread.getAllStackTraces().keySet().stream()
        .anyMatch(thread -> thread.getName().matches("SIG\\w+ handler"));
  }
}
