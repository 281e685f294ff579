package org.matdesinne.nn;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;

/** A process loads one engine, so that each of these starts its own. */
class TestEngineEnvironment {
  @TempDir private Path folder;

  /** Loads the engine and says what it computes, or why not. */
  static final class Compute {
    private Compute() {}

    public static void main(String[] arguments) {
      try (NDManager manager = TorchRuntime.manager()) {
        System.out.println("sum " + manager.ones(new Shape(3)).sum().getFloat());
      } catch (InputException e) {
        System.out.println("refused: " + e.getMessage());
      }
    }
  }

  private record Finished(String output, String messages) {}

  private Finished compute(Map<String, String> environment, String... options)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("--add-opens=java.base/java.lang=ALL-UNNAMED");
    command.add("--add-opens=java.base/java.util=ALL-UNNAMED");
    command.addAll(List.of("-Dlog4j2.configurationFile=conf/log4j2.properties", "-Xmx256m"));
    command.addAll(List.of(options));
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), Compute.class.getName()));
    Path output = folder.resolve("output");
    Path messages = folder.resolve("messages");
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectOutput(output.toFile())
            .redirectError(messages.toFile());
    builder.environment().putAll(environment);
    Process process = builder.start();
    if (!process.waitFor(5, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("still computing: " + Files.readString(messages));
    }
    return new Finished(
        Files.readString(output, StandardCharsets.UTF_8),
        Files.readString(messages, StandardCharsets.UTF_8));
  }

  @Test
  void whatOthersSetForThemselvesIsIgnoredAndNamed() throws Exception {
    Map<String, String> foreign =
        Map.of(
            "PYTORCH_VERSION", "2.3.0",
            "PYTORCH_FLAVOR", "cu121",
            "PYTORCH_LIBRARY_PATH", planted().toString(),
            "PYTORCH_EXTRA_LIBRARY_PATH", "/no/such/library.so",
            "DJL_DEFAULT_ENGINE", "MXNet",
            "DJL_OFFLINE", "false");
    Finished finished = compute(foreign);
    assertThat(finished.output()).isEqualTo("sum 3.0\n");
    assertThat(finished.messages().lines())
        .hasSize(foreign.size())
        .allMatch(line -> line.contains("of the environment is ignored"));
    assertThat(finished.messages())
        .contains("PYTORCH_VERSION=2.3.0")
        .contains("for another one set MATDESINNE_PYTORCH_VERSION");
  }

  @Test
  void aQuietEnvironmentSaysNothing() throws Exception {
    assertThat(compute(Map.of("DJL_OFFLINE", "true", "OPT_OUT_TRACKING", "true")))
        .isEqualTo(new Finished("sum 3.0\n", ""));
  }

  @Test
  void aPlantedLibraryIsNotLoaded() throws Exception {
    Path open = planted();
    open.toFile().setWritable(true, false);
    assertThat(compute(Map.of("ENGINE_CACHE_DIR", open.toString())).output())
        .startsWith("refused: no native library is loaded from " + open.toRealPath())
        .contains("others can write it (owner ")
        .doesNotContain("ELF");
  }

  /** Where DJL would find it: loading it would fail with words about its ELF header. */
  private Path planted() throws IOException {
    Path place = folder.resolve("planted");
    Path engine = place.resolve("pytorch/2.7.1-20250812-cpu-linux-x86_64");
    Files.createDirectories(engine);
    Files.writeString(engine.resolve("libtorch.so"), "planted");
    Files.writeString(engine.resolve("0.35.1-libdjl_torch.so"), "planted");
    Files.writeString(place.resolve("libtorch.so"), "planted");
    return place;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "/no/such/torch | MATDESINNE_PYTORCH_LIBRARY_PATH names /no/such/torch, which cannot be read",
        "planted        | cannot be loaded: ",
      })
  void anEngineThatWasAskedForAndDoesNotLoadIsNamed(String asked, String message) throws Exception {
    String path = asked.equals("planted") ? planted().toString() : asked;
    assertThat(compute(Map.of("MATDESINNE_PYTORCH_LIBRARY_PATH", path)).output())
        .startsWith("refused: ")
        .contains(message)
        .doesNotContain("safetensors");
  }

  @Test
  void withoutAHomeNothingIsLeftBehind() throws Exception {
    Path temporary = Files.createDirectory(folder.resolve("tmp"));
    Finished finished = compute(Map.of(), "-Duser.home=?", "-Djava.io.tmpdir=" + temporary);
    assertThat(finished).isEqualTo(new Finished("sum 3.0\n", ""));
    try (Stream<Path> left = Files.list(temporary)) {
      assertThat(left.filter(path -> path.toString().contains("natives"))).isEmpty();
    }
  }

  @Test
  void whatIsAskedForWithThePrefixIsNotIgnored() {
    assertThat(
            EngineEnvironment.ignored(
                Map.of("PYTORCH_FLAVOR", "cu128", "MATDESINNE_PYTORCH_FLAVOR", "cu128")))
        .isEmpty();
    assertThat(EngineEnvironment.ignored(Map.of("PYTORCH_CUDA_ALLOC_CONF", "x", "PATH", "y")))
        .isEmpty();
  }
}
