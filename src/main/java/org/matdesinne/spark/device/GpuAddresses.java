package org.matdesinne.spark.device;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/**
 * Which device of this process an address means that Spark assigned: a number as nvidia-smi counts,
 * a UUID ({@code GPU-…}), or the name of a part of a GPU ({@code MIG-…}). The engine counts from 0
 * those that {@code CUDA_VISIBLE_DEVICES} names, in its order, and all where it is not set.
 *
 * @param visible CUDA_VISIBLE_DEVICES; empty where it is not set
 * @param uuids of the machine's GPUs by their numbers, asked for when needed; none where they are
 *     not known
 */
record GpuAddresses(Optional<String> visible, Supplier<Map<String, String>> uuids) {
  private static final String VARIABLE = "CUDA_VISIBLE_DEVICES";
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern COMMA = Pattern.compile("\\s*,\\s*");

  /** As this process sees them. */
  static GpuAddresses ofThisProcess() {
    return new GpuAddresses(Optional.ofNullable(System.getenv(VARIABLE)), GpuAddresses::ask);
  }

  /**
   * The device's number, as the engine counts.
   *
   * @throws UnusableDeviceException when this process does not see that device, or cannot know
   *     which it is
   */
  int index(String address) {
    if (visible.isEmpty()) {
      return NUMBER.matcher(address).matches() ? Integer.parseInt(address) : unhidden(address);
    }
    List<String> seen = seen(visible.get());
    for (String name : names(address, seen)) {
      for (int i = 0; i < seen.size(); i++) {
        if (means(seen.get(i), name)) {
          return i;
        }
      }
    }
    throw new UnusableDeviceException(
        "GPU "
            + address
            + ", which Spark assigned, is not among those that this process sees, "
            + VARIABLE
            + "="
            + visible.get()
            + "; unset it, or let the discovery script name only these, as"
            + " deploy/gpu/discover-gpus.sh does");
  }

  /** CUDA ignores what stands behind the first name that is none. */
  private static List<String> seen(String visible) {
    List<String> seen = new ArrayList<>();
    for (String name : COMMA.split(visible.strip(), -1)) {
      if (!NUMBER.matcher(name).matches() && !isUuid(name)) {
        break;
      }
      seen.add(name);
    }
    return seen;
  }

  private static boolean isUuid(String name) {
    return name.startsWith("GPU-") || name.startsWith("MIG-");
  }

  /** The address, and what else the same GPU is called where only that can be found in a list. */
  private List<String> names(String address, List<String> seen) {
    boolean number = NUMBER.matcher(address).matches();
    boolean same = seen.stream().anyMatch(name -> NUMBER.matcher(name).matches() == number);
    if (same || address.startsWith("MIG-")) {
      return List.of(address);
    }
    Map<String, String> known = uuids.get();
    if (number) {
      return known.containsKey(address) ? List.of(known.get(address)) : List.of();
    }
    return known.entrySet().stream()
        .filter(gpu -> means(gpu.getValue(), address))
        .map(Map.Entry::getKey)
        .toList();
  }

  /** CUDA takes the beginning of a UUID for the whole. */
  private static boolean means(String one, String other) {
    if (!isUuid(one) || !isUuid(other)) {
      return one.equals(other);
    }
    String a = one.toLowerCase(Locale.ROOT);
    String b = other.toLowerCase(Locale.ROOT);
    return a.startsWith(b) || b.startsWith(a);
  }

  private int unhidden(String address) {
    if (address.startsWith("GPU-")) {
      for (Map.Entry<String, String> gpu : uuids.get().entrySet()) {
        if (means(gpu.getValue(), address)) {
          return Integer.parseInt(gpu.getKey());
        }
      }
    }
    throw new UnusableDeviceException(
        "which device of this process GPU "
            + address
            + " is, which Spark assigned, cannot be known: "
            + (address.startsWith("GPU-")
                ? "nvidia-smi does not name it; "
                : "only a number or a GPU's UUID can be looked up; ")
            + "start executors with "
            + VARIABLE
            + "="
            + address
            + ", or let the discovery script print numbers, as deploy/gpu/discover-gpus.sh does");
  }

  private static Map<String, String> ask() {
    Map<String, String> found = new LinkedHashMap<>();
    try {
      Process tool =
          new ProcessBuilder("nvidia-smi", "--query-gpu=index,uuid", "--format=csv,noheader")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      String text = new String(tool.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
      Arrays.stream(text.split("\\R", -1))
          .map(line -> COMMA.split(line.strip(), -1))
          .filter(words -> words.length == 2 && NUMBER.matcher(words[0]).matches())
          .forEach(words -> found.put(words[0], words[1]));
    } catch (IOException e) {
      // No such tool: what it would say is not known.
      return Map.of();
    }
    return found;
  }
}
