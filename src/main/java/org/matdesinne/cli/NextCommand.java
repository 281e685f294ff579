package org.matdesinne.cli;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A command to go on with, ready to be pasted: another job's script, named as the user named this
 * job's.
 *
 * @param typed what the user typed, where the launcher says so
 */
record NextCommand(Optional<String> typed) {
  /** A script in its folder; a shell's escapes stay as they are. */
  private static final Pattern SCRIPT =
      Pattern.compile("((?:\\\\.|[^\\s\\\\'$])*/)?[a-z-]+\\.sh\\b.*");

  private static final String USUAL_FOLDER = "jobs/";

  /** Of this process. */
  static NextCommand here() {
    return new NextCommand(Interruption.command());
  }

  /**
   * The command.
   *
   * @param words behind the job's name, as the job shall have them
   */
  String of(String job, String... words) {
    return Stream.concat(Stream.of(folder() + job + ".sh"), Stream.of(words).map(ShellWord::quoted))
        .collect(Collectors.joining(" "));
  }

  private String folder() {
    Matcher script = SCRIPT.matcher(typed.orElse(""));
    return script.matches() && script.group(1) != null ? script.group(1) : USUAL_FOLDER;
  }
}
