package org.matdesinne.design;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * The space of candidate materials: an ordered list of parameters. A design point is a {@code
 * double[]} of {@link #dimension()} values in this order and in the parameters' units.
 *
 * @param parameters in order
 * @param symmetries generators of the group of maps that leave the property as it is
 * @param constraints that every point meets
 */
public record DesignSpace(
    List<DesignParameter> parameters,
    List<Symmetry> symmetries,
    @JsonInclude(JsonInclude.Include.NON_EMPTY) List<LinearConstraint> constraints)
    implements Serializable {

  /**
   * Checks that there are parameters, that their names differ, that the symmetries make a group and
   * that constraints are of these parameters.
   */
  public DesignSpace {
    parameters = List.copyOf(parameters);
    symmetries = List.copyOf(symmetries);
    // Manifests of earlier versions have none.
    constraints = constraints == null ? List.of() : List.copyOf(constraints);
    if (parameters.isEmpty()) {
      throw new InputException("design-space.parameters is empty; name at least one parameter");
    }
    Set<String> names = new HashSet<>();
    for (DesignParameter parameter : parameters) {
      if (!names.add(parameter.name())) {
        throw new InputException("design-space.parameters names '%s' twice", parameter.name());
      }
    }
    SymmetryGroup.of(parameters, symmetries);
    for (LinearConstraint constraint : constraints) {
      for (String name : constraint.weights().keySet()) {
        if (!names.contains(name)) {
          throw new InputException(
              "the constraint %s names '%s', which is no design parameter; there are: %s",
              constraint,
              name,
              parameters.stream().map(DesignParameter::name).collect(Collectors.joining(", ")));
        }
      }
    }
  }

  /** A space without constraints. */
  public DesignSpace(List<DesignParameter> parameters, List<Symmetry> symmetries) {
    this(parameters, symmetries, List.of());
  }

  /** A space without symmetries. */
  public DesignSpace(List<DesignParameter> parameters) {
    this(parameters, List.of());
  }

  /**
   * Reads {@code parameters}, {@code symmetries} and {@code constraints}, lists of objects; the
   * latter two may be left out.
   */
  public static DesignSpace from(Section section) {
    List<DesignParameter> parameters = section.sections("parameters", DesignParameter::from);
    List<String> names = parameters.stream().map(DesignParameter::name).toList();
    return new DesignSpace(
        parameters,
        section.has("symmetries")
            ? section.sections("symmetries", inner -> Symmetry.from(inner, names))
            : List.of(),
        section.has("constraints")
            ? section.sections("constraints", LinearConstraint::from)
            : List.of());
  }

  /** The group that the symmetries make: a millisecond's work, so keep it. */
  public SymmetryGroup symmetryGroup() {
    return SymmetryGroup.of(parameters, symmetries);
  }

  /** How many parameters a point has. */
  public int dimension() {
    return parameters.size();
  }

  /** The parameters' names, in order. */
  public List<String> names() {
    return parameters.stream().map(DesignParameter::name).toList();
  }

  /** The position of the parameter called {@code name}. */
  public int indexOf(String name) {
    for (int j = 0; j < parameters.size(); j++) {
      if (parameters.get(j).name().equals(name)) {
        return j;
      }
    }
    throw new InputException(
        "there is no design parameter '%s'; there are: %s", name, String.join(", ", names()));
  }
}
