package org.matdesinne.settings;

import java.util.List;
import java.util.Map;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * How the best settings of a network are searched for.
 *
 * @param trials at most so many combinations of a grid are tried
 * @param seeds trainings of each, with a seed each
 * @param draws from a generator for each target, that it is scored by
 * @param minInRange share of these draws inside the training ranges, below which a trial does not
 *     count
 * @param minUnique the same of the share that repeats no earlier draw
 * @param maxDiscrepancy from the validation rows of a target, see {@link
 *     org.matdesinne.metrics.KernelTwoSample}, the mean over the targets, above which it does not
 *     either
 * @param grids the values to choose from, by network
 */
public record SearchSettings(
    int trials,
    int seeds,
    int draws,
    double minInRange,
    double minUnique,
    double maxDiscrepancy,
    Map<String, SearchGrid> grids) {

  static SearchSettings from(Section section) {
    return new SearchSettings(
        section.integer("trials", 1),
        section.integer("seeds", 1),
        section.integer("draws", 2),
        section.number("min-in-range", 0, 1),
        section.number("min-unique", 0, 1),
        section.number("max-discrepancy", 0, 2),
        section.named("grids", SearchGrid::from));
  }

  /**
   * The grid of a network.
   *
   * @throws InputException when it has none
   */
  public SearchGrid grid(String network) {
    SearchGrid grid = grids.get(network);
    if (grid == null) {
      throw new InputException(
          "there is nothing to search for network '%s': search.grids has %s; add"
              + " search.grids.%s",
          network, grids.isEmpty() ? "none" : List.copyOf(grids.keySet()), network);
    }
    return grid;
  }
}
