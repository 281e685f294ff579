package org.matdesinne.oracle;

import java.util.Locale;

/**
 * What an oracle said of one design point.
 *
 * @param status whether there are values, and if not, what to expect of another try
 * @param values (properties), finite, in the order of the configuration's properties; none where
 *     there is no value
 * @param message what the oracle said beside its values; why there are none, where there are none
 * @param seconds that it took, all tries together
 */
public record Outcome(Status status, double[] values, String message, double seconds) {
  private static final double[] NONE = {};

  /** How the calculation of a point ended. */
  public enum Status {
    /** With a value for each property. */
    VALUE("gave values"),
    /** The calculation ran and did not converge: its numbers mean nothing. */
    NOT_CONVERGED("did not converge"),
    /** It failed in a way that another try may not. */
    RETRY("failed, and may be tried again"),
    /** It failed, and would fail again. */
    FAILED("failed for good");

    private final String words;

    Status(String words) {
      this.words = words;
    }

    /** As tables and manifests call it. */
    public String column() {
      return name().toLowerCase(Locale.ROOT);
    }

    /** The status that tables call {@code column}. */
    public static Status ofColumn(String column) {
      return valueOf(column.toUpperCase(Locale.ROOT));
    }

    /** As people say it, after a number of points. */
    public String words() {
      return words;
    }
  }

  /** Values. */
  static Outcome value(double[] values, String message) {
    return new Outcome(Status.VALUE, values, message, 0);
  }

  /** None. */
  static Outcome without(Status status, String message) {
    return new Outcome(status, NONE, message, 0);
  }

  Outcome after(double taken) {
    return new Outcome(status, values, message, taken);
  }
}
