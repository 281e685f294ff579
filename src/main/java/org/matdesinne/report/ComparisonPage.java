package org.matdesinne.report;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.matdesinne.metrics.Metric;
import org.matdesinne.metrics.PublishedValues;
import org.matdesinne.metrics.Stage;

/**
 * A comparison as a page of Markdown: one table and one picture for the eye, what their words mean,
 * how to make the page again, and behind all that a table for each metric.
 *
 * @param summary of what was measured
 * @param provenance what a reader must know to make the page again, a line each
 * @param picture name of the file beside the page that holds the picture
 */
public record ComparisonPage(ComparisonSummary summary, List<String> provenance, String picture) {

  /** Keeps a copy. */
  public ComparisonPage {
    provenance = List.copyOf(provenance);
  }

  /** The page. */
  public String render() {
    StringBuilder page = new StringBuilder("# Benchmark\n\n");
    page.append(opening()).append("\n\n");
    page.append(summary.table());
    page.append("\n![")
        .append(new ComparisonChart(summary).description())
        .append("](")
        .append(URLEncoder.encode(picture, StandardCharsets.UTF_8).replace("+", "%20"))
        .append(")\n\n");
    words().forEach(word -> page.append("- ").append(word).append('\n'));
    page.append("\n## How this page was made\n\n");
    provenance.forEach(line -> page.append(line).append('\n'));
    page.append("\n## Every metric in detail\n\n");
    page.append("Medians over the trainings; in parentheses the least and the greatest.\n");
    page.append(new ComparisonDetails(summary).render());
    return page.toString();
  }

  private String opening() {
    StringBuilder text =
        new StringBuilder("Each row is a system that proposes materials for target");
    text.append(" values of ").append(String.join(", ", summary.properties().names()));
    text.append(", in it a line for each\ntarget");
    text.append(summary.properties().several() ? " and property" : "");
    text.append(". Numbers are medians over the trainings of the system.");
    if (!summary.literature().isEmpty()) {
      String title = summary.published().work().title();
      text.append(" Rows marked \"published\"\ncome from ")
          .append(title.isEmpty() ? "the literature" : title)
          .append("; a single number there holds for all\ntargets.");
    }
    return text.toString();
  }

  /** What the columns mean, for a reader who sees such words for the first time. */
  private List<String> words() {
    List<MetricColumn> columns = summary.columns();
    PublishedValues.Work work = summary.published().work();
    boolean compared = !summary.literature().isEmpty();
    List<String> words = new ArrayList<>();
    if (columns.contains(ComparisonSummary.DRAWN)) {
      words.add(
          word(ComparisonSummary.DRAWN)
              + "how far a freshly drawn design is from the target, on average (mean absolute error)."
              + " The\n  design's property is predicted by the surrogate, a fast network that stands"
              + " in for a real calculation.");
    }
    if (columns.contains(ComparisonSummary.LOCALIZED)) {
      words.add(
          word(ComparisonSummary.LOCALIZED)
              + "the same for accepted candidates. Localization moves a draw in small steps until the"
              + " surrogate\n  says that it is at the target. It is accepted if it is then inside the"
              + " ranges of the training data and, depending\n  on the settings, neither a known"
              + " material nor too uncertain.");
    }
    if (columns.contains(ComparisonSummary.JUDGE)) {
      words.add(
          word(ComparisonSummary.JUDGE)
              + "the error of accepted candidates as the judge predicts it: another network, trained"
              + " apart,\n  that had no part in making them.");
    }
    if (columns.contains(ComparisonSummary.ORACLE)) {
      words.add(
          word(ComparisonSummary.ORACLE)
              + "the error of a sample of accepted candidates by the oracle, the calculation that a"
              + " surrogate\n  stands in for"
              + (compared && !work.oracle().isEmpty() ? ". Published: " + work.oracle() : "")
              + ".");
    }
    if (columns.contains(ComparisonSummary.YIELD)) {
      words.add(word(ComparisonSummary.YIELD) + "accepted candidates, of 100 draws.");
    }
    if (columns.contains(ComparisonSummary.UNIQUE)) {
      words.add(
          word(ComparisonSummary.UNIQUE)
              + "accepted candidates, of 100, that repeat no other accepted candidate."
              + (publishes(Metric.NOVEL_AVERAGE)
                  ? " Published systems\n  were measured by how much they differ from the training"
                      + " data instead: see Novelty below."
                  : ""));
    }
    if (columns.contains(ComparisonSummary.TIME)) {
      words.add(
          word(ComparisonSummary.TIME)
              + "computing time for 10,000 accepted candidates: to draw, select and localize, the sum"
              + " over all\n  parallel tasks."
              + (publishes(Metric.SECONDS_PER_ACCEPTED) ? publishedTime() : ""));
    }
    words.add(
        "**In the picture**, a thin line joins the least and the greatest of several trainings, and a"
            + " dot at the end of an\n  axis that begins with ≤ may lie further out.");
    return words;
  }

  private String publishedTime() {
    boolean isOfDraws =
        summary.published().figures().stream()
            .anyMatch(
                figure ->
                    figure.metric() == Metric.SECONDS_PER_ACCEPTED && figure.stage() == Stage.RAW);
    return " Published: the time that passed on "
        + summary.machineOfTheLiterature()
        + (isOfDraws ? "; of systems without localization, for\n  10,000 draws." : ".");
  }

  private boolean publishes(Metric metric) {
    return summary.published().figures().stream()
        .anyMatch(
            figure ->
                figure.metric() == metric
                    && summary.targets().stream().anyMatch(asked -> asked.holds(figure)));
  }

  private String word(MetricColumn column) {
    String title = column.title();
    return "**" + title.substring(0, 1).toUpperCase(Locale.ROOT) + title.substring(1) + "**: ";
  }
}
