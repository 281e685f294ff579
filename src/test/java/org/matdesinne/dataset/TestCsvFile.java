package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;

class TestCsvFile {
  private static final String TEXT = "3.16,3.16,12.3\n3.0,3.1,12.5\n";

  private static CsvFile open(byte[] bytes) throws IOException {
    return CsvFile.open("x.csv", new ByteArrayInputStream(bytes));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\ufeff"})
  void utf8IsReadWithAndWithoutAByteOrderMark(String mark) throws IOException {
    for (String end : new String[] {"\n", "\r\n", "\r"}) {
      byte[] bytes = (mark + TEXT.replace("\n", end)).getBytes(StandardCharsets.UTF_8);
      try (CsvFile file = open(bytes)) {
        assertThat(file.line()).contains(new CsvLine("x.csv", 1, "3.16,3.16,12.3"));
        assertThat(file.line()).contains(new CsvLine("x.csv", 2, "3.0,3.1,12.5"));
        assertThat(file.line()).isEmpty();
      }
    }
  }

  @Test
  void anEmptyFileHasNoLines() throws IOException {
    for (String nothing : new String[] {"", "\n", "\ufeff"}) {
      try (CsvFile file = open(nothing.getBytes(StandardCharsets.UTF_8))) {
        assertThat(file.line()).isEmpty();
      }
    }
  }

  @Test
  void compressedTextIsToldByItsBytes() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
      gzip.write(TEXT.getBytes(StandardCharsets.UTF_8));
    }
    assertRefused(packed.toByteArray(), "is compressed by gzip; unpack it first, with gunzip -c");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "425a6839            | is compressed by bzip2; unpack it first, with bunzip2 -c",
        "fd377a585a000004    | is compressed by xz; unpack it first, with xz -dc",
        "28b52ffd0458        | is compressed by zstd; unpack it first, with zstd -dc",
        "504b03041400        | is a ZIP archive, or a spreadsheet as .xlsx or .ods; unpack it, or save"
            + " the sheet as CSV",
        "5041523115041500    | is a Parquet file, not CSV; give it with --table where the job has"
            + " that, else write it as CSV",
        "894844460d0a1a0a00  | is an HDF5 file, not CSV; write its numbers as CSV",
        "934e554d505901007600| is a NumPy file; write it as CSV: numpy.savetxt(…, delimiter=',')",
        "332c0000000000      | holds binary data, not CSV; give text in UTF-8",
      })
  void otherFormatsAreNamed(String bytes, String advice) {
    assertRefused(HexFormat.of().parseHex(bytes), advice);
  }

  @ParameterizedTest
  @ValueSource(strings = {"UTF-16", "UTF-16LE", "UTF-16BE", "x-UTF-16LE-BOM"})
  void utf16IsNamedWithAndWithoutAByteOrderMark(String encoding) {
    for (String text : new String[] {TEXT, "3\r\n", "a,b,c\n" + TEXT}) {
      assertRefused(
          text.getBytes(Charset.forName(encoding)),
          "is text in UTF-16; save it as UTF-8, with iconv -f UTF-16 -t UTF-8 for instance");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"X-UTF-32LE-BOM", "X-UTF-32BE-BOM"})
  void utf32IsNamed(String encoding) {
    assertRefused(
        TEXT.getBytes(Charset.forName(encoding)),
        "is text in UTF-32; save it as UTF-8, with iconv -f UTF-32 -t UTF-8 for instance");
  }

  private static void assertRefused(byte[] bytes, String advice) {
    assertThatThrownBy(() -> open(bytes).close())
        .isInstanceOf(InputException.class)
        .hasMessage("x.csv " + advice);
  }
}
