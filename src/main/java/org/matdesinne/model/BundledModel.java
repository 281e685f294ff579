package org.matdesinne.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A model that comes with this program, on the class path: no file system and no network are needed
 * to use it.
 *
 * @param folder of the class path that holds it
 * @param name that users call it by
 * @param networks names of its networks
 * @param source where its training set came from
 */
public record BundledModel(String folder, String name, List<String> networks, String source)
    implements SavedModel.Files {
  private static final String INDEX = "/models/index.json";

  private record Entry(String name, List<String> networks, String source) {}

  /** All that come with this program. */
  public static List<BundledModel> all() {
    return in(INDEX);
  }

  /**
   * The models that an index lists: {@code [{"name": ..., "networks": [...], "source": ...}]}. Each
   * network lies beside the index, in {@code name/network/}.
   *
   * @param index path of a resource
   * @throws IllegalStateException when there is no such resource
   */
  public static List<BundledModel> in(String index) {
    try (InputStream stream = BundledModel.class.getResourceAsStream(index)) {
      if (stream == null) {
        throw new IllegalStateException(index + " is not on the class path");
      }
      String root = index.substring(0, index.lastIndexOf('/') + 1);
      return Arrays.stream(new ObjectMapper().readValue(stream, Entry[].class))
          .map(
              entry ->
                  new BundledModel(root + entry.name, entry.name, entry.networks, entry.source))
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + index + " of the class path", e);
    }
  }

  @Override
  public String place() {
    return name;
  }

  @Override
  public List<String> folders() {
    return networks;
  }

  @Override
  public Optional<byte[]> bytes(String path) {
    try (InputStream stream = BundledModel.class.getResourceAsStream(folder + "/" + path)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException("cannot read " + folder + "/" + path, e);
    }
  }
}
