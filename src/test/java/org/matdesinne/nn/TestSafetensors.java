package org.matdesinne.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestSafetensors {
  private static final TensorSpec A = new TensorSpec("a", DataType.FLOAT32, new Shape(2, 2));
  private static final TensorSpec B = new TensorSpec("b", DataType.INT64, new Shape(1));

  private static final String ENTRY_A =
      "\"a\":{\"dtype\":\"F32\",\"shape\":[2,2],\"data_offsets\":[0,16]}";
  private static final String ENTRY_B =
      "\"b\":{\"dtype\":\"I64\",\"shape\":[1],\"data_offsets\":[16,24]}";
  private static final String HEADER = "{" + ENTRY_A + "," + ENTRY_B + "}";

  private static byte[] file(String header, int data) {
    byte[] text = header.getBytes(StandardCharsets.UTF_8);
    return ByteBuffer.allocate(8 + text.length + data)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(text.length)
        .put(text)
        .array();
  }

  @Test
  void whatWeightsWriteIsRead() {
    try (NDManager manager = TorchRuntime.manager()) {
      Weights weights = new Weights();
      weights.put("a", manager.create(new float[] {1, 2, 3, 4}, new Shape(2, 2)));
      weights.put("b", manager.create(new long[] {7}));
      Safetensors file = Safetensors.parse(weights.encode());
      assertThat(file.tensors()).containsExactly(A, B);
      Weights read = Weights.decode(manager, weights.encode());
      assertThat(read.tensor("a").toFloatArray()).containsExactly(1, 2, 3, 4);
      assertThat(read.tensor("b").toLongArray()).containsExactly(7);
    }
  }

  @Test
  void metadataScalarsAndEmptyTensorsAreAllowed() {
    String header =
        "{\"__metadata__\":{\"format\":\"pt\"},"
            + "\"s\":{\"dtype\":\"F64\",\"shape\":[],\"data_offsets\":[0,8]},"
            + "\"e\":{\"dtype\":\"F32\",\"shape\":[0,3],\"data_offsets\":[8,8]}}   ";
    assertThat(Safetensors.parse(file(header, 8)).tensors())
        .containsExactly(
            new TensorSpec("s", DataType.FLOAT64, new Shape()),
            new TensorSpec("e", DataType.FLOAT32, new Shape(0, 3)));
  }

  @ParameterizedTest(name = "{1}")
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[0,16]}        | [0,12]}         | tensor 'a' has shape [2,2] of F32, 16 bytes, and data_offsets [0,12], 12",
        "[0,16]}        | [16,0]}         | tensor 'a' has data_offsets [16,0], which are no range",
        "[0,16]}        | [0,160]}        | tensor 'a' has data_offsets [0,160], which are no range of the file's 24 bytes",
        "[0,16]}        | [-16,0]}        | tensor 'a' has data_offsets [-16,0], which is no list of whole numbers from 0",
        "[0,16]}        | [0,16.5]}       | tensor 'a' has data_offsets [0,16.5], which is no list of whole numbers",
        "[0,16]}        | [0,16,24]}      | tensor 'a' has data_offsets [0,16,24], which are no range",
        "[16,24]        | [8,16]          | tensor 'b' begins at byte 8, inside tensor 'a', which ends at 16",
        "[2,2]          | [2,3]           | tensor 'a' has shape [2,3] of F32, 24 bytes, and data_offsets [0,16], 16",
        "[2,2]          | [4294967296,4294967296,4]| tensor 'a' has shape [4294967296,4294967296,4], more than any",
        "[2,2]          | [-2,-2]         | tensor 'a' has shape [-2,-2], which is no list",
        "[2,2]          | \"four\"        | tensor 'a' has shape",
        "\"shape\":[2,2]| \"size\":[2,2]  | tensor 'a' has shape , which is no list",
        "F32            | F8              | tensor 'a' has dtype \"F8\"; known: BOOL, F16,",
        "\"b\"          | \"a\"           | its header is no JSON: Duplicate field 'a'",
        "{\"a\"         | [{\"a\"         | its header is no JSON",
      })
  void aHeaderThatIsWrongIsNamedWithItsTensor(String right, String wrong, String message) {
    assertThat(HEADER).contains(right);
    String header = HEADER.replace(right, wrong);
    assertThatThrownBy(() -> Safetensors.parse(file(header, 24)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("not a safetensors file: ")
        .hasMessageContaining(message);
  }

  @Test
  void bytesThatNoTensorHoldsAreAnError() {
    assertThatThrownBy(() -> Safetensors.parse(file(HEADER, 28)))
        .hasMessage("not a safetensors file: its tensors end at byte 24 of 28 bytes of data");
    String gap = "{" + ENTRY_A + "," + ENTRY_B.replace("[16,24]", "[20,28]") + "}";
    assertThatThrownBy(() -> Safetensors.parse(file(gap, 28)))
        .hasMessageEndingWith("tensor 'b' begins at byte 20, and nothing holds the bytes from 16");
  }

  @Test
  void aHeaderLongerThanTheFileIsAnError() {
    byte[] file = file(HEADER, 24);
    for (long length : new long[] {file.length - 7, 1L << 40, -1, 0}) {
      ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      assertThatThrownBy(() -> Safetensors.parse(file))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "not a safetensors file: its header of "
                  + Long.toUnsignedString(length)
                  + " bytes does not fit into "
                  + file.length
                  + " bytes");
    }
    assertThatThrownBy(() -> Safetensors.parse(new byte[7])).hasMessageContaining("has 7 bytes");
  }

  @Test
  void tensorsThatANetworkDoesNotHaveAreNamed() {
    Safetensors file = Safetensors.parse(file(HEADER, 24));
    file.require(List.of(B, A));
    TensorSpec c = new TensorSpec("c", DataType.FLOAT32, new Shape(1));
    assertThatThrownBy(() -> file.require(List.of(A, B, c)))
        .hasMessage("there is no tensor 'c'; there are: a, b");
    assertThatThrownBy(() -> file.require(List.of(A)))
        .hasMessage("tensor 'b' is not one of the network's");
    assertThatThrownBy(
            () -> file.require(List.of(new TensorSpec("a", DataType.FLOAT32, new Shape(4)), B)))
        .hasMessage("tensor 'a' has shape (2, 2) of float32, not (4) of float32");
    assertThatThrownBy(
            () -> file.require(List.of(A, new TensorSpec("b", DataType.FLOAT64, new Shape(1)))))
        .hasMessage("tensor 'b' has shape (1) of int64, not (1) of float64");
  }

  @Test
  void weightsThatAreNoNumbersAreNamed() {
    byte[] bytes = file(HEADER, 24);
    int data = bytes.length - 24;
    for (float value : new float[] {Float.NaN, Float.POSITIVE_INFINITY}) {
      ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).putFloat(data + 8, value);
      Safetensors file = Safetensors.parse(bytes);
      assertThatThrownBy(() -> file.require(List.of(A, B)))
          .hasMessage("tensor 'a' holds " + (double) value + " at position 2");
    }
  }

  /** Whatever the bytes: a file that holds together, or an error of the one kind. */
  @Test
  void noChangeOfBytesLeadsAnywhereElse() {
    UniformRandomProvider random = RandomSource.XO_SHI_RO_256_PP.create(2021L);
    byte[] right = file(HEADER, 24);
    byte[] letters = "{}[]\",:0123456789-.eaFI ".getBytes(StandardCharsets.US_ASCII);
    int refused = 0;
    for (int n = 0; n < 50_000; n++) {
      byte[] changed = right.clone();
      int changes = 1 + random.nextInt(4);
      for (int c = 0; c < changes; c++) {
        int at = random.nextInt(right.length - 24);
        changed[at] =
            random.nextBoolean()
                ? (byte) random.nextInt(256)
                : letters[random.nextInt(letters.length)];
      }
      try {
        Safetensors file = Safetensors.parse(changed);
        long bytes =
            file.tensors().stream().mapToLong(tensor -> file.bytes(tensor).remaining()).sum();
        assertThat(bytes).isLessThanOrEqualTo(changed.length);
      } catch (IllegalArgumentException e) {
        assertThat(e).hasMessageStartingWith("not a safetensors file: ");
        refused++;
      }
    }
    assertThat(refused).isBetween(10_000, 49_999);
  }
}
