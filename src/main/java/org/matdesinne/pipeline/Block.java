package org.matdesinne.pipeline;

import java.io.Serializable;
import org.matdesinne.design.Target;

/**
 * The unit of work and of reproducibility: consecutive candidates of one target.
 *
 * @param target that its candidates are to meet
 * @param index of the block, from 0
 * @param first index of its first candidate
 * @param draws how many candidates it has
 */
public record Block(Target target, long index, long first, int draws) implements Serializable {

  /** The block of {@code size} candidates at {@code index}. */
  public static Block of(Target target, long index, int size) {
    return new Block(target, index, index * size, size);
  }
}
