package org.matdesinne.design;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.SymmetryGroup.Element;

class TestSymmetryGroup {
  private static final DesignSpace MOS2 = Mos2Space.read();
  private static final List<Integer> CELL = List.of(0, 1, 2, 3, 4, 5);

  private final UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(3L);
  private final SymmetryGroup group = MOS2.symmetryGroup();

  private static DesignSpace with(Symmetry... symmetries) {
    return new DesignSpace(MOS2.parameters(), List.of(symmetries));
  }

  @Test
  void aSpaceWithoutSymmetriesHasTheIdentity() {
    SymmetryGroup trivial = with().symmetryGroup();
    double[] point = {3, 3, 12, 90, 90, 120, 0};
    assertThat(trivial.size()).isEqualTo(1);
    assertThat(trivial.images(point)).isDeepEqualTo(new double[][] {point});
    assertThat(trivial.random(random).isIdentity()).isTrue();
  }

  @Test
  void theLayersGroupHasSixMapsInThePlaneTimesTwoAcrossTimesTwoOfTheField() {
    assertThat(group.size()).isEqualTo(24);
    assertThat(group.elements().get(0).isIdentity()).isTrue();
    assertThat(group.elements().stream().filter(Element::isIdentity)).hasSize(1);
  }

  @Test
  void oneMapAfterAnotherIsAMapOfTheGroup() {
    double[] point = Mos2Space.points(1, random).get(0);
    double[][] images = group.images(point);
    for (double[] image : images) {
      double[][] further = group.images(image);
      for (double[] each : further) {
        assertThat(Arrays.stream(images).filter(i -> same(i, each))).hasSize(1);
      }
      assertThat(Arrays.stream(further).filter(i -> same(i, point))).hasSize(1);
    }
  }

  private static boolean same(double[] one, double[] other) {
    return IntStream.range(0, one.length).allMatch(j -> Math.abs(one[j] - other[j]) < 1e-9);
  }

  @Test
  void everyMapIsDrawnEquallyOften() {
    Map<Element, Integer> counts = new HashMap<>();
    IntStream.range(0, 24_000).forEach(i -> counts.merge(group.random(random), 1, Integer::sum));
    assertThat(counts).hasSize(24);
    // Five standard deviations of a count.
    assertThat(counts.values()).allSatisfy(count -> assertThat(count).isBetween(845, 1155));
  }

  @Test
  void rejectsAMapThatNeverLeadsBack() {
    BasisChange shear =
        new BasisChange(CELL, List.of(List.of(1, 0, 0), List.of(1, 1, 0), List.of(0, 0, 1)));
    assertThatThrownBy(() -> with(shear))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("design-space.symmetries make a group of more than 192 maps");
  }

  @Test
  void rejectsACellThatIsNone() {
    List<DesignParameter> flat =
        IntStream.range(0, 6)
            .mapToObj(j -> new DesignParameter("p" + j, "1", 0, 400, 200, Role.LATTICE, 1))
            .toList();
    BasisChange turn =
        new BasisChange(CELL, List.of(List.of(0, 1, 0), List.of(-1, -1, 0), List.of(0, 0, 1)));
    // Angles near 200 degrees: of the new vectors, one would be imaginary.
    assertThatThrownBy(
            () ->
                new DesignSpace(
                    flat,
                    List.of(
                        turn,
                        new BasisChange(
                            CELL, List.of(List.of(1, 1, 1), List.of(0, 1, 0), List.of(0, 0, 1))))))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("a point near the reference has no image under");
  }

  @Test
  void aSpaceIsReadFromTheJsonItWasWrittenAs() throws IOException {
    ObjectMapper json = new ObjectMapper();
    String text = json.writeValueAsString(MOS2);
    assertThat(json.readValue(text, DesignSpace.class)).isEqualTo(MOS2);
    assertThat(text)
        .contains("{\"images\":[{\"source\":1,\"sign\":1.0,\"offset\":0.0}")
        .contains("{\"cell\":[0,1,2,3,4,5],\"matrix\":[[0,1,0],[-1,-1,0],[0,0,1]]}");
  }
}
