package org.matdesinne.design;

import java.io.Serializable;
import java.util.List;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;

/**
 * Parameters that change places or are mirrored, as when two axes are exchanged: each parameter
 * becomes {@code offset + sign · source}. Applied twice, it changes nothing.
 *
 * @param images one for each parameter of the space, in order
 */
public record SignedPermutation(List<Image> images) implements Symmetry {

  /**
   * What one parameter becomes.
   *
   * @param source index of the parameter it is made from
   * @param sign 1 or −1
   * @param offset in the parameter's unit
   */
  public record Image(int source, double sign, double offset) implements Serializable {}

  /** Checks that the map is its own inverse. */
  public SignedPermutation {
    images = List.copyOf(images);
    for (int j = 0; j < images.size(); j++) {
      Image there = images.get(j);
      Image back = images.get(there.source());
      boolean undone =
          back.source() == j
              && there.sign() * back.sign() == 1
              && there.offset() + there.sign() * back.offset() == 0;
      if (!undone) {
        throw new InputException(
            "a symmetry of the design space is not its own inverse: parameter %d becomes %s, whose"
                + " own image is %s",
            j, there, back);
      }
    }
  }

  /**
   * Reads an object with a key for each parameter that changes: {@code { from, sign, offset }}.
   *
   * @param names of the space's parameters
   */
  static SignedPermutation from(Section section, List<String> names) {
    return new SignedPermutation(
        names.stream()
            .map(
                name ->
                    section.has(name)
                        ? section.section(name, inner -> image(inner, names))
                        : new Image(names.indexOf(name), 1, 0))
            .toList());
  }

  private static Image image(Section section, List<String> names) {
    String source = section.string("from");
    if (!names.contains(source)) {
      throw section.invalid("from", "there are: " + String.join(", ", names));
    }
    double sign = section.has("sign") ? section.number("sign") : 1;
    if (Math.abs(sign) != 1) {
      throw section.invalid("sign", "allowed: 1, -1");
    }
    double offset = section.has("offset") ? section.number("offset") : 0;
    return new Image(names.indexOf(source), sign, offset);
  }

  @Override
  public double[] apply(double[] point) {
    return images.stream()
        .mapToDouble(image -> image.offset() + image.sign() * point[image.source()])
        .toArray();
  }
}
