package org.matdesinne.chart;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * An SVG document that is being written: its ground, its styles for light and dark, its text
 * alternatives, and the few elements that charts are made of. Lengths are pixels.
 */
final class Svg {
  private static final String NAMESPACE = "http://www.w3.org/2000/svg";

  /** An average letter of the typeface, in pixels: what texts are given room by. */
  private static final double LETTER = 6.8;

  private final StringWriter text = new StringWriter();
  private final XMLStreamWriter xml;

  /** Which point of a text stands where it is put. */
  enum Anchor {
    START,
    MIDDLE,
    END
  }

  /**
   * Begins a document.
   *
   * @param title read aloud in the place of the picture
   * @param description what the picture shows, for who cannot see it
   */
  Svg(double width, double height, String title, String description) {
    try {
      xml = XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(text);
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
    write(
        () -> {
          xml.writeStartElement("svg");
          xml.writeDefaultNamespace(NAMESPACE);
          attribute("width", number(width));
          attribute("height", number(height));
          attribute("viewBox", "0 0 " + number(width) + " " + number(height));
          attribute("role", "img");
          attribute("aria-labelledby", "title description");
        });
    labelled("title", title);
    labelled("desc", description);
    write(
        () -> {
          line();
          xml.writeStartElement("style");
          xml.writeCharacters(styles());
          xml.writeEndElement();
          line();
          xml.writeEmptyElement("rect");
          attribute("class", "ground");
          attribute("width", "100%");
          attribute("height", "100%");
        });
  }

  private void labelled(String element, String content) {
    write(
        () -> {
          line();
          xml.writeStartElement(element);
          attribute("id", element.equals("desc") ? "description" : element);
          xml.writeCharacters(content);
          xml.writeEndElement();
        });
  }

  /** Room that a text takes, about. */
  static double room(String text) {
    return LETTER * text.length();
  }

  void line(double x1, double y1, double x2, double y2, String style) {
    write(
        () -> {
          line();
          xml.writeEmptyElement("line");
          attribute("class", style);
          attribute("x1", number(x1));
          attribute("y1", number(y1));
          attribute("x2", number(x2));
          attribute("y2", number(y2));
        });
  }

  void text(double x, double y, Anchor anchor, String style, String content) {
    write(
        () -> {
          line();
          xml.writeStartElement("text");
          attribute("class", style);
          attribute("x", number(x));
          attribute("y", number(y));
          if (anchor != Anchor.START) {
            attribute("text-anchor", anchor.name().toLowerCase(Locale.ROOT));
          }
          xml.writeCharacters(content);
          xml.writeEndElement();
        });
  }

  /**
   * A mark.
   *
   * @param hollow whether only its outline is drawn
   * @param label what it says, shown by viewers under the pointer; empty for none
   */
  void mark(Mark mark, double x, double y, boolean hollow, String label) {
    write(
        () -> {
          line();
          xml.writeStartElement("path");
          attribute("class", mark.style() + (hollow ? " hollow" : ""));
          attribute("d", mark.path(x, y));
          if (!label.isEmpty()) {
            xml.writeStartElement("title");
            xml.writeCharacters(label);
            xml.writeEndElement();
          }
          xml.writeEndElement();
        });
  }

  /** Ends the document. */
  String finish() {
    write(
        () -> {
          line();
          xml.writeEndElement();
          line();
          xml.writeEndDocument();
        });
    return text.toString();
  }

  private static String styles() {
    StringBuilder rules =
        new StringBuilder(
            "\ntext { font: 12px system-ui, 'Segoe UI', Helvetica, Arial, sans-serif }");
    rules.append("\n.heading { font-weight: bold }\npath { stroke-width: 1.5 }");
    colors(rules, "", false);
    rules.append("\n@media (prefers-color-scheme: dark) {");
    colors(rules, "  ", true);
    return rules.append("\n}\n").toString();
  }

  private static void colors(StringBuilder rules, String indent, boolean dark) {
    String ground = dark ? "#0d1117" : "#ffffff";
    rule(rules, indent, ".ground", "fill", ground);
    rule(rules, indent, "text", "fill", dark ? "#e6edf3" : "#1f2328");
    rule(rules, indent, ".grid", "stroke", dark ? "#30363d" : "#d8dee4");
    rule(rules, indent, ".axis", "stroke", dark ? "#8b949e" : "#6e7781");
    for (Mark mark : Mark.values()) {
      String color = mark.color(dark);
      rules
          .append("\n")
          .append(indent)
          .append(".")
          .append(mark.style())
          .append(" { stroke: ")
          .append(color)
          .append("; fill: ")
          .append(color)
          .append(" }");
    }
    // Not filled with nothing: lines behind a mark would show through it.
    rule(rules, indent, ".hollow", "fill", ground);
  }

  private static void rule(
      StringBuilder rules, String indent, String selector, String property, String value) {
    rules
        .append("\n")
        .append(indent)
        .append(selector)
        .append(" { ")
        .append(property)
        .append(": ")
        .append(value)
        .append(" }");
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, value);
  }

  private void line() throws XMLStreamException {
    xml.writeCharacters("\n");
  }

  private static String number(double value) {
    String text = String.format(Locale.ROOT, "%.1f", value);
    return text.endsWith(".0") ? text.substring(0, text.length() - 2) : text;
  }

  private interface Writing {
    void run() throws XMLStreamException;
  }

  /** A writer of strings does not fail. */
  private static void write(Writing writing) {
    try {
      writing.run();
    } catch (XMLStreamException e) {
      throw new IllegalStateException(e);
    }
  }
}
