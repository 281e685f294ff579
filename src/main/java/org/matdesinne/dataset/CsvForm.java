package org.matdesinne.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.matdesinne.config.InputException;

/**
 * How a table of text is to be read, as far as the user says.
 *
 * @param delimiter between columns
 * @param names of the columns of a file without a header; empty where the file has one
 */
public record CsvForm(Delimiter delimiter, Optional<List<String>> names) {

  /** A file with a header. */
  public static CsvForm withHeader(Delimiter delimiter) {
    return new CsvForm(delimiter, Optional.empty());
  }

  /**
   * Names in a text, parted by commas; a name with a comma stands in double quotes.
   *
   * @param option that has the text, for messages
   * @throws InputException when one is empty
   */
  public static List<String> names(String text, String option) {
    List<String> names =
        Arrays.stream(new CsvSplitter(Delimiter.COMMA).fields(text)).map(String::strip).toList();
    if (names.isEmpty() || names.contains("")) {
      throw new InputException(
          "%s is '%s'; give names parted by commas, one with a comma in double quotes",
          option, text);
    }
    return names;
  }
}
