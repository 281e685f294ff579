package org.matdesinne.config;

import java.util.Locale;

/**
 * Wrong use or bad input: the user's to mend, not a defect of the program.
 *
 * <p>The message says what was given, where, what is allowed and what to do. The command line
 * prints it as one line and ends with exit code 2.
 */
public final class InputException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** An error with a message as {@link String#format} makes it. */
  public InputException(String format, Object... arguments) {
    super(arguments.length == 0 ? format : String.format(Locale.ROOT, format, arguments));
  }

  /** An error caused by another one, which is kept for debugging. */
  public InputException(Throwable cause, String format, Object... arguments) {
    super(String.format(Locale.ROOT, format, arguments), cause);
  }
}
