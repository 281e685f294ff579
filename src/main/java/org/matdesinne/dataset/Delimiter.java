package org.matdesinne.dataset;

import java.util.List;

/** What stands between the columns of a table of text. */
public enum Delimiter {
  /** Found out from the header. */
  AUTO('\0'),
  /** As in most files. */
  COMMA(','),
  /** As spreadsheets write where decimals have a comma, which is read then, too. */
  SEMICOLON(';'),
  /** As in files that end with {@code .tsv}. */
  TAB('\t');

  /** In this order where two of them are as good. */
  static final List<Delimiter> KNOWN = List.of(COMMA, SEMICOLON, TAB);

  private final char character;

  Delimiter(char character) {
    this.character = character;
  }

  char character() {
    return character;
  }
}
