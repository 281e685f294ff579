package org.matdesinne.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.Mos2Space;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.SymmetryGroup;

class TestExamples {
  private static final int ROWS = 24_000;
  private static final double[] POINT = {3.1, 3.3, 12, 88, 93, 118, 0.3};

  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(1L);
  private final SymmetryGroup group = Mos2Space.read().symmetryGroup();
  private final double[][] images = group.images(POINT);

  private static Examples copies() {
    double[][] x = IntStream.range(0, ROWS).mapToObj(i -> POINT).toArray(double[][]::new);
    return new Examples(x, IntStream.range(0, ROWS).asDoubleStream().toArray());
  }

  /** How often each image stands there. */
  private int[] counts(Examples examples) {
    int[] counts = new int[images.length];
    for (double[] row : examples.x()) {
      counts[Arrays.asList(images).indexOf(imageLike(row))]++;
    }
    return counts;
  }

  private double[] imageLike(double[] row) {
    return Arrays.stream(images).filter(image -> Arrays.equals(image, row)).findAny().orElseThrow();
  }

  @Test
  void everyImageComesEquallyOften() {
    Examples found = copies().images(group, random);
    assertThat(found.y()).containsExactly(copies().y());
    // Five standard deviations of a count.
    assertThat(IntStream.of(counts(found))).allMatch(count -> count >= 845 && count <= 1155);
  }

  @Test
  void ofTheImagesInTheBoxEachComesEquallyOften() {
    Ranges box =
        new Ranges(
            new double[] {2, 2, 11, 87, 87, 110, 0}, new double[] {4, 4, 13, 93.5, 93.5, 119, 1});
    int[] counts = counts(copies().images(group, box, random));
    int[] inside =
        IntStream.range(0, images.length).filter(i -> box.firstOutside(images[i]) < 0).toArray();
    assertThat(inside).hasSizeBetween(2, images.length - 1).contains(0);
    assertThat(IntStream.of(inside).map(i -> counts[i]).sum()).isEqualTo(ROWS);
    double expected = (double) ROWS / inside.length;
    for (int i : inside) {
      assertThat((double) counts[i]).isCloseTo(expected, within(5 * Math.sqrt(expected)));
    }
  }

  @Test
  void aRowOutsideTheBoxIsStillItsOwnImage() {
    Ranges elsewhere = new Ranges(new double[7], new double[7]);
    double[][] found = copies().images(group, elsewhere, random).x();
    assertThat(found).hasNumberOfRows(ROWS);
    assertThat(Arrays.stream(found)).allMatch(row -> Arrays.equals(row, POINT));
  }
}
