package org.matdesinne.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.matdesinne.report.TextTable.Column;

/**
 * How fast candidates were made, and what that is on this machine: ratios of figures that were
 * measured in the same minutes, the higher the better. Those of several machines or hours can be
 * compared, seconds cannot.
 *
 * @param codeVersion of this program
 * @param model whose candidates they are
 * @param slots tasks at a time
 * @param figures by what they are of, seconds among them
 * @param ratios by what they are of
 */
public record SpeedReport(
    String codeVersion,
    String model,
    int slots,
    Map<String, Double> figures,
    Map<String, Double> ratios) {
  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /** Less than this share of a saved ratio is told. */
  private static final double WORSE = 0.8;

  /** Keeps copies. */
  public SpeedReport {
    figures = new TreeMap<>(figures);
    ratios = new TreeMap<>(ratios);
  }

  /**
   * Reads what {@link #json} wrote.
   *
   * @throws IllegalArgumentException when it is something else
   */
  public static SpeedReport parse(String json) {
    try {
      return JSON.readValue(json, SpeedReport.class);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(e.getOriginalMessage(), e);
    }
  }

  /** For {@link #parse}. */
  public String json() {
    try {
      return JSON.writeValueAsString(this) + "\n";
    } catch (JsonProcessingException e) {
      throw new IllegalStateException(e);
    }
  }

  /** The ratios that are more than a fifth below those of {@code saved}, a line each. */
  public List<String> regressions(SpeedReport saved) {
    return ratios.entrySet().stream()
        .filter(each -> saved.ratios.containsKey(each.getKey()))
        .filter(each -> each.getValue() < WORSE * saved.ratios.get(each.getKey()))
        .map(
            each ->
                String.format(
                    Locale.ROOT,
                    "%s: %s, and %s with %s",
                    each.getKey(),
                    number(each.getValue()),
                    number(saved.ratios.get(each.getKey())),
                    saved.codeVersion))
        .toList();
  }

  /** All figures as a table. */
  public String render() {
    TextTable table = new TextTable(List.of(Column.text("figure"), Column.numbers("measured")));
    figures.forEach((what, value) -> table.row(List.of(what, number(value))));
    ratios.forEach((what, value) -> table.row(List.of(what, number(value))));
    return table.render();
  }

  /** Three digits that matter. */
  private static String number(double value) {
    return value >= 100
        ? String.format(Locale.ROOT, "%,.0f", value)
        : String.format(Locale.ROOT, value >= 10 ? "%.1f" : value >= 1 ? "%.2f" : "%.3f", value);
  }
}
