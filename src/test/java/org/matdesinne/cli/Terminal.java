package org.matdesinne.cli;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** What each test prints. */
final class Terminal implements BeforeEachCallback, AfterEachCallback {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final ByteArrayOutputStream error = new ByteArrayOutputStream();
  private PrintStream processOut;
  private PrintStream processError;

  @Override
  public void beforeEach(ExtensionContext context) {
    clear();
    processOut = System.out;
    processError = System.err;
    System.setOut(new PrintStream(out, true, StandardCharsets.UTF_8));
    System.setErr(new PrintStream(error, true, StandardCharsets.UTF_8));
  }

  @Override
  public void afterEach(ExtensionContext context) {
    System.setOut(processOut);
    System.setErr(processError);
  }

  /** Forgets what was printed so far. */
  void clear() {
    out.reset();
    error.reset();
  }

  /** Standard output. */
  String out() {
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Standard error. */
  String error() {
    return error.toString(StandardCharsets.UTF_8);
  }
}
