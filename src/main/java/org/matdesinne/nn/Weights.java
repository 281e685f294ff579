package org.matdesinne.nn;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The parameters of a network under plain names, in order: what a safetensors file holds.
 *
 * <p>Tensors belong to the manager that they were made with.
 */
public final class Weights {
  private final Map<String, NDArray> tensors = new LinkedHashMap<>();

  /**
   * Reads safetensors.
   *
   * @throws IllegalArgumentException when the bytes are not safetensors
   */
  public static Weights decode(NDManager manager, byte[] safetensors) {
    Safetensors file = Safetensors.parse(safetensors);
    Weights weights = new Weights();
    for (TensorSpec tensor : file.tensors()) {
      weights.put(tensor.name(), manager.create(file.bytes(tensor), tensor.shape(), tensor.type()));
    }
    return weights;
  }

  /** The same tensors as safetensors. */
  public byte[] encode() {
    NDList list = new NDList(tensors.size());
    tensors.forEach(
        (name, tensor) -> {
          tensor.setName(name);
          list.add(tensor);
        });
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      list.encode(bytes, NDList.Encoding.SAFETENSORS);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** Adds a tensor under a name not used before. */
  public void put(String name, NDArray tensor) {
    if (tensors.putIfAbsent(name, tensor) != null) {
      throw new IllegalArgumentException("two tensors are named '" + name + "'");
    }
  }

  /** Adds all tensors of {@code others}, their names behind {@code prefix}. */
  public void putAll(String prefix, Weights others) {
    others.tensors.forEach((name, tensor) -> put(prefix + name, tensor));
  }

  /** The tensors whose names begin with {@code prefix}, without it: the tensors are shared. */
  public Weights under(String prefix) {
    Weights part = new Weights();
    tensors.forEach(
        (name, tensor) -> {
          if (name.startsWith(prefix)) {
            part.put(name.substring(prefix.length()), tensor);
          }
        });
    return part;
  }

  /** The tensor called {@code name}. */
  public NDArray tensor(String name) {
    NDArray tensor = tensors.get(name);
    if (tensor == null) {
      throw new IllegalArgumentException(
          "no tensor '" + name + "'; there are: " + String.join(", ", tensors.keySet()));
    }
    return tensor;
  }

  /** The tensor called {@code name}, which must have {@code shape}. */
  public NDArray tensor(String name, Shape shape) {
    NDArray tensor = tensor(name);
    if (!tensor.getShape().equals(shape)) {
      throw new IllegalArgumentException(
          "tensor '" + name + "' has shape " + tensor.getShape() + ", not " + shape);
    }
    return tensor;
  }

  /** Whether there is a tensor called {@code name}. */
  public boolean has(String name) {
    return tensors.containsKey(name);
  }

  /** All tensors of floating-point numbers: those that training changes. */
  public Collection<NDArray> trainable() {
    return tensors.values().stream().filter(t -> t.getDataType().isFloating()).toList();
  }

  /** The same weights with floating-point numbers of {@code type}. */
  public Weights as(DataType type) {
    Weights converted = new Weights();
    tensors.forEach(
        (name, tensor) ->
            converted.put(
                name, tensor.getDataType().isFloating() ? tensor.toType(type, true) : tensor));
    return converted;
  }
}
