package org.matdesinne.oracle;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.matdesinne.config.InputException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One process of a program, in a folder of its own that is deleted with it. Lines go in and come
 * out one at a time; what it says on standard error is kept for messages. Used by one thread.
 */
final class ProgramProcess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(ProgramProcess.class);

  /** A longer line is no answer. */
  private static final int LONGEST_LINE = 1 << 20;

  /** So many lines may wait to be read; the program waits with more. */
  private static final int MOST_WAITING = 16;

  private static final int KEPT_OF_ERRORS = 2000;
  private static final long SECONDS_TO_END = 5;

  /** The threads that a point may take in numeric libraries: tasks share the machine already. */
  private static final Map<String, String> ONE_THREAD =
      Map.of("OMP_NUM_THREADS", "1", "OPENBLAS_NUM_THREADS", "1", "MKL_NUM_THREADS", "1");

  private final Path folder;
  private final Process process;
  private final BlockingQueue<Reply> replies = new LinkedBlockingQueue<>(MOST_WAITING);
  private final ByteArrayOutputStream line = new ByteArrayOutputStream();
  private final StringBuilder errors = new StringBuilder();
  private final Thread errorReader;

  /** What came of a line. */
  sealed interface Reply {
    /** A line. */
    record Line(String text) implements Reply {}

    /**
     * The program ended, or closed its output.
     *
     * @param rest the beginning of a line
     */
    record Ended(String rest) implements Reply {}

    /**
     * It said nothing in time.
     *
     * @param rest the beginning of a line
     */
    record Late(String rest) implements Reply {}
  }

  private ProgramProcess(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
    daemon("oracle output", this::readOutput);
    errorReader = daemon("oracle errors", this::readErrors);
  }

  /**
   * Starts the program.
   *
   * @param files to lie in its folder, by name
   * @throws InputException when there is no such program
   */
  static ProgramProcess start(List<String> command, Map<String, byte[]> files) {
    Path folder = null;
    try {
      folder = Files.createTempDirectory("matdesinne-oracle-");
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        Path copy = Files.write(folder.resolve(file.getKey()), file.getValue());
        if (!copy.toFile().setExecutable(true, true)) {
          throw new IOException("cannot make " + copy + " executable");
        }
      }
    } catch (IOException e) {
      delete(folder);
      throw new UncheckedIOException("cannot prepare a folder for the oracle's program", e);
    }
    ProcessBuilder builder = new ProcessBuilder(command).directory(folder.toFile());
    builder.environment().putAll(ONE_THREAD);
    try {
      return new ProgramProcess(folder, builder.start());
    } catch (IOException e) {
      delete(folder);
      throw new InputException(
          e,
          "the program of the oracle cannot be started: %s; install it on every machine that"
              + " calculates, name it by its full path in oracle.command, or list it in"
              + " oracle.files and call it ./NAME",
          InputException.firstLine(e.getMessage()));
    }
  }

  private static Thread daemon(String name, Runnable work) {
    Thread thread = new Thread(work, name);
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  /** Whether it has said something that nobody asked for. */
  boolean isTalking() {
    return !replies.isEmpty();
  }

  /** Gives it a line; whether it takes it shows in the {@link #reply}. */
  void tell(String text) {
    try {
      OutputStream input = process.getOutputStream();
      input.write((text + "\n").getBytes(StandardCharsets.UTF_8));
      input.flush();
    } catch (IOException e) {
      // It has closed its input: that it ends is what the reply says.
      LOG.debug("the program takes no more points", e);
    }
  }

  /**
   * The next line.
   *
   * @param until {@link System#nanoTime} at which there is to be one
   */
  Reply reply(long until) throws InterruptedException {
    Reply reply = replies.poll(until - System.nanoTime(), TimeUnit.NANOSECONDS);
    return reply == null ? new Reply.Late(rest()) : reply;
  }

  /**
   * How it ended and what it said on standard error, in words; empty while it runs and says
   * nothing.
   *
   * @param milliseconds to wait for its end
   */
  String state(long milliseconds) throws InterruptedException {
    StringBuilder state = new StringBuilder();
    if (process.waitFor(milliseconds, TimeUnit.MILLISECONDS)) {
      errorReader.join(TimeUnit.SECONDS.toMillis(1));
      int code = process.exitValue();
      // As shells count: 128 and the signal.
      state.append(code > 128 ? "signal " + (code - 128) : "exit code " + code);
    }
    String said;
    synchronized (errors) {
      said = errors.toString().strip();
    }
    if (!said.isEmpty()) {
      state.append(state.isEmpty() ? "" : ", ").append("standard error: ").append(said);
    }
    return state.toString().replaceAll("\\s*\\R\\s*", " | ");
  }

  private void readOutput() {
    try (InputStream output = new BufferedInputStream(process.getInputStream())) {
      int next = output.read();
      while (next >= 0) {
        if (next == '\n') {
          replies.put(new Reply.Line(takeLine()));
        } else {
          append(next);
        }
        next = output.read();
      }
      replies.put(new Reply.Ended(rest()));
    } catch (IOException e) {
      // Its output is closed when it is killed.
      replies.offer(new Reply.Ended(rest()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void append(int next) {
    synchronized (line) {
      // What goes on longer is cut, and no JSON then.
      if (line.size() < LONGEST_LINE) {
        line.write(next);
      }
    }
  }

  private String takeLine() {
    synchronized (line) {
      String text = rest();
      line.reset();
      return text;
    }
  }

  private String rest() {
    synchronized (line) {
      return line.toString(StandardCharsets.UTF_8);
    }
  }

  private void readErrors() {
    try (InputStream output = process.getErrorStream()) {
      byte[] buffer = new byte[KEPT_OF_ERRORS];
      int read = output.read(buffer);
      while (read >= 0) {
        synchronized (errors) {
          errors.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
          errors.delete(0, Math.max(0, errors.length() - KEPT_OF_ERRORS));
        }
        read = output.read(buffer);
      }
    } catch (IOException e) {
      LOG.debug("standard error of the program ended", e);
    }
  }

  /** Lets it end by itself: there are no more points. */
  @Override
  public void close() {
    try {
      process.getOutputStream().close();
      // A program that says more at its end waits for somebody to read it.
      long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(SECONDS_TO_END);
      while (process.isAlive() && System.nanoTime() < until) {
        replies.clear();
        process.waitFor(10, TimeUnit.MILLISECONDS);
      }
    } catch (IOException e) {
      LOG.debug("the program has closed its input already", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      kill();
    }
  }

  /** Ends it at once, with all that it has started. */
  void kill() {
    List<ProcessHandle> all =
        Stream.concat(process.descendants(), Stream.of(process.toHandle())).toList();
    all.forEach(ProcessHandle::destroyForcibly);
    try {
      // The folder is in use until then.
      process.waitFor(SECONDS_TO_END, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    replies.clear();
    delete(folder);
  }

  private static void delete(Path folder) {
    if (folder == null) {
      return;
    }
    try (Stream<Path> files = Files.walk(folder)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.deleteIfExists(file);
      }
    } catch (IOException | UncheckedIOException e) {
      LOG.warn("cannot delete the folder of an oracle's program, {}: {}", folder, e.toString());
    }
  }
}
