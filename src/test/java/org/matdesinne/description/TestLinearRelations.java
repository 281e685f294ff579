package org.matdesinne.description;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Random;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class TestLinearRelations {
  private static LinearRelations of(int columns, Function<Random, double[]> row) {
    Random random = new Random(1);
    Comoments moments = new Comoments(columns);
    for (int i = 0; i < 300; i++) {
      moments.add(row.apply(random));
    }
    return LinearRelations.of(moments);
  }

  @Test
  void independentColumnsAreNotRelated() {
    LinearRelations found =
        of(3, r -> new double[] {r.nextDouble(), 1e6 * r.nextDouble(), r.nextGaussian()});
    assertThat(found.copies()).isEmpty();
    assertThat(found.sums()).isEmpty();
  }

  @Test
  void aScaledAndShiftedColumnIsACopyOfTheEarlier() {
    LinearRelations found =
        of(
            4,
            r -> {
              double celsius = 100 * r.nextDouble();
              double length = r.nextDouble();
              return new double[] {celsius, length, celsius + 273.15, -2.54 * length};
            });
    assertThat(found.copies()).hasSize(2);
    LinearRelations.Copy kelvin = found.copies().get(0);
    assertThat(kelvin.column()).isEqualTo(2);
    assertThat(kelvin.of()).isEqualTo(0);
    assertThat(kelvin.factor()).isCloseTo(1, within(1e-9));
    assertThat(kelvin.offset()).isCloseTo(273.15, within(1e-6));
    assertThat(found.copies().get(1).factor()).isCloseTo(-2.54, within(1e-9));
    assertThat(found.sums()).isEmpty();
  }

  @Test
  void aColumnThatIsNearlyAnotherIsNone() {
    LinearRelations found =
        of(
            2,
            r -> {
              double x = r.nextDouble();
              return new double[] {x, x + 1e-3 * r.nextGaussian()};
            });
    assertThat(found.copies()).isEmpty();
  }

  @Test
  void aCompositionIsFoundBesideOtherColumnsAndCopies() {
    LinearRelations found =
        of(
            6,
            r -> {
              double a = r.nextDouble();
              double b = (1 - a) * r.nextDouble();
              return new double[] {r.nextGaussian(), a, b, 50 * r.nextDouble(), 1 - a - b, 100 * a};
            });
    assertThat(found.copies()).extracting(LinearRelations.Copy::column).containsExactly(5);
    assertThat(found.sums()).containsExactly(List.of(1, 2, 4));
  }

  @Test
  void twoCompositionsWithoutACommonColumnAreToldApart() {
    LinearRelations found =
        of(
            6,
            r -> {
              double a = r.nextDouble();
              double b = (1 - a) * r.nextDouble();
              double p = 40 * r.nextDouble();
              double q = 30 * r.nextDouble();
              return new double[] {a, p, b, q, 1 - a - b, 100 - p - q};
            });
    assertThat(found.copies()).isEmpty();
    assertThat(found.sums()).containsExactlyInAnyOrder(List.of(0, 2, 4), List.of(1, 3, 5));
  }

  @Test
  void roundedSharesStillAddToAConstant() {
    LinearRelations found =
        of(
            3,
            r -> {
              double a = r.nextDouble();
              double b = (1 - a) * r.nextDouble();
              return new double[] {rounded(a), rounded(b), rounded(1 - a - b)};
            });
    assertThat(found.sums()).containsExactly(List.of(0, 1, 2));
  }

  private static double rounded(double value) {
    return Math.rint(100 * value) / 100;
  }

  @Test
  void partsOfATableMergeToTheWhole() {
    Random random = new Random(2);
    Comoments whole = new Comoments(2);
    Comoments first = new Comoments(2);
    Comoments second = new Comoments(2);
    for (int i = 0; i < 100; i++) {
      double x = 1e6 + random.nextDouble();
      double[] row = {x, 3 * x + random.nextGaussian()};
      whole.add(row);
      (i < 30 ? first : second).add(row);
    }
    Comoments merged = new Comoments(2).merge(first).merge(second).merge(new Comoments(2));
    assertThat(merged.rows()).isEqualTo(100);
    assertThat(merged.mean(1)).isCloseTo(whole.mean(1), within(1e-6));
    assertThat(merged.deviation(0)).isCloseTo(whole.deviation(0), within(1e-9));
    assertThat(merged.correlation(1, 0)).isCloseTo(whole.correlation(0, 1), within(1e-9));
  }
}
