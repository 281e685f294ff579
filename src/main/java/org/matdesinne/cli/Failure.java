package org.matdesinne.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.device.UnusableDeviceException;
import org.matdesinne.spark.run.TakenOverException;

/**
 * Why a job ended, as a person reads it: one sentence with a remedy, and whose it is to change.
 *
 * <p>What went wrong in a task reaches the driver inside other exceptions, and sometimes only as a
 * text in the message of one; both are looked through.
 *
 * @param exitCode {@link Main#WRONG_USE} where user or environment must change something, {@link
 *     Main#FAILED} where the program is at fault
 * @param sentence of one line
 * @param expected whether the sentence says all: of anything else the trace is worth keeping
 */
record Failure(int exitCode, String sentence, boolean expected) {
  private static final int MOST_CAUSES = 20;

  /** A file or folder as the messages of Java and Hadoop name it. */
  private static final Pattern PLACE = Pattern.compile("((?:[a-z0-9]+:)?/[^\\s(),]*[^\\s(),:.;])");

  /** A condition of the environment that messages tell of. */
  private record Condition(Pattern sign, Function<String, String> sentence) {}

  private static final List<Condition> CONDITIONS =
      List.of(
          new Condition(
              Pattern.compile("No space left on device|Disk quota exceeded|not enough space"),
              place ->
                  "there is no space left"
                      + (place.isEmpty() ? "" : " for " + place)
                      + "; free some on the disk of --output and on those of java.io.tmpdir and"
                      + " spark.local.dir, then start the same command again: it goes on where it"
                      + " was"),
          new Condition(
              Pattern.compile("NoSuchBucket|UnknownStoreException|Bucket \\S+ does not exist"),
              place ->
                  "the bucket"
                      + (place.isEmpty() ? "" : " of " + place)
                      + " does not exist; make it, or name another"),
          new Condition(
              Pattern.compile("NoAuthWithAWS|No AWS Credentials|Unable to load (AWS )?credentials"),
              place ->
                  "there are no credentials for the object store; give them as"
                      + " conf/spark-s3a.conf says"),
          new Condition(
              Pattern.compile("Incomplete HDFS URI, no host"),
              place ->
                  place
                      + " names no server; write hdfs://HOST:PORT/ before the path, or set"
                      + " HADOOP_CONF_DIR to the folder of your cluster's configuration"),
          new Condition(
              Pattern.compile("SafeModeException|is in safe mode"),
              place ->
                  "HDFS is in safe mode and takes nothing; wait until it has left it, then start"
                      + " the same command again"),
          new Condition(
              Pattern.compile("Read-only file system"),
              place ->
                  place
                      + " is on a file system that cannot be written; name another --output, or"
                      + " mount it writable"),
          new Condition(
              Pattern.compile(
                  "ParentNotDirectoryException|Not a directory|Parent path is not a dir"),
              place -> place + " is a file, and nothing can be put below it; name another place"),
          new Condition(
              Pattern.compile("Mkdirs failed to create"),
              place ->
                  "the folder "
                      + place
                      + " cannot be made: its file system is read-only, or this user may not write"
                      + " there; name another place"),
          new Condition(
              Pattern.compile(
                  "Permission denied|Operation not permitted|Access ?Denied|status code: 403",
                  Pattern.CASE_INSENSITIVE),
              place ->
                  "this user may not read or write "
                      + (place.isEmpty() ? "a file or folder that is needed" : place)
                      + "; change its permissions, or name another place"),
          new Condition(
              Pattern.compile(
                  "OutOfMemoryError|Java heap space|GC overhead limit|unable to create native thread"),
              place ->
                  "there is not enough memory; give more by --driver-memory (and --executor-memory"
                      + " on a cluster), or fewer tasks at a time by --master 'local[N]'"),
          new Condition(
              Pattern.compile(
                  "UnknownHostException|Connection refused|ConnectException|No route to host"
                      + "|NoRouteToHost|Unable to execute HTTP request|Network is unreachable"),
              place ->
                  "a server cannot be reached"
                      + (place.isEmpty() ? "" : " for " + place)
                      + "; check the address and that it runs"));

  /** The sentence for {@code error}. */
  static Failure of(Throwable error) {
    List<Throwable> causes = causes(error);
    for (Throwable each : causes) {
      if (each instanceof InputException
          || each instanceof TakenOverException
          || each instanceof UnusableDeviceException) {
        return new Failure(Main.WRONG_USE, InputException.firstLine(each.getMessage()), true);
      }
    }
    return causes.stream()
        .map(Failure::environment)
        .flatMap(Optional::stream)
        .findFirst()
        .map(sentence -> new Failure(Main.WRONG_USE, sentence, false))
        .orElseGet(
            () ->
                new Failure(
                    Main.FAILED,
                    "the run failed: " + summary(causes.get(causes.size() - 1)),
                    false));
  }

  /** From the outermost in. */
  private static List<Throwable> causes(Throwable error) {
    List<Throwable> causes = new ArrayList<>();
    for (Throwable each = error;
        each != null && causes.size() < MOST_CAUSES;
        each = each.getCause()) {
      causes.add(each);
    }
    return causes;
  }

  private static Optional<String> environment(Throwable error) {
    String text = error.getClass().getSimpleName() + ": " + error.getMessage();
    for (Condition condition : CONDITIONS) {
      Matcher sign = condition.sign.matcher(text);
      if (sign.find()) {
        return Optional.of(condition.sentence.apply(place(line(text, sign.start()))));
      }
    }
    return Optional.empty();
  }

  /** The line of a text that holds a position. */
  private static String line(String text, int position) {
    int start = text.lastIndexOf('\n', position) + 1;
    int end = text.indexOf('\n', position);
    return text.substring(start, end < 0 ? text.length() : end);
  }

  private static String place(String line) {
    Matcher place = PLACE.matcher(line);
    return place.find() ? place.group(1) : "";
  }

  private static String summary(Throwable error) {
    String name = error.getClass().getSimpleName();
    return error.getMessage() == null
        ? name
        : name + ": " + InputException.firstLine(error.getMessage());
  }
}
