package org.matdesinne.design;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.matdesinne.config.InputException;

/**
 * All maps of design points that leave the property as it is: the {@linkplain Symmetry symmetries}
 * of a space and all that come of doing one after the other. Immutable and safe for concurrent use.
 */
public final class SymmetryGroup implements Serializable {
  private static final long serialVersionUID = 1L;

  /** Four times the 48 of the largest point group of a crystal. */
  private static final int MOST = 192;

  private static final int PROBES = 3;

  /** How far, as a share of the bounds, probes lie from the reference, at most. */
  private static final double REACH = 0.2;

  /** Images nearer than this, as a share of the bounds, are the same. */
  private static final double TOLERANCE = 1e-6;

  private final List<Element> elements;

  private SymmetryGroup(List<Element> elements) {
    this.elements = List.copyOf(elements);
  }

  /**
   * One map of the group.
   *
   * @param steps what is done, in order; nothing for the identity
   */
  public record Element(List<Symmetry> steps) implements Serializable {
    /** Keeps a copy. */
    public Element {
      steps = List.copyOf(steps);
    }

    /** Whether this leaves every point where it is. */
    public boolean isIdentity() {
      return steps.isEmpty();
    }

    private Element then(Symmetry next) {
      List<Symmetry> longer = new ArrayList<>(steps);
      longer.add(next);
      return new Element(longer);
    }

    /** The image of a point (parameters), a new array. */
    public double[] apply(double[] point) {
      double[] image = point.clone();
      for (Symmetry step : steps) {
        image = step.apply(image);
      }
      return image;
    }
  }

  /**
   * The group that {@code generators} make. Which maps are the same is seen from the images of a
   * few points near the reference that no symmetry should leave where they are.
   *
   * @throws InputException when there are more maps than a crystal has, or when a point near the
   *     reference has no image
   */
  static SymmetryGroup of(List<DesignParameter> parameters, List<Symmetry> generators) {
    double[][] probes = probes(parameters);
    List<Element> elements = new ArrayList<>(List.of(new Element(List.of())));
    List<double[][]> images = new ArrayList<>();
    images.add(probes);
    for (int e = 0; e < elements.size(); e++) {
      for (Symmetry generator : generators) {
        double[][] next =
            Arrays.stream(images.get(e)).map(generator::apply).toArray(double[][]::new);
        checkFinite(generator, next);
        if (images.stream().noneMatch(known -> same(known, next, parameters))) {
          elements.add(elements.get(e).then(generator));
          images.add(next);
        }
      }
      if (elements.size() > MOST) {
        throw new InputException(
            "design-space.symmetries make a group of more than %d maps; a map done again and again"
                + " must lead back to the start",
            MOST);
      }
    }
    return new SymmetryGroup(elements);
  }

  private static double[][] probes(List<DesignParameter> parameters) {
    double[][] probes = new double[PROBES][parameters.size()];
    for (int p = 0; p < PROBES; p++) {
      for (int j = 0; j < parameters.size(); j++) {
        DesignParameter parameter = parameters.get(j);
        // Multiples of an irrational number: as good as random, and the same in every process.
        double share = Math.sqrt(2) * (1 + p * parameters.size() + j) % 1;
        double anywhere = parameter.minimum() + share * (parameter.maximum() - parameter.minimum());
        probes[p][j] = parameter.reference() + REACH * (anywhere - parameter.reference());
      }
    }
    return probes;
  }

  private static void checkFinite(Symmetry generator, double[][] images) {
    if (!Arrays.stream(images).flatMapToDouble(Arrays::stream).allMatch(Double::isFinite)) {
      throw new InputException(
          "design-space.symmetries: a point near the reference has no image under %s; do its cell"
              + " parameters span a cell there?",
          generator);
    }
  }

  private static boolean same(double[][] one, double[][] other, List<DesignParameter> parameters) {
    return IntStream.range(0, parameters.size())
        .allMatch(
            j -> {
              DesignParameter parameter = parameters.get(j);
              double tolerance = TOLERANCE * (parameter.maximum() - parameter.minimum());
              return IntStream.range(0, PROBES)
                  .allMatch(p -> Math.abs(one[p][j] - other[p][j]) <= tolerance);
            });
  }

  /** How many maps there are, the identity among them. */
  public int size() {
    return elements.size();
  }

  /** The maps, the identity first. */
  public List<Element> elements() {
    return elements;
  }

  /**
   * The images of a point under every map, the point itself first; one that the point's own
   * symmetry leads to more than once stands more than once.
   *
   * @return (elements, parameters)
   */
  public double[][] images(double[] point) {
    return elements.stream().map(element -> element.apply(point)).toArray(double[][]::new);
  }

  /** One of the maps, each as likely as any other. */
  public Element random(UniformRandomProvider random) {
    return elements.get(random.nextInt(elements.size()));
  }
}
