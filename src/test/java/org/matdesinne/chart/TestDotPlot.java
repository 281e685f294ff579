package org.matdesinne.chart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.matdesinne.chart.DotPlot.Band;
import org.matdesinne.chart.DotPlot.Dot;
import org.matdesinne.chart.DotPlot.Row;
import org.matdesinne.chart.DotPlot.Series;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

class TestDotPlot {
  private static final List<Series> SERIES =
      List.of(new Series(Mark.CIRCLE, "first"), new Series(Mark.SQUARE, "second"));

  private static Dot dot(Mark mark, double value, boolean hollow) {
    return new Dot(mark, value, value / 2, value, hollow, "is " + value);
  }

  private static DotPlot plot(String name, Scale scale) {
    Row row =
        new Row(
            name,
            List.of(List.of(dot(Mark.CIRCLE, 0.1, false), dot(Mark.SQUARE, 1, true)), List.of()));
    return new DotPlot(
        "What & why",
        "Two dots.",
        List.of("left", "right"),
        List.of(new Band("error (m)", scale, SERIES, List.of(row))),
        "known");
  }

  private static Document drawn(DotPlot plot) throws Exception {
    return DocumentBuilderFactory.newInstance()
        .newDocumentBuilder()
        .parse(new ByteArrayInputStream(plot.render().getBytes(StandardCharsets.UTF_8)));
  }

  private static List<Element> elements(Document document, String name) {
    NodeList found = document.getElementsByTagName(name);
    List<Element> elements = new ArrayList<>();
    for (int i = 0; i < found.getLength(); i++) {
      elements.add((Element) found.item(i));
    }
    return elements;
  }

  private static List<String> texts(Document document) {
    return elements(document, "text").stream().map(Element::getTextContent).toList();
  }

  private static final Scale TENTHS = new Scale(0.01, 1, List.of(0.01, 0.1, 1.0), true);

  @Test
  void aPictureHasTitlesUnitsTicksAndALegend() throws Exception {
    assertThat(texts(drawn(plot("a <b>", TENTHS))))
        .containsExactly(
            "left",
            "right",
            "error (m)",
            "a <b>",
            "first",
            "second",
            "known",
            "0.01",
            "0.1",
            "1",
            "0.01",
            "0.1",
            "1");
  }

  @Test
  void thoseWhoCannotSeeItAreToldWhatItIs() throws Exception {
    Document document = drawn(plot("a", TENTHS));
    Element picture = document.getDocumentElement();
    assertThat(picture.getAttribute("role")).isEqualTo("img");
    assertThat(picture.getAttribute("aria-labelledby")).isEqualTo("title description");
    assertThat(elements(document, "title").get(0).getTextContent()).isEqualTo("What & why");
    assertThat(elements(document, "desc").get(0).getTextContent()).isEqualTo("Two dots.");
  }

  @Test
  void dotsLieWhereTheirValuesAre() throws Exception {
    Document document = drawn(plot("a", TENTHS));
    List<Element> ticks =
        elements(document, "text").stream()
            .filter(text -> text.getAttribute("class").equals("tick"))
            .toList();
    double middle = Double.parseDouble(ticks.get(1).getAttribute("x"));
    double end = Double.parseDouble(ticks.get(2).getAttribute("x"));
    List<Element> dots =
        elements(document, "path").stream().filter(path -> path.hasChildNodes()).toList();
    assertThat(dots).extracting(Element::getTextContent).containsExactly("is 0.1", "is 1.0");
    assertThat(dots)
        .extracting(path -> path.getAttribute("class"))
        .containsExactly("circle", "square hollow");
    assertThat(dots.get(0).getAttribute("d")).startsWith("M%.1f ".formatted(middle - 4));
    assertThat(dots.get(1).getAttribute("d")).startsWith("M%.1f ".formatted(end - 3.5));
  }

  @Test
  void aLineJoinsTheLeastAndTheGreatest() throws Exception {
    List<Element> spreads =
        elements(drawn(plot("a", TENTHS)), "line").stream()
            .filter(line -> line.getAttribute("class").equals("circle"))
            .toList();
    assertThat(spreads)
        .singleElement()
        .satisfies(
            line ->
                assertThat(Double.parseDouble(line.getAttribute("x1")))
                    .isLessThan(Double.parseDouble(line.getAttribute("x2"))));
  }

  @Test
  void whatIsTooSmallForTheAxisIsSaidToBeSo() throws Exception {
    assertThat(texts(drawn(plot("a", new Scale(0.5, 1, List.of(0.5, 1.0), true)))))
        .containsOnlyOnce("≤ 0.5", "0.5");
  }

  @Test
  void itIsReadableOnDarkGroundToo() {
    String style = plot("a", TENTHS).render();
    assertThat(style)
        .containsSubsequence(".ground { fill: #ffffff }", "(prefers-color-scheme: dark)");
    assertThat(style.substring(style.indexOf("(prefers-color-scheme: dark)")))
        .contains(".ground { fill: #0d1117 }", "text { fill: #e6edf3 }");
  }

  @Test
  void aRowHasDotsForEveryColumn() {
    Row row = new Row("short", List.of(List.of()));
    Band band = new Band("error", TENTHS, SERIES, List.of(row));
    assertThatThrownBy(() -> new DotPlot("", "", List.of("left", "right"), List.of(band), "known"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("short has dots for 1 of 2 columns");
  }
}
