package org.matdesinne.design;

import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.matdesinne.config.InputException;

/** A design point as a person writes it: {@code a=3.2, b=1.5}, each parameter once. */
public final class PointText {
  private static final Pattern VALUE =
      Pattern.compile("\\s*=\\s*([-+]?(?:\\d+\\.?\\d*|\\.\\d+)(?:[eE][-+]?\\d+)?)\\s*(,\\s*|$)");

  private PointText() {}

  /** Whether a text is meant as a point, and not as the name of a file. */
  public static boolean isPoint(String text, DesignSpace space) {
    return space.names().stream().anyMatch(name -> starts(text.strip(), name));
  }

  private static boolean starts(String text, String name) {
    return text.startsWith(name) && text.substring(name.length()).strip().startsWith("=");
  }

  /**
   * Reads a point; only a parameter that never varies may be left out.
   *
   * @throws InputException when it is none
   */
  public static double[] parse(String text, DesignSpace space) {
    double[] point = space.parameters().stream().mapToDouble(DesignParameter::reference).toArray();
    boolean[] given = new boolean[point.length];
    String rest = text.strip();
    while (!rest.isEmpty()) {
      String here = rest;
      DesignParameter parameter =
          space.parameters().stream()
              .filter(each -> starts(here, each.name()))
              .max(Comparator.comparingInt(each -> each.name().length()))
              .orElseThrow(
                  () ->
                      new InputException(
                          "point '%s': '%s' begins with the name of no design parameter; write"
                              + " NAME=VALUE, several parted by commas; there are: %s",
                          text, here, String.join(", ", space.names())));
      int j = space.indexOf(parameter.name());
      Matcher value = VALUE.matcher(rest.substring(parameter.name().length()));
      if (!value.lookingAt() || given[j]) {
        throw new InputException(
            "point '%s': '%s' gives %s; write NAME=VALUE, several parted by commas, each once",
            text, rest, given[j] ? parameter.name() + " twice" : "no number");
      }
      given[j] = true;
      point[j] = Double.parseDouble(value.group(1));
      rest = rest.substring(parameter.name().length() + value.end());
    }
    for (DesignParameter parameter : space.parameters()) {
      int j = space.indexOf(parameter.name());
      if (!given[j] && parameter.minimum() < parameter.maximum()) {
        throw new InputException(
            "point '%s' gives no %s; give all of: %s",
            text, parameter.name(), String.join(", ", space.names()));
      }
    }
    if (!Arrays.stream(point).allMatch(Double::isFinite)) {
      throw new InputException("point '%s' holds a number that is not finite", text);
    }
    return point;
  }
}
