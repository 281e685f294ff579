package org.matdesinne.model;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.dataset.TrainingSetCsv;

/**
 * A model that comes with this program, on the class path: no file system and no network are needed
 * to use it. It may bring along the rows that it was trained on, as {@link #TRAINING_SET}.
 *
 * @param folder of the class path that holds it
 * @param name that users call it by
 * @param networks names of its networks
 * @param source where its training set came from
 */
public record BundledModel(String folder, String name, List<String> networks, String source)
    implements SavedModel.Files {
  /** The file of the rows, beside the networks' folders: {@link TrainingSetCsv}, compressed. */
  public static final String TRAINING_SET = "training-set.csv.gz";

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

  /**
   * The rows that its networks were trained on, with their split; empty when the model does not
   * bring them along.
   *
   * @throws InputException when they are not the rows that the networks' manifests name
   */
  public Optional<TrainingSet> trainingSet() {
    return bytes(TRAINING_SET).map(this::rows);
  }

  /** The rows of a file, checked. */
  TrainingSet rows(byte[] compressed) {
    String title = name + "/" + TRAINING_SET;
    SavedModel model = new SavedModel(this);
    List<NetworkManifest> trained =
        networks.stream().flatMap(network -> model.manifest(network).stream()).toList();
    NetworkManifest first = trained.get(0);
    TrainingSet set;
    try (BufferedReader text =
        new BufferedReader(
            new InputStreamReader(
                new GZIPInputStream(new ByteArrayInputStream(compressed)),
                StandardCharsets.UTF_8))) {
      set = new TrainingSetCsv(first.designSpace(), first.properties()).read(title, text);
    } catch (IOException e) {
      throw new InputException(
          e, "cannot read %s, which comes with the program: %s", title, e.getMessage());
    }
    String found = set.hash();
    for (NetworkManifest network : trained) {
      if (!network.data().hash().equals(found)) {
        throw new InputException(
            "the rows in %s have the hash %s, but network '%s' was trained on %s: the program is"
                + " damaged; build or install it again",
            title, found, network.name(), network.data().hash());
      }
    }
    return set;
  }
}
