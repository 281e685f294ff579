package org.matdesinne.settings;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.apache.commons.rng.sampling.PermutationSampler;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * Values of a network's settings; every combination may be a trial.
 *
 * @param values by key within the network's object, such as {@code architecture.blocks}; HOCON
 */
public record SearchGrid(Map<String, List<String>> values) {
  /** More would not be a grid that anybody meant. */
  private static final int MAX_COMBINATIONS = 1_000_000;

  /** Keeps keys in order. */
  public SearchGrid {
    values = new TreeMap<>(values);
    values.forEach(
        (key, list) -> {
          if (list.isEmpty()) {
            throw new InputException(
                "the search grid gives no value of '%s'; name at least one", key);
          }
        });
  }

  static SearchGrid from(Section section) {
    return new SearchGrid(section.lists());
  }

  /**
   * One combination.
   *
   * @param number of it in the whole grid, from 1
   * @param values one a key
   */
  public record Trial(int number, Map<String, String> values) {

    /** Keeps keys in order. */
    public Trial {
      values = new TreeMap<>(values);
    }

    /** The values as {@code networks.NETWORK.key=value}. */
    public List<String> assignments(String network) {
      return values.entrySet().stream()
          .map(each -> "networks." + network + "." + each.getKey() + "=" + each.getValue())
          .toList();
    }

    /** The values on one line. */
    public String text() {
      return String.join(
          ", ",
          values.entrySet().stream().map(each -> each.getKey() + "=" + each.getValue()).toList());
    }
  }

  /**
   * The trials, in the grid's order: all combinations, or a random choice of {@code most}.
   *
   * @param seed of the choice
   */
  public List<Trial> trials(int most, long seed) {
    int combinations = combinations();
    int[] chosen =
        combinations <= most
            ? IntStream.range(0, combinations).toArray()
            : new PermutationSampler(RandomSource.PHILOX_4X64.create(seed), combinations, most)
                .sample();
    Arrays.sort(chosen);
    return IntStream.of(chosen).mapToObj(this::trial).toList();
  }

  private int combinations() {
    long product = 1;
    for (List<String> list : values.values()) {
      product *= list.size();
      if (product > MAX_COMBINATIONS) {
        throw new InputException(
            "a search grid has more than %,d combinations; give fewer values", MAX_COMBINATIONS);
      }
    }
    return (int) product;
  }

  /** The last key changes fastest. */
  private Trial trial(int index) {
    Map<String, String> chosen = new TreeMap<>();
    int rest = index;
    List<String> keys = new ArrayList<>(values.keySet());
    for (int k = keys.size() - 1; k >= 0; k--) {
      List<String> list = values.get(keys.get(k));
      chosen.put(keys.get(k), list.get(rest % list.size()));
      rest /= list.size();
    }
    return new Trial(index + 1, chosen);
  }
}
