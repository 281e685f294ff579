package org.matdesinne.nn;

import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/**
 * A safetensors file, checked before anything is made of it: eight bytes with the length of the
 * header, a header in JSON, and the tensors' bytes one behind the other without gaps, little
 * endian.
 *
 * @see <a href="https://github.com/huggingface/safetensors#format">the format</a>
 */
public final class Safetensors {
  private static final int LENGTH_BYTES = Long.BYTES;
  private static final String METADATA = "__metadata__";
  private static final ObjectMapper JSON =
      new ObjectMapper()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS);
  private static final Map<String, DataType> TYPES =
      Map.of(
          "F64", DataType.FLOAT64,
          "F32", DataType.FLOAT32,
          "F16", DataType.FLOAT16,
          "I64", DataType.INT64,
          "I32", DataType.INT32,
          "I8", DataType.INT8,
          "U8", DataType.UINT8,
          "BOOL", DataType.BOOLEAN);

  private record Tensor(TensorSpec spec, int begin, int end) {}

  private final ByteBuffer data;
  private final Map<String, Tensor> tensors;

  private Safetensors(ByteBuffer data, Map<String, Tensor> tensors) {
    this.data = data;
    this.tensors = tensors;
  }

  /**
   * Reads the header.
   *
   * @throws IllegalArgumentException when the bytes are not safetensors; the message names the
   *     tensor where one is at fault
   */
  public static Safetensors parse(byte[] file) {
    if (file.length < LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "not a safetensors file: it has " + file.length + " bytes, its header's length takes 8");
    }
    long header = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).getLong();
    if (header < 2 || header > file.length - LENGTH_BYTES) {
      throw new IllegalArgumentException(
          "not a safetensors file: its header of "
              + Long.toUnsignedString(header)
              + " bytes does not fit into "
              + file.length
              + " bytes");
    }
    int start = LENGTH_BYTES + (int) header;
    ByteBuffer data =
        ByteBuffer.wrap(file, start, file.length - start).slice().order(ByteOrder.LITTLE_ENDIAN);
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    json(file, (int) header)
        .properties()
        .forEach(
            field -> {
              if (!field.getKey().equals(METADATA)) {
                tensors.put(
                    field.getKey(), tensor(field.getKey(), field.getValue(), data.capacity()));
              }
            });
    requireNoGaps(tensors, data.capacity());
    return new Safetensors(data, tensors);
  }

  private static JsonNode json(byte[] file, int length) {
    String text = new String(file, LENGTH_BYTES, length, StandardCharsets.UTF_8);
    try {
      JsonNode header = JSON.readTree(text);
      if (!header.isObject()) {
        throw new IllegalArgumentException(
            "not a safetensors file: its header is no object in JSON");
      }
      return header;
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "not a safetensors file: its header is no JSON: " + e.getOriginalMessage(), e);
    }
  }

  private static Tensor tensor(String name, JsonNode entry, int available) {
    DataType type = TYPES.get(entry.path("dtype").asText());
    if (type == null) {
      throw wrong(name, "has dtype " + entry.path("dtype") + "; known: " + known());
    }
    long[] shape = numbers(name, entry, "shape");
    long[] offsets = numbers(name, entry, "data_offsets");
    if (offsets.length != 2 || offsets[0] > offsets[1] || offsets[1] > available) {
      throw wrong(
          name,
          "has data_offsets "
              + entry.path("data_offsets")
              + ", which are no range of the file's "
              + available
              + " bytes of data");
    }
    long bytes = type.getNumOfBytes();
    try {
      for (long size : shape) {
        bytes = Math.multiplyExact(bytes, size);
      }
    } catch (ArithmeticException e) {
      throw wrong(name, "has shape " + entry.path("shape") + ", more than any file holds");
    }
    if (bytes != offsets[1] - offsets[0]) {
      throw wrong(
          name,
          "has shape "
              + entry.path("shape")
              + " of "
              + entry.path("dtype").asText()
              + ", "
              + bytes
              + " bytes, and data_offsets "
              + entry.path("data_offsets")
              + ", "
              + (offsets[1] - offsets[0]));
    }
    return new Tensor(
        new TensorSpec(name, type, new Shape(shape)), (int) offsets[0], (int) offsets[1]);
  }

  private static String known() {
    return String.join(", ", TYPES.keySet().stream().sorted().toList());
  }

  private static long[] numbers(String name, JsonNode entry, String key) {
    JsonNode list = entry.path(key);
    boolean right =
        list.isArray()
            && StreamSupport.stream(list.spliterator(), false)
                .allMatch(n -> n.isIntegralNumber() && n.canConvertToLong() && n.asLong() >= 0);
    if (!right) {
      throw wrong(name, "has " + key + " " + list + ", which is no list of whole numbers from 0");
    }
    return StreamSupport.stream(list.spliterator(), false).mapToLong(JsonNode::asLong).toArray();
  }

  private static void requireNoGaps(Map<String, Tensor> tensors, int available) {
    List<Tensor> inOrder = new ArrayList<>(tensors.values());
    inOrder.sort(Comparator.comparingInt(Tensor::begin).thenComparingInt(Tensor::end));
    int end = 0;
    String before = "";
    for (Tensor tensor : inOrder) {
      if (tensor.begin != end) {
        throw wrong(
            tensor.spec.name(),
            "begins at byte "
                + tensor.begin
                + (tensor.begin < end
                    ? ", inside tensor '" + before + "', which ends at " + end
                    : ", and nothing holds the bytes from " + end));
      }
      end = tensor.end;
      before = tensor.spec.name();
    }
    if (end != available) {
      throw new IllegalArgumentException(
          "not a safetensors file: its tensors end at byte "
              + end
              + " of "
              + available
              + " bytes of data");
    }
  }

  private static IllegalArgumentException wrong(String tensor, String what) {
    return new IllegalArgumentException("not a safetensors file: tensor '" + tensor + "' " + what);
  }

  /** The tensors in the order of the header. */
  public List<TensorSpec> tensors() {
    return tensors.values().stream().map(Tensor::spec).toList();
  }

  /** The bytes of a tensor, little endian. */
  ByteBuffer bytes(TensorSpec tensor) {
    Tensor found = tensors.get(tensor.name());
    return data.slice(found.begin, found.end - found.begin).order(ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Checks that the file holds these tensors and no others, of numbers.
   *
   * @throws IllegalArgumentException that names the first tensor that is missing, of another type
   *     or shape, not wanted, or not finite
   */
  public void require(List<TensorSpec> wanted) {
    for (TensorSpec each : wanted) {
      Tensor found = tensors.get(each.name());
      if (found == null) {
        throw new IllegalArgumentException(
            "there is no tensor '"
                + each.name()
                + "'; there are: "
                + String.join(", ", tensors.keySet()));
      }
      if (!found.spec.equals(each)) {
        throw new IllegalArgumentException(
            "tensor '"
                + each.name()
                + "' has shape "
                + found.spec.shape()
                + " of "
                + found.spec.type()
                + ", not "
                + each.shape()
                + " of "
                + each.type());
      }
      requireFinite(each);
    }
    List<String> names = wanted.stream().map(TensorSpec::name).toList();
    for (String name : tensors.keySet()) {
      if (!names.contains(name)) {
        throw new IllegalArgumentException("tensor '" + name + "' is not one of the network's");
      }
    }
  }

  private void requireFinite(TensorSpec tensor) {
    ByteBuffer bytes = bytes(tensor);
    for (int i = 0; bytes.hasRemaining(); i++) {
      double value =
          switch (tensor.type()) {
            case FLOAT32 -> bytes.getFloat();
            case FLOAT64 -> bytes.getDouble();
            default -> bytes.get();
          };
      if (!Double.isFinite(value)) {
        throw new IllegalArgumentException(
            "tensor '" + tensor.name() + "' holds " + value + " at position " + i);
      }
    }
  }
}
