package org.matdesinne.dataset;

import org.matdesinne.config.Section;

/**
 * A published data set.
 *
 * @param x design points
 * @param y labels
 */
public record PublishedSource(PublishedFile x, PublishedFile y) {

  static PublishedSource from(Section section) {
    return new PublishedSource(
        section.section("x", PublishedFile::from), section.section("y", PublishedFile::from));
  }
}
