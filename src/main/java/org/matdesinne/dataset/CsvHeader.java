package org.matdesinne.dataset;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.matdesinne.config.InputException;

/**
 * The columns of a table of text.
 *
 * @param names in order
 * @param delimiter between columns, not {@link Delimiter#AUTO}
 * @param text of the line that names them; empty where the file has none
 */
public record CsvHeader(List<String> names, Delimiter delimiter, String text)
    implements Serializable {

  /** Keeps a list that tasks can be sent. */
  public CsvHeader {
    names = List.copyOf(names);
  }

  /**
   * Reads the first lines of a file: comments, blank lines, and the header or the first row.
   *
   * @param form what the user says of it
   * @param wanted columns; a delimiter by which the header has them is the right one
   * @throws InputException when there is no header or row, or it is none
   */
  public static CsvHeader read(CsvFile file, CsvForm form, List<String> wanted) {
    CsvLine line =
        file.content()
            .orElseThrow(
                () ->
                    new InputException(
                        form.names().isEmpty()
                            ? "%s holds no header; its first line must name the columns"
                            : "%s holds no rows; give at least one",
                        file.name()));
    if (form.names().isPresent()) {
      return withoutHeader(line, form, form.names().get());
    }
    Delimiter delimiter = delimiter(line, form, wanted);
    List<String> names = fields(line, delimiter);
    requireNames(line, names);
    return new CsvHeader(names, delimiter, line.text());
  }

  private static CsvHeader withoutHeader(CsvLine line, CsvForm form, List<String> names) {
    Delimiter delimiter =
        form.delimiter() == Delimiter.AUTO
            ? Delimiter.KNOWN.stream()
                .filter(each -> fields(line, each).size() == names.size())
                .findFirst()
                .orElse(mostColumns(line))
            : form.delimiter();
    int found = fields(line, delimiter).size();
    if (found != names.size()) {
      throw new InputException(
          "%s has %d %s, but --columns names %d: %s",
          line.where(),
          found,
          found == 1 ? "column" : "columns",
          names.size(),
          String.join(", ", names));
    }
    requireOnce("--columns", names);
    return new CsvHeader(names, delimiter, "");
  }

  private static Delimiter delimiter(CsvLine line, CsvForm form, List<String> wanted) {
    if (form.delimiter() != Delimiter.AUTO) {
      return form.delimiter();
    }
    return Delimiter.KNOWN.stream()
        .filter(each -> fields(line, each).containsAll(wanted))
        .filter(each -> !wanted.isEmpty())
        .findFirst()
        .orElse(mostColumns(line));
  }

  private static Delimiter mostColumns(CsvLine line) {
    // Of equals the first: max would take the last.
    return Delimiter.KNOWN.stream()
        .min(Comparator.comparing(each -> -fields(line, each).size()))
        .orElseThrow();
  }

  private static List<String> fields(CsvLine line, Delimiter delimiter) {
    return Arrays.stream(new CsvSplitter(delimiter).fields(line.text()))
        .map(String::strip)
        .toList();
  }

  private static void requireNames(CsvLine line, List<String> names) {
    if (names.stream().allMatch(name -> name.isEmpty() || DecimalNumber.is(name))) {
      throw new InputException(
          "%s holds numbers (%s), not the names of columns; write a header above them, or name the"
              + " columns by --columns",
          line.where(), FieldFault.shown(line.text()));
    }
    requireOnce(line.where(), names);
  }

  private static void requireOnce(String where, List<String> names) {
    Set<String> seen = new HashSet<>();
    String twice =
        names.stream()
            .filter(name -> !name.isEmpty() && !seen.add(name))
            .distinct()
            .collect(Collectors.joining(", "));
    if (!twice.isEmpty()) {
      throw new InputException("%s names columns twice: %s; give each its own name", where, twice);
    }
  }
}
