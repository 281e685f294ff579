package org.matdesinne.cli;

import java.util.regex.Pattern;

/** A word of a command line that a user may copy. */
final class ShellWord {
  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_./:=,+@%-]+");

  /** In double quotes it is as it is, and easier to read than with escaped single ones. */
  private static final Pattern WITH_SINGLE_QUOTES = Pattern.compile("[^\"$`\\\\!]*'[^\"$`\\\\!]*");

  private ShellWord() {}

  /** What a shell takes as {@code word}, character by character. */
  static String quoted(String word) {
    if (PLAIN.matcher(word).matches()) {
      return word;
    }
    return WITH_SINGLE_QUOTES.matcher(word).matches()
        ? '"' + word + '"'
        : "'" + word.replace("'", "'\\''") + "'";
  }
}
