package org.matdesinne.design;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * The properties that a design is asked to have: of a label, a prediction and a target, the columns
 * in their order.
 *
 * @param each at least one
 */
public record Properties(List<Property> each) implements Serializable {
  private static final String KEY = "property";

  /** Checks that there are some, and that their names differ. */
  public Properties {
    each = List.copyOf(each);
    if (each.isEmpty()) {
      throw new InputException("%s is an empty list; name at least one property", KEY);
    }
    Set<String> names = new HashSet<>();
    for (Property property : each) {
      if (!names.add(property.name().strip())) {
        throw new InputException("%s names '%s' twice", KEY, property.name());
      }
    }
  }

  /** As many properties. */
  public static Properties of(Property... each) {
    return new Properties(List.of(each));
  }

  /** Reads the object at {@code property}, or the list of them. */
  public static Properties from(Section section) {
    if (section.isList(KEY)) {
      return new Properties(section.sections(KEY, Property::from));
    }
    Property one = section.section(KEY, Property::from);
    return one == null ? null : of(one);
  }

  /** How many there are. */
  public int count() {
    return each.size();
  }

  /** Whether there is more than one. */
  public boolean several() {
    return each.size() > 1;
  }

  /** The property at {@code index}. */
  public Property get(int index) {
    return each.get(index);
  }

  /** The first one. */
  public Property first() {
    return each.get(0);
  }

  /** Their names, in order. */
  public List<String> names() {
    return each.stream().map(Property::name).toList();
  }

  /** The least value of each; negative infinity where there is none. */
  public double[] floors() {
    return each.stream().mapToDouble(Property::floor).toArray();
  }

  /**
   * Checks that the properties can be as is wanted, wherever a model may have seen them.
   *
   * @throws InputException when all that is wanted of one lies below its floor
   */
  public void requirePossible(Target target) {
    for (int k = 0; k < each.size(); k++) {
      each.get(k).requirePossible(target.goals().get(k));
    }
  }

  /** A target as people read it: a number with the unit of the only property. */
  public String amount(String target) {
    return Target.number(target).isPresent() ? first().inUnit(target) : target;
  }

  /** Amounts of each as people read them. */
  public String amounts(Amounts amounts) {
    return several()
        ? IntStream.range(0, each.size())
            .mapToObj(k -> each.get(k).name() + " " + each.get(k).amount(amounts.get(k)))
            .collect(Collectors.joining(", "))
        : first().amount(amounts.get(0));
  }

  /**
   * The position of the property called {@code name}.
   *
   * @throws InputException when there is none
   */
  public int indexOf(String name) {
    int index = names().indexOf(name);
    if (index < 0) {
      throw new InputException(
          "there is no property '%s'; there are: %s", name, String.join(", ", names()));
    }
    return index;
  }
}
