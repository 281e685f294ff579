package org.matdesinne.dataset;

import java.util.Locale;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** What is the matter with a field that should hold a number, and what to do. */
final class FieldFault {
  private static final String FIX = "fix or delete the row";
  private static final Pattern SUFFIX = Pattern.compile("(.*)[fFdDlL]");
  private static final Pattern HEXADECIMAL = Pattern.compile("[+-]?0[xX].*");
  private static final Pattern FORTRAN = Pattern.compile("([^dDqQ]*)[dDqQ]([+-]?[0-9]+)");
  private static final Set<String> MISSING =
      Set.of("", "nan", "na", "n/a", "nil", "null", "none", "-", "--", "?", "missing");
  private static final Set<String> INFINITE = Set.of("inf", "infinity", "∞");

  private FieldFault() {}

  /** Whether a field says that it has no value. */
  static boolean isMissing(String text) {
    // A number, the usual case, is told without another text.
    return (text.isEmpty() || "0123456789.".indexOf(text.charAt(text.length() - 1)) < 0)
        && MISSING.contains(text.toLowerCase(Locale.ROOT));
  }

  static boolean isInfinite(String text) {
    return INFINITE.contains(text.toLowerCase(Locale.ROOT));
  }

  /** To follow the place of the field. */
  static String of(String text) {
    String unsigned = text.replaceFirst("^[+-]", "");
    if (text.isEmpty()) {
      return " is empty; " + FIX;
    }
    if (isMissing(unsigned) || isInfinite(unsigned)) {
      return ": " + shown(text) + " is not a finite number; " + FIX;
    }
    if (DecimalNumber.is(text)) {
      return ": " + shown(text) + " is too large a number; " + FIX;
    }
    return ": '" + shown(text) + "' is not a number; " + remedy(text);
  }

  private static String remedy(String text) {
    if (HEXADECIMAL.matcher(text).matches()) {
      return "write it with decimal digits";
    }
    Matcher suffix = SUFFIX.matcher(text);
    if (suffix.matches() && DecimalNumber.is(suffix.group(1))) {
      return "write " + suffix.group(1);
    }
    Matcher fortran = FORTRAN.matcher(text);
    if (fortran.matches() && DecimalNumber.is(fortran.group(1) + "e" + fortran.group(2))) {
      return "write its exponent with e: " + fortran.group(1) + "e" + fortran.group(2);
    }
    OptionalInt foreign = text.codePoints().filter(character -> character > 0x7f).findFirst();
    if (foreign.isPresent()) {
      return "it holds " + named(foreign.getAsInt()) + "; " + FIX;
    }
    return FIX;
  }

  /** A text for a terminal: short, and without what would move its cursor. */
  static String shown(String text) {
    int most = 40;
    String visible =
        text.strip()
            .codePoints()
            .limit(most)
            .mapToObj(
                character ->
                    character == '\t' || cannotBeSeen(character)
                        ? String.format("\\u%04x", character)
                        : Character.toString(character))
            .collect(Collectors.joining());
    return text.strip().codePointCount(0, text.strip().length()) > most ? visible + "…" : visible;
  }

  static boolean cannotBeSeen(int character) {
    int type = Character.getType(character);
    return character != '\t'
        && (character == 0xfffd
            || type == Character.CONTROL
            || type == Character.FORMAT
            || type == Character.UNASSIGNED
            || type == Character.SURROGATE);
  }

  static String named(int character) {
    return String.format("U+%04X", character) + " (" + Character.getName(character) + ")";
  }
}
