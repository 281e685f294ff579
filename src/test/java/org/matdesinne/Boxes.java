package org.matdesinne;

import java.util.List;
import java.util.stream.IntStream;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.FeasibleSet;
import org.matdesinne.design.Ranges;

/** Design spaces that are a box and nothing else. */
public final class Boxes {
  private Boxes() {}

  /** The set of all points of {@code ranges}. */
  public static FeasibleSet of(Ranges ranges) {
    List<DesignParameter> parameters =
        IntStream.range(0, ranges.minimum().length)
            .mapToObj(
                j ->
                    new DesignParameter(
                        "p" + j,
                        "1",
                        ranges.minimum()[j],
                        ranges.maximum()[j],
                        ranges.minimum()[j],
                        DesignParameter.Role.LATTICE,
                        1))
            .toList();
    return new FeasibleSet(new DesignSpace(parameters), ranges);
  }
}
