package org.matdesinne.cli;

import java.util.regex.Pattern;

/** A word of a command line that a user may copy. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  private ShellWord() {}

  /** What a shell takes as {@code word}, character by character. */
  static String quoted(String word) {
    return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
  }
}
