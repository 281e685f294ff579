package org.matdesinne.training;

import java.io.Serializable;
import org.matdesinne.config.Section;

/**
 * Normal noise on what the two passes of an invertible network are trained towards (Ardizzone et
 * al. 2018): it gives labels that are rounded, or exactly alike in many rows, a width, and asks the
 * backward pass to bear latents that are slightly off.
 *
 * @param label standard deviation of the noise on the property, in the property's unit; drawn anew
 *     for each pass
 * @param latent the same on the latents that the backward pass starts from, which are standard
 *     normal
 */
public record TargetNoise(double label, double latent) implements Serializable {
  /** No noise: nothing is drawn, so that a training is the same as without the setting. */
  public static final TargetNoise NONE = new TargetNoise(0, 0);

  /** Reads {@code label-noise} and {@code latent-noise} of a {@code training} object, if given. */
  static TargetNoise from(Section section) {
    return new TargetNoise(
        section.has("label-noise") ? section.number("label-noise", 0, 1e9) : 0,
        section.has("latent-noise") ? section.number("latent-noise", 0, 1) : 0);
  }

  /** Whether there is any. */
  public boolean any() {
    return label > 0 || latent > 0;
  }
}
