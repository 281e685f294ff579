package org.matdesinne.dataset;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/** What a file may be instead of text in UTF-8, told by its first bytes and not by its name. */
enum FileFormat {
  GZIP("1f8b", "is compressed by gzip; unpack it first, with gunzip -c"),
  BZIP2("425a68", "is compressed by bzip2; unpack it first, with bunzip2 -c"),
  XZ("fd377a585a00", "is compressed by xz; unpack it first, with xz -dc"),
  ZSTD("28b52ffd", "is compressed by zstd; unpack it first, with zstd -dc"),
  LZ4("04224d18", "is compressed by lz4; unpack it first, with lz4 -dc"),
  SNAPPY("ff060000734e61507059", "is compressed by snappy; unpack it first"),
  ZIP(
      "504b0304",
      "is a ZIP archive, or a spreadsheet as .xlsx or .ods; unpack it, or save the sheet as CSV"),
  SPREADSHEET("d0cf11e0a1b11ae1", "is a spreadsheet or document of Office; save the sheet as CSV"),
  PARQUET(
      "50415231",
      "is a Parquet file, not CSV; give it with --table where the job has that, else write it as"
          + " CSV"),
  ORC("4f5243", "is an ORC file, not CSV; write it as CSV or Parquet"),
  AVRO("4f626a01", "is an Avro file, not CSV; write it as CSV or Parquet"),
  ARROW("4152524f5731", "is an Arrow file, not CSV; write it as CSV or Parquet"),
  HDF5("894844460d0a1a0a", "is an HDF5 file, not CSV; write its numbers as CSV"),
  NUMPY("934e554d5059", "is a NumPy file; write it as CSV: numpy.savetxt(…, delimiter=',')"),
  PDF("25504446", "is a PDF, not CSV"),
  LFS_POINTER(
      "76657273696f6e2068747470733a2f2f6769742d6c66732e",
      "is a pointer of Git LFS, not the file itself; fetch that, with git lfs pull"),
  UTF_32LE("fffe0000", Texts.UTF_32),
  UTF_32BE("0000feff", Texts.UTF_32),
  UTF_16LE("fffe", Texts.UTF_16),
  UTF_16BE("feff", Texts.UTF_16),
  UTF_16_WITHOUT_MARK("", Texts.UTF_16),
  BINARY("", "holds binary data, not CSV; give text in UTF-8");

  /** Longer than any of the beginnings above. */
  private static final int LONGEST = 32;

  private final String magic;
  private final String advice;

  /**
   * A format.
   *
   * @param magic its first bytes, in hexadecimal; empty where they do not tell
   */
  FileFormat(String magic, String advice) {
    this.magic = magic;
    this.advice = advice;
  }

  /** Constants of an enumeration cannot use its own static fields. */
  private static final class Texts {
    static final String UTF_16 =
        "is text in UTF-16; save it as UTF-8, with iconv -f UTF-16 -t UTF-8 for instance";
    static final String UTF_32 =
        "is text in UTF-32; save it as UTF-8, with iconv -f UTF-32 -t UTF-8 for instance";
  }

  /** What it is and what to do, to follow the file's name. */
  String advice() {
    return advice;
  }

  /**
   * What a file is; empty when it may be text in UTF-8.
   *
   * @param head its first bytes
   */
  static Optional<FileFormat> of(byte[] head) {
    String beginning = HexFormat.of().formatHex(head, 0, Math.min(head.length, LONGEST));
    return Arrays.stream(values())
        .filter(format -> !format.magic.isEmpty() && beginning.startsWith(format.magic))
        .findFirst()
        .or(() -> withNuls(head));
  }

  /** Digits and commas have a NUL as every second byte in UTF-16, and none in UTF-8. */
  private static Optional<FileFormat> withNuls(byte[] head) {
    int[] nuls = new int[2];
    for (int i = 0; i < head.length; i++) {
      if (head[i] == 0) {
        nuls[i % 2]++;
      }
    }
    int most = Math.max(nuls[0], nuls[1]);
    int least = Math.min(nuls[0], nuls[1]);
    if (most == 0) {
      return Optional.empty();
    }
    boolean pairs = least == 0 && most >= 0.4 * head.length;
    return Optional.of(pairs ? UTF_16_WITHOUT_MARK : BINARY);
  }
}
