package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Mos2Space;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.SymmetryGroup;

class TestExamples {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("angle", "degree", 60, 120, 90, Role.LATTICE, 90),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));
  private static final Examples POINTS =
      new Examples(
          new double[][] {{90, 0.5}, {85, 0.25}, {95, 0}, {80, -0.5}},
          new double[] {0.5, 0.54, 0.45, 1});

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
    assertThat(found.y()).isDeepEqualTo(copies().y());
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

  @Test
  void pointsOffReferenceHaveNoParameterThere() {
    Examples off = POINTS.offReference(SPACE);
    assertThat(off.x()).isDeepEqualTo(new double[][] {{85, 0.25}, {80, -0.5}});
    assertThat(off.y()).isDeepEqualTo(new double[][] {{0.54}, {1}});
  }

  @Test
  void aSampleHoldsDifferentRowsWithTheirOwnLabels() {
    Examples many = numbered(1000);
    Examples sample = many.sample(300, 1);
    assertThat(sample.y(0)).hasSize(300).doesNotHaveDuplicates();
    for (int i = 0; i < 300; i++) {
      assertThat(sample.x()[i]).containsExactly(sample.y()[i]);
    }
    // Of the first rows alone, the mean would be 149.5; a sample's spreads by 14 around 499.5.
    assertThat(Arrays.stream(sample.y(0)).average().orElseThrow()).isBetween(450.0, 550.0);
  }

  @Test
  void aSampleIsTheSeedsAndNotMoreThanThereIs() {
    Examples many = numbered(1000);
    assertThat(many.sample(300, 1).y(0)).containsExactly(many.sample(300, 1).y(0));
    assertThat(many.sample(300, 2).y(0)).isNotEqualTo(many.sample(300, 1).y(0));
    assertThat(POINTS.sample(9, 1).y(0)).containsExactlyInAnyOrder(POINTS.y(0));
    assertThat(numbered(0).sample(9, 1).y()).isEmpty();
  }

  @Test
  void pointsWithoutTheirLabelsAreRejected() {
    assertThatThrownBy(() -> new Examples(new double[3][1], new double[2]))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("3 design points, 2 labels");
  }

  private static Examples numbered(int rows) {
    double[] numbers = IntStream.range(0, rows).asDoubleStream().toArray();
    return new Examples(
        Arrays.stream(numbers).mapToObj(i -> new double[] {i}).toArray(double[][]::new), numbers);
  }
}
