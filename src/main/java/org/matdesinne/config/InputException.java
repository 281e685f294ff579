package org.matdesinne.config;

import java.util.Locale;
import java.util.regex.Pattern;

/**
 * Wrong use or bad input: the user's to fix, not a defect of the program.
 *
 * <p>The message says what was given, where, what is allowed and what to do. The command line
 * prints it as one line and ends with exit code 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;
  private static final Pattern OBEYED = Pattern.compile("[\\p{Cntrl}\\x80-\\x9f&&[^\\n\\t]]");

  /** An error with a message as {@link String#format} makes it. */
  public InputException(String format, Object... arguments) {
    super(
        printable(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments)));
  }

  /** An error caused by another one, which is kept for debugging. */
  public InputException(Throwable cause, String format, Object... arguments) {
    super(printable(String.format(Locale.ROOT, format, arguments)), cause);
  }

  /** What was given may hold characters that a terminal obeys. */
  private static String printable(String message) {
    return OBEYED
        .matcher(message)
        .replaceAll(found -> String.format("\\\\u%04x", (int) found.group().charAt(0)));
  }

  /**
   * The first line of another's message that says something: engines begin with empty ones and go
   * on with plans and traces.
   *
   * @param message may be null
   */
  public static String firstLine(String message) {
    return message == null
        ? ""
        : message.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("");
  }
}
