package org.matdesinne.dataset;

import java.util.regex.Pattern;

/** Numbers as every program writes them, which are fewer than Java reads. */
final class DecimalNumber {
  private static final Pattern FORM =
      Pattern.compile("[+-]?(?:[0-9]++\\.?+[0-9]*+|\\.[0-9]++)(?:[eE][+-]?[0-9]++)?");

  private DecimalNumber() {}

  /** Whether {@code text} is one. */
  static boolean is(String text) {
    return FORM.matcher(text).matches();
  }

  /** A field of a line without the blanks and tabs around it. */
  static String trimmed(String field) {
    int first = 0;
    int end = field.length();
    while (first < end && isBlank(field.charAt(first))) {
      first++;
    }
    while (first < end && isBlank(field.charAt(end - 1))) {
      end--;
    }
    return field.substring(first, end);
  }

  static boolean isBlank(char character) {
    return character == ' ' || character == '\t';
  }
}
