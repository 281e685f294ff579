package org.matdesinne.pipeline;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.design.Goal;
import org.matdesinne.design.Target;
import org.matdesinne.generator.LatentSource;

/**
 * The values of the properties that a generator is asked for: the wanted ones, and where a target
 * leaves a choice those of known labels that meet it, each as likely as any other. Where few known
 * labels meet it, the nearest ones are moved to the nearest values that do.
 *
 * <p>What a candidate is drawn for depends on (seed, target, candidate index) alone.
 *
 * @param seed of the run
 * @param choices for each target that leaves a choice: (rows, properties) that meet it
 */
public record Conditions(long seed, Map<Target, double[][]> choices) implements Serializable {
  /** So few known labels say little about how they are distributed. */
  private static final int FEWEST = 20;

  /** So many say enough. */
  private static final int MOST = 4096;

  /** Apart from the streams of latents, which begin at 0. */
  private static final long STREAM = 1;

  /**
   * The conditions of targets.
   *
   * @param known (rows, properties), labels or predictions; may be empty where no target leaves a
   *     choice
   * @param spread (properties), standard deviations, by which distances are measured
   */
  public static Conditions of(long seed, List<Target> targets, double[][] known, double[] spread) {
    Map<Target, double[][]> choices = new LinkedHashMap<>();
    for (Target target : targets) {
      if (!target.isPoint()) {
        choices.put(target, choices(target, known, spread));
      }
    }
    return new Conditions(seed, choices);
  }

  private static double[][] choices(Target target, double[][] known, double[] spread) {
    if (known.length == 0) {
      throw new IllegalArgumentException("no labels to choose from for target " + target);
    }
    double[] distance = new double[known.length];
    Arrays.setAll(distance, i -> distance(target, known[i], spread));
    int[] order =
        IntStream.range(0, known.length)
            .boxed()
            .sorted(Comparator.comparingDouble(i -> distance[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    int meeting = (int) Arrays.stream(distance).filter(each -> each == 0).count();
    int count = Math.min(known.length, Math.max(FEWEST, meeting));
    // Of very many that meet it every so manieth, in their own order.
    int step = Math.max(1, count / MOST);
    return IntStream.range(0, count / step)
        .mapToObj(i -> target.nearest(known[order[i * step]]))
        .toArray(double[][]::new);
  }

  /** How far values are from meeting a target, where wanted values leave no choice. */
  private static double distance(Target target, double[] values, double[] spread) {
    double[] missed = target.missedBy(values);
    double sum = 0;
    for (int k = 0; k < missed.length; k++) {
      Goal goal = target.goals().get(k);
      // No label has exactly a wanted value: what counts is how near it is.
      double free = goal.isValue() ? VALUE_WINDOW * spread[k] : 0;
      double beyond = Math.max(0, missed[k] - free) / spread[k];
      sum += beyond * beyond;
    }
    return sum;
  }

  /** Of the spread: labels so near a wanted value tell how others go with it. */
  private static final double VALUE_WINDOW = 0.1;

  /**
   * What consecutive candidates are drawn for.
   *
   * @param first index of the first one
   * @return (count, properties), in their units
   */
  public double[][] draw(Target target, long first, int count) {
    double[][] drawn = new double[count][];
    double[][] from = choices.get(target);
    if (from == null) {
      Arrays.fill(drawn, target.goals().stream().mapToDouble(Goal::lower).toArray());
      return drawn;
    }
    long key = LatentSource.key(target);
    for (int i = 0; i < count; i++) {
      UniformRandomProvider random =
          RandomSource.PHILOX_4X64.create(new long[] {seed, key, STREAM, 0, first + i, 0});
      drawn[i] = from[random.nextInt(from.length)];
    }
    return drawn;
  }
}
