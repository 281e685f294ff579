package org.matdesinne.spark.storage;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.UnsupportedFileSystemException;
import org.matdesinne.config.InputException;

/**
 * The one way from what a user writes for a file or folder to a path of Hadoop.
 *
 * <ul>
 *   <li>{@code scheme:/path} and {@code scheme://authority/path}, the scheme being one of Hadoop's
 *       file systems, is a place there: {@code file:/a}, {@code hdfs:///a}, {@code s3a://bucket/a}.
 *   <li>{@code http:} and {@code https:} begin a web address, which is asked for as it is written.
 *   <li>Everything else is a name: on Hadoop's default file system, this machine's where none is
 *       configured, relative to the working folder there unless it begins with {@code /}. So is
 *       {@code a:b.csv}; {@code ./NAME} is a name whatever {@code NAME} looks like.
 * </ul>
 *
 * <p>But in a web address every character stands for itself: {@code %20} are three characters, as
 * in every command of Hadoop, and {@code *}, {@code ?}, brackets, braces and backslashes are no
 * patterns. What {@link #text} gives for a path is read back as the same path.
 */
public final class Location {
  private static final Pattern URI_WITH_SCHEME =
      Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):(/?/?)(.*)", Pattern.DOTALL);
  private static final Set<String> WEB = Set.of("http", "https");

  private Location() {}

  /**
   * The path of a user's text, with scheme and without relative parts.
   *
   * @throws InputException when it is empty, or a URI of no known file system
   */
  static Path of(String text, Configuration hadoop) throws IOException {
    return parse(text, FileSystem.getDefaultUri(hadoop), hadoop);
  }

  /**
   * As {@link #of}, but a name without a scheme is one on this machine, whatever Hadoop's default
   * is.
   *
   * @throws InputException when it is empty, or a URI of no known file system
   */
  static Path here(String text, Configuration hadoop) throws IOException {
    return parse(text, URI.create("file:///"), hadoop);
  }

  /** A text that {@link #of} reads as {@code path}. */
  public static String text(Path path) {
    // Hadoop's own text leaves out what an address asks for.
    return isWeb(path) ? path.toUri().toString() : path.toString();
  }

  /** Whether a path is an address on the web. */
  static boolean isWeb(Path path) {
    return WEB.contains(path.toUri().getScheme());
  }

  /** A text that {@link #of} reads as a file or folder of this machine. */
  public static String text(java.nio.file.Path local) {
    return "file:" + local.toAbsolutePath();
  }

  private static Path parse(String text, URI home, Configuration hadoop) throws IOException {
    if (text.isEmpty()) {
      throw new InputException("the name of a file or folder is empty; give one");
    }
    Matcher uri = URI_WITH_SCHEME.matcher(text);
    if (uri.matches()) {
      String scheme = uri.group(1).toLowerCase(Locale.ROOT);
      String slashes = uri.group(2);
      boolean known = isFileSystem(scheme, hadoop);
      if (known && slashes.isEmpty()) {
        throw new InputException(
            "%s begins like a URI, but no / follows the colon; write %s:/… for a file system of"
                + " Hadoop, or ./%s for a file of this name",
            text, scheme, text);
      }
      if (!known && slashes.length() == 2) {
        throw new InputException(
            "%s: Spark has no file system of this kind; for a file of this name write ./%s",
            text, text);
      }
      if (known) {
        Path path =
            WEB.contains(scheme)
                ? address(text)
                : new Path(scheme + text.substring(scheme.length()));
        return path.getFileSystem(hadoop).makeQualified(path);
      }
    }
    // Hadoop's constructor of one argument would look for a scheme.
    return FileSystem.get(home, hadoop).makeQualified(new Path(null, null, text));
  }

  private static boolean isFileSystem(String scheme, Configuration hadoop) throws IOException {
    try {
      return FileSystem.getFileSystemClass(scheme, hadoop) != null;
    } catch (UnsupportedFileSystemException e) {
      return false;
    } catch (RuntimeException e) {
      // So Hadoop says that a class named by its settings is not there.
      if (e.getCause() instanceof ClassNotFoundException) {
        throw new InputException(
            e,
            "Spark has no classes of the file system %s: (%s); name the package that brings them by"
                + " spark-submit's --packages",
            scheme,
            e.getCause().getMessage());
      }
      throw e;
    }
  }

  private static Path address(String text) {
    try {
      return new Path(new URI(text));
    } catch (URISyntaxException e) {
      // Typed with blanks or other characters that an address cannot have: Hadoop encodes them.
      return new Path(text);
    }
  }
}
