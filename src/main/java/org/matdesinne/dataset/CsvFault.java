package org.matdesinne.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.matdesinne.config.InputException;

/** What is the matter with a line that does not hold the numbers expected, and what to do. */
final class CsvFault {
  private static final Pattern COMMENT = Pattern.compile("\\s*(#|%|//|!).*");
  private static final Pattern SEPARATOR = Pattern.compile("[,;\t|]");
  private static final Pattern QUOTE = Pattern.compile("[\"'\u201c\u201d\u2018\u2019]");
  private static final Pattern DECIMAL_COMMA = Pattern.compile("[0-9],[0-9]");

  private final CsvLine line;
  private final List<String> columns;
  private final String[] fields;

  /**
   * A fault.
   *
   * @param columns expected
   */
  CsvFault(CsvLine line, List<String> columns) {
    this.line = line;
    this.columns = columns;
    fields = line.text().split(",", -1);
  }

  /** That of a line with another number of columns than expected. */
  InputException ofLine() {
    return new InputException("%s", line.where() + whole());
  }

  /** That of a field which is no number; often it is the whole line's. */
  InputException ofField(int column) {
    String whole = notNumbers();
    return new InputException(
        "%s",
        whole.isEmpty()
            ? line.where(column, columns) + FieldFault.of(DecimalNumber.trimmed(fields[column]))
            : line.where() + whole);
  }

  private String whole() {
    String what = notNumbers();
    if (what.isEmpty()) {
      what = otherSeparator();
    }
    return what.isEmpty() ? otherNumber() : what;
  }

  /** What the line is, where it is no row at all; empty when it seems to be one. */
  private String notNumbers() {
    String text = line.text();
    if (text.isBlank()) {
      return " is blank; delete it";
    }
    OptionalInt strange = text.codePoints().filter(FieldFault::cannotBeSeen).findFirst();
    if (strange.isPresent()) {
      return invisible(strange.getAsInt());
    }
    if (COMMENT.matcher(text).matches()) {
      return " is a comment ("
          + FieldFault.shown(text)
          + "); the files hold numbers only: delete the line";
    }
    if (line.number() == 1 && isHeader()) {
      return ": this is a header row ("
          + FieldFault.shown(text)
          + "); the files hold numbers only: delete the line";
    }
    if (Arrays.stream(SEPARATOR.split(text, -1)).anyMatch(CsvFault::isQuotedNumber)) {
      return ": its numbers stand in quotes (" + FieldFault.shown(text) + "); write them without";
    }
    return "";
  }

  private static String invisible(int character) {
    if (character == 0xfffd) {
      return " holds bytes that are not text in UTF-8; save the file as UTF-8";
    }
    if (character == 0xfeff) {
      return " holds a byte order mark, U+FEFF; delete it";
    }
    return " holds a character that cannot be seen, " + FieldFault.named(character) + "; delete it";
  }

  private static boolean isQuotedNumber(String field) {
    return QUOTE.matcher(field).find() && DecimalNumber.is(unquoted(field));
  }

  private static String unquoted(String field) {
    return DecimalNumber.trimmed(QUOTE.matcher(field).replaceAll(""));
  }

  private boolean isHeader() {
    List<String> cells =
        Arrays.stream(SEPARATOR.split(line.text(), -1))
            .map(CsvFault::unquoted)
            .filter(cell -> !cell.isEmpty())
            .toList();
    Predicate<String> number =
        cell ->
            FieldFault.isMissing(cell)
                || FieldFault.isInfinite(cell)
                || "0123456789+-.".indexOf(cell.charAt(0)) >= 0;
    return !cells.isEmpty()
        && cells.stream().noneMatch(number)
        && cells.stream().anyMatch(cell -> cell.codePoints().anyMatch(Character::isLetter));
  }

  private String otherSeparator() {
    String text = line.text();
    String name = "";
    if (text.contains(";")) {
      name = "semicolons";
    } else if (text.contains("\t")) {
      name = "tabs";
    } else if (text.contains("|")) {
      name = "vertical bars";
    } else if (columns.size() > 1 && text.strip().split("\\s+").length == columns.size()) {
      name = "blanks";
    }
    if (name.isEmpty()) {
      return "";
    }
    return DECIMAL_COMMA.matcher(text).find()
        ? ": its columns are separated by "
            + name
            + " and its decimals by commas ("
            + FieldFault.shown(text)
            + "); write commas between the columns and decimal points"
        : ": its columns are separated by "
            + name
            + " ("
            + FieldFault.shown(text)
            + "); write commas";
  }

  /** Which number of columns it has, and a guess why. */
  private String otherNumber() {
    int found = fields.length;
    int wanted = columns.size();
    String count =
        " has "
            + found
            + (found == 1 ? " column" : " columns")
            + "; expected "
            + wanted
            + ": "
            + String.join(", ", columns);
    if (found == 2 * wanted && decimalCommas()) {
      return count + "; if its decimals are written with commas, write points";
    }
    if (found == wanted + 1 && fields[wanted].isBlank()) {
      return count + "; it ends with a comma: delete that";
    }
    String first = DecimalNumber.trimmed(fields[0]);
    boolean numbered =
        first.equals(String.valueOf(line.number())) || first.equals("" + (line.number() - 1));
    if (found == wanted + 1 && numbered) {
      return count + "; if its first column numbers the rows, leave that out";
    }
    return count;
  }

  private boolean decimalCommas() {
    for (int j = 1; j < fields.length; j += 2) {
      if (!fields[j].matches("[0-9]+([eE][+-]?[0-9]+)?[ \t]*")) {
        return false;
      }
    }
    return true;
  }
}
