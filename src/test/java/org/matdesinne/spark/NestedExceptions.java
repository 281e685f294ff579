package org.matdesinne.spark;

import java.util.List;
import java.util.stream.Stream;

/** What exceptions say that came from a task. */
public final class NestedExceptions {
  private NestedExceptions() {}

  /** The messages of an exception and its causes, from the outermost in. */
  public static List<String> messages(Throwable error) {
    return Stream.iterate(error, each -> each != null, Throwable::getCause)
        .map(each -> String.valueOf(each.getMessage()))
        .toList();
  }
}
