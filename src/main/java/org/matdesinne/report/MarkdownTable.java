package org.matdesinne.report;

import java.util.List;

/**
 * A table of Markdown: a first column of names, all others of numbers.
 *
 * @param header titles of the columns
 * @param rows cells, as many in each as there are columns
 */
record MarkdownTable(List<String> header, List<List<String>> rows) {

  /** The table, with a line break at its end. */
  String render() {
    StringBuilder text = new StringBuilder(line(header));
    text.append("|---|").append("---:|".repeat(header.size() - 1)).append('\n');
    rows.forEach(row -> text.append(line(row)));
    return text.toString();
  }

  private static String line(List<String> cells) {
    return "| " + String.join(" | ", cells) + " |\n";
  }
}
