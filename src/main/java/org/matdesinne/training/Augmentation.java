package org.matdesinne.training;

import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.dataset.Examples;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.SymmetryGroup;

/**
 * What training makes of the rows of a batch: noise on some of them, then a random image of each
 * under the design space's symmetries.
 *
 * <p>The images of rows that have no noise are the same in every epoch, and are computed once where
 * there is room for them.
 */
final class Augmentation {
  /** Design points kept, about 100 bytes each. */
  private static final long ROOM = 1_000_000;

  private final TrainingSettings.Augmentation kind;
  private final Examples rows;
  private final SymmetryGroup group;
  private final Predicate<double[]> allowed;
  private final Jitter jitter;
  private final double[][][] images; // (rows, allowed images, parameters), or none

  /**
   * The augmentation of some rows.
   *
   * @param rows whose deviations are the noise's unit
   */
  Augmentation(TrainingSettings settings, DesignSpace space, Examples rows) {
    kind = settings.augmentation();
    this.rows = rows;
    group = space.symmetryGroup();
    allowed =
        kind == TrainingSettings.Augmentation.SYMMETRY_IN_BOX
            ? Examples.inside(Ranges.of(rows.x()))
            : Examples.ANYWHERE;
    jitter = Jitter.of(settings, space, rows.x());
    boolean kept =
        kind != TrainingSettings.Augmentation.NONE
            && jitter.isNone()
            && (long) rows.rows() * group.size() <= ROOM;
    images =
        kept
            ? Arrays.stream(rows.x()).map(this::images).toArray(double[][][]::new)
            : new double[0][][];
  }

  private double[][] images(double[] row) {
    List<SymmetryGroup.Element> elements = group.elements();
    return IntStream.range(0, elements.size())
        .mapToObj(e -> e == 0 ? row : elements.get(e).apply(row))
        .filter(image -> image == row || allowed.test(image))
        .toArray(double[][]::new);
  }

  /**
   * A batch.
   *
   * @param numbers of the rows that it is made of
   * @param random of noise and images
   */
  Examples batch(int[] numbers, UniformRandomProvider random) {
    Examples batch = rows.pick(numbers);
    if (images.length > 0) {
      double[][] drawn = new double[numbers.length][];
      for (int i = 0; i < drawn.length; i++) {
        double[][] of = images[numbers[i]];
        drawn[i] = of[random.nextInt(of.length)];
      }
      return batch.at(drawn);
    }
    // Noise comes first: the image of a point on a slice may lie off it, or on a curved one.
    Examples moved = jitter.isNone() ? batch : batch.at(jitter.apply(batch.x(), random));
    return kind == TrainingSettings.Augmentation.NONE
        ? moved
        : moved.images(group, allowed, random);
  }
}
