package org.matdesinne.dataset;

import java.io.BufferedInputStream;
import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import org.matdesinne.config.InputException;

/** A CSV file without a header, read line by line. */
public final class CsvFile implements Closeable {
  /** Enough to tell what a file is. */
  private static final int HEAD = 4096;

  private static final byte[] BYTE_ORDER_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};

  private final String name;
  private final BufferedReader reader;
  private long lines;

  /**
   * A file that is known to hold text.
   *
   * @param name for messages
   */
  public CsvFile(String name, BufferedReader reader) {
    this.name = name;
    this.reader = reader;
  }

  /**
   * A file of text in UTF-8, with or without a byte order mark.
   *
   * @param name for messages
   * @param bytes of the file, closed with it
   * @throws InputException when its first bytes are of something else
   */
  public static CsvFile open(String name, InputStream bytes) throws IOException {
    BufferedInputStream stream = new BufferedInputStream(bytes, 2 * HEAD);
    stream.mark(HEAD);
    byte[] head = stream.readNBytes(HEAD);
    stream.reset();
    Optional<FileFormat> other = FileFormat.of(head);
    if (other.isPresent()) {
      stream.close();
      throw new InputException("%s %s", name, other.get().advice());
    }
    if (Arrays.equals(head, 0, Math.min(head.length, 3), BYTE_ORDER_MARK, 0, 3)) {
      stream.skipNBytes(BYTE_ORDER_MARK.length);
    }
    return new CsvFile(
        name, new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8)));
  }

  String name() {
    return name;
  }

  /** The next line; empty at the end, and for one blank line that ends the file. */
  Optional<CsvLine> line() {
    try {
      String text = reader.readLine();
      if (text == null || (text.isBlank() && reader.readLine() == null)) {
        return Optional.empty();
      }
      return Optional.of(new CsvLine(name, ++lines, text));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  /** The next line that is neither blank nor a comment; empty where there is none. */
  Optional<CsvLine> content() {
    try {
      for (String text = reader.readLine(); text != null; text = reader.readLine()) {
        lines++;
        if (CsvRowReader.hasContent(text)) {
          return Optional.of(new CsvLine(name, lines, text));
        }
      }
      return Optional.empty();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + name, e);
    }
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
