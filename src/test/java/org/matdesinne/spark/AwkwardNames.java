package org.matdesinne.spark;

import java.util.stream.Stream;

/** Names that a shell, a URI, a pattern or a table's folders could take for something else. */
public final class AwkwardNames {
  private AwkwardNames() {}

  public static Stream<String> all() {
    return Stream.concat(Stream.of("a:b", "2026-11-27T10:15:00"), withoutColon());
  }

  /** Those that HDFS can have. */
  public static Stream<String> withoutColon() {
    return Stream.of(
        "a b",
        " a ",
        "100%",
        "a%20b",
        "a%2Fb",
        "%",
        "a#b",
        "a?b",
        "a\\b",
        "a\\*b",
        "{a,b}",
        "{",
        "star*",
        "[z]",
        "[",
        "[^a]",
        "ünï",
        "日本",
        "😀",
        "it's",
        "\"quoted\"",
        "a&b=c",
        "a+b",
        "~",
        "-o",
        "$HOME",
        "a;b",
        "a|b",
        "model=x",
        ".hidden",
        "_private",
        "...",
        "a,b",
        "a\tb",
        "a@b");
  }
}
