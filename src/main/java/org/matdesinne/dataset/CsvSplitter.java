package org.matdesinne.dataset;

import com.univocity.parsers.csv.CsvParser;
import com.univocity.parsers.csv.CsvParserSettings;

/**
 * Takes lines of a table apart into fields: blanks around a field and quotes do not count. Not for
 * several threads.
 */
final class CsvSplitter {
  private static final int MOST_COLUMNS = 100_000;

  /** Characters of a usual line; longer ones are read in parts. */
  private static final int LINE = 4096;

  private final CsvParser parser;

  /** Parts at {@code delimiter}, which is not {@link Delimiter#AUTO}. */
  CsvSplitter(Delimiter delimiter) {
    CsvParserSettings settings = new CsvParserSettings();
    settings.getFormat().setDelimiter(delimiter.character());
    // Comments are the caller's: to this parser a line is a row.
    settings.getFormat().setComment('\0');
    settings.setNullValue("");
    settings.setEmptyValue("");
    settings.setMaxCharsPerColumn(-1);
    settings.setInputBufferSize(LINE);
    settings.setMaxColumns(MOST_COLUMNS);
    parser = new CsvParser(settings);
  }

  /** The fields of a line; none where it is blank. */
  String[] fields(String line) {
    String[] fields = parser.parseLine(line);
    return fields == null ? new String[0] : fields;
  }
}
