package org.matdesinne.training;

import java.io.Serializable;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.Section;

/**
 * Normal noise on what the two passes of an invertible network are trained towards (Ardizzone et
 * al. 2018): it gives labels that are rounded, or exactly alike in many rows, a width, and asks the
 * backward pass to bear latents that are slightly off.
 *
 * @param label standard deviation of the noise on each property; drawn anew for each pass.
 * @param latent the same on the latents that the backward pass starts from, which are standard
 *     normal
 */
public record TargetNoise(Amounts label, double latent) implements Serializable {
  /** No noise: nothing is drawn, so that a training is the same as without the setting. */
  public static final TargetNoise NONE = new TargetNoise(Amounts.of(0), 0);

  /** Reads {@code label-noise} and {@code latent-noise} of a {@code training} object, if given. */
  static TargetNoise from(Section section) {
    return new TargetNoise(
        section.has("label-noise")
            ? section.numbersByProperty("label-noise", 0, (inner, key) -> inner.number(key, 0, 1e9))
            : NONE.label,
        section.has("latent-noise") ? section.number("latent-noise", 0, 1) : 0);
  }

  /** Whether there is any. */
  public boolean any() {
    return label.anyPositive() || latent > 0;
  }

  /** The noise on the property at {@code index}, in its unit. */
  double label(int index) {
    return label.anyPositive() ? label.get(index) : 0;
  }
}
