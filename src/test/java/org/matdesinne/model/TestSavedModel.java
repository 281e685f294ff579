package org.matdesinne.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.apache.commons.codec.digest.DigestUtils;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;

/** Weights whose hash the manifest names, and that are wrong all the same. */
class TestSavedModel {
  private static final BundledModel RIGHT = BundledModel.in("/models/test-index.json").get(0);

  /** The network 'inn' with other weights, whose hash was made to fit. */
  private record Forged(byte[] weights) implements SavedModel.Files {
    @Override
    public String place() {
      return "forged";
    }

    @Override
    public List<String> folders() {
      return RIGHT.folders();
    }

    @Override
    public Optional<byte[]> bytes(String path) {
      if (path.endsWith(SavedModel.WEIGHTS)) {
        return Optional.of(weights);
      }
      String manifest = new String(RIGHT.bytes(path).orElseThrow(), StandardCharsets.UTF_8);
      String right = DigestUtils.sha256Hex(weights());
      return Optional.of(
          manifest
              .replace(DigestUtils.sha256Hex(TestSavedModel.weights()), right)
              .getBytes(StandardCharsets.UTF_8));
    }
  }

  private static byte[] weights() {
    return RIGHT.bytes("inn/" + SavedModel.WEIGHTS).orElseThrow();
  }

  /** The weights with another header of the same length. */
  private static byte[] header(UnaryOperator<String> change) {
    byte[] file = weights().clone();
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    String changed = change.apply(new String(file, 8, length, StandardCharsets.UTF_8));
    byte[] bytes = changed.getBytes(StandardCharsets.UTF_8);
    assertThat(bytes).hasSize(length).isNotEqualTo(List.of());
    System.arraycopy(bytes, 0, file, 8, length);
    return file;
  }

  private static byte[] number(float value) {
    byte[] file = weights().clone();
    int length = (int) ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putFloat(8 + length, value);
    return file;
  }

  private static byte[] longer() {
    byte[] file = weights().clone();
    ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).putLong(file.length);
    return file;
  }

  static Stream<Arguments> forgeries() {
    return Stream.of(
        Arguments.of(
            "no such tensor",
            header(h -> h.replace("block.0.s1.linear0.bias", "block.0.s1.linear0.bios")),
            "there is no tensor 'block.0.s1.linear0.bias'; there are: "),
        Arguments.of(
            "another shape",
            header(h -> h.replaceFirst("\"shape\":\\[(\\d+),(\\d+)]", "\"shape\":[$2,$1]")),
            "' has shape ("),
        Arguments.of(
            "overlapping offsets", header(TestSavedModel::overlapping), ", inside tensor '"),
        Arguments.of("a header longer than the file", longer(), "does not fit into"),
        Arguments.of("no number", number(Float.NaN), "' holds NaN at position 0"),
        Arguments.of("infinity", number(Float.NEGATIVE_INFINITY), "' holds -Infinity at position"),
        Arguments.of("cut off", new byte[] {1, 2, 3}, "it has 3 bytes"));
  }

  /** The second of two tensors of equal size begins where the first does. */
  private static String overlapping(String header) {
    String first = "\"data_offsets\":[";
    int a = header.indexOf(first) + first.length();
    String range = header.substring(a, header.indexOf(']', a));
    int end = Integer.parseInt(range.split(",", -1)[1]);
    int b = header.indexOf("[" + end + ",");
    String next = header.substring(b + 1, header.indexOf(']', b));
    int nextEnd = Integer.parseInt(next.split(",", -1)[1]);
    String moved = (end - 4) + "," + (nextEnd - 4);
    assertThat(moved).hasSameSizeAs(next);
    return header.replace("[" + next + "]", "[" + moved + "]");
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("forgeries")
  void aForgedFileIsNamedWithItsTensor(String name, byte[] weights, String message) {
    assertThat(weights).isNotEqualTo(weights());
    SavedModel forged = new SavedModel(new Forged(weights));
    assertThatThrownBy(() -> forged.load("inn"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith(
            "forged/inn/weights.safetensors holds not the network that its manifest describes: ")
        .hasMessageContaining(message)
        .hasMessageEndingWith("; train the model again");
  }

  @ParameterizedTest
  @ValueSource(strings = {"cinn", "inn", "mdn", "cvae", "spline-cinn", "flow-matching", "dense"})
  void networksOfEveryKindAreWhatTheirManifestsDescribe(String name) {
    BundledModel all = new BundledModel("/models/v1", "v1", List.of(name), "here");
    assertThat(new SavedModel(all).load(name).manifest().name()).isEqualTo(name);
  }

  @Test
  void aManifestIsReadWithoutItsWeights() {
    SavedModel forged = new SavedModel(new Forged(new byte[0]));
    assertThat(forged.manifest("inn").orElseThrow().name()).isEqualTo("inn");
    assertThat(new SavedModel(RIGHT).manifest("none")).isEmpty();
  }
}
