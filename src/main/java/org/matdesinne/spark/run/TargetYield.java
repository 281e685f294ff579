package org.matdesinne.spark.run;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.annotation.JsonSerialize;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Target;
import org.matdesinne.pipeline.Shortfall;
import org.matdesinne.selection.Rejection;
import org.matdesinne.settings.RunSettings;

/**
 * What a generation gave for one target.
 *
 * @param target as tables spell it, see {@link Target#label}
 * @param wanted accepted candidates that were asked for
 * @param draws candidates written, one a draw
 * @param accepted those that passed every selection
 * @param givenUp whether nothing was accepted and nothing more drawn
 * @param rejected how many of the others were dropped for each reason, as tables spell it
 */
public record TargetYield(
    @JsonSerialize(using = NumberOrText.class) String target,
    long wanted,
    long draws,
    long accepted,
    boolean givenUp,
    Map<String, Long> rejected) {

  /** Keeps a copy, in the order of the names. */
  public TargetYield {
    rejected = new TreeMap<>(rejected);
  }

  /**
   * What was written of a target.
   *
   * @param wanted accepted candidates that were asked for
   * @param rejected how many of the others were dropped for each reason
   */
  public static TargetYield of(
      String target, long wanted, long accepted, Map<String, Long> rejected) {
    long others = rejected.values().stream().mapToLong(Long::longValue).sum();
    return new TargetYield(target, wanted, accepted + others, accepted, accepted == 0, rejected);
  }

  /** Writes the label of a number as one. */
  private static final class NumberOrText extends StdSerializer<String> {
    private static final long serialVersionUID = 1L;

    NumberOrText() {
      super(String.class);
    }

    @Override
    public void serialize(String label, JsonGenerator json, SerializerProvider provider)
        throws IOException {
      OptionalDouble number = Target.number(label);
      if (number.isPresent()) {
        json.writeNumber(number.getAsDouble());
      } else {
        json.writeString(label);
      }
    }
  }

  /** Whether fewer were accepted than asked for. */
  public boolean fellShort() {
    return accepted < wanted;
  }

  /** How many met the target, but were too uncertain or too far from all that was known. */
  public long abstained() {
    return reasons().entrySet().stream()
        .filter(each -> each.getKey().abstains())
        .mapToLong(Map.Entry::getValue)
        .sum();
  }

  /** What there is to say of a target that got too few. */
  public Shortfall shortfall(RunSettings settings) {
    return new Shortfall(
        settings.generation(), settings.properties(), target, draws, accepted, reasons());
  }

  private Map<Rejection, Long> reasons() {
    Map<Rejection, Long> reasons = new EnumMap<>(Rejection.class);
    for (Rejection rejection : Rejection.values()) {
      Long count = rejected.get(rejection.reason());
      if (count != null) {
        reasons.put(rejection, count);
      }
    }
    return reasons;
  }

  /**
   * What all targets got, on one line.
   *
   * @param properties that were asked for
   */
  public static String summary(List<TargetYield> yields, Properties properties) {
    return yields.stream()
        .map(
            each ->
                String.format(
                    Locale.ROOT,
                    "%,d of %,d accepted for %s%s",
                    each.accepted,
                    each.wanted,
                    properties.amount(each.target),
                    each.givenUp ? " (given up)" : ""))
        .collect(Collectors.joining(", "));
  }
}
