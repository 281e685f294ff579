package org.matdesinne.deploy;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stands under deploy/, as far as it can be checked without its cluster. */
class TestDeployFiles {
  private static final ObjectMapper YAML = new ObjectMapper(new YAMLFactory());

  @TempDir private Path folder;

  private static JsonNode resource(String name) throws IOException {
    return YAML.readTree(Path.of("deploy/kubernetes").resolve(name).toFile());
  }

  private static JsonSchema operator() throws IOException {
    String schema =
        Files.readString(Path.of("src/test/resources/deploy/spark-operator.schema.json"));
    return JsonSchemaFactory.getInstance(VersionFlag.V202012).getSchema(schema);
  }

  @ParameterizedTest
  @ValueSource(strings = {"sweep-once.yaml", "sweep-nightly.yaml"})
  void kubernetesResourcesAreWhatTheOperatorTakes(String name) throws IOException {
    assertThat(operator().validate(resource(name))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "  mode: cluster|  mode: clustered",
        "    cores: 1|    cores: 0",
        "gpu.amount: \"0.25\"|gpu.amount: 0.25",
        "  mainClass: |  mainClas: ",
      })
  void whatTheOperatorDoesNotTakeIsFound(String right, String wrong) throws IOException {
    String text = Files.readString(Path.of("deploy/kubernetes/sweep-once.yaml"));
    assertThat(text).contains(right);
    assertThat(operator().validate(YAML.readTree(text.replace(right, wrong)))).isNotEmpty();
  }

  /** Spark's image has no home for its user, and Ivy's default is below it. */
  @Test
  void packagesAreLoadedWhereTheContainerCanWrite() throws IOException {
    JsonNode spec = resource("sweep-once.yaml").get("spec");
    assertThat(spec.at("/deps/packages")).isNotEmpty();
    assertThat(spec.at("/sparkConf").get("spark.jars.ivy").asText()).startsWith("/tmp/");
  }

  @Test
  void theNightlySweepIsTheSingleOneWithASeedOfItsOwn() throws IOException {
    JsonNode once = resource("sweep-once.yaml").get("spec");
    JsonNode nightly = resource("sweep-nightly.yaml").get("spec").get("template");
    once.fieldNames()
        .forEachRemaining(
            field -> {
              if (!field.equals("arguments")) {
                assertThat(nightly.get(field)).as(field).isEqualTo(once.get(field));
              }
            });
    assertThat(nightly.get("arguments").toString())
        .startsWith(once.get("arguments").toString().replaceAll("]$", ""))
        .contains("\"--seed\",\"today\"");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0\\n1 | {\"name\": \"gpu\", \"addresses\": [\"0\", \"1\"]}",
        "0     | {\"name\": \"gpu\", \"addresses\": [\"0\"]}",
        "''    | {\"name\": \"gpu\", \"addresses\": []}",
      })
  void gpusAreDiscoveredAsSparkWantsThem(String indices, String expected) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Process script = discover("printf '" + indices + "'");
    assertThat(json.readTree(script.getInputStream())).isEqualTo(json.readTree(expected));
    assertThat(script.waitFor()).isZero();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "2,3                | [\"2\", \"3\"]",
        "'GPU-1, MIG-2/3/4' | [\"GPU-1\", \"MIG-2/3/4\"]",
        "0,-1,2             | [\"0\"]",
        "''                 | []",
      })
  void ofGpusThatAreHiddenNothingIsSaid(String visible, String expected) throws Exception {
    ObjectMapper json = new ObjectMapper();
    Process script = discover("exit 9", Map.of("CUDA_VISIBLE_DEVICES", visible));
    assertThat(json.readTree(script.getInputStream()).get("addresses"))
        .isEqualTo(json.readTree(expected));
    assertThat(script.waitFor()).isZero();
  }

  @Test
  void aDriverThatDoesNotAnswerIsAFailure() throws Exception {
    Process script = discover("echo 'NVIDIA-SMI has failed' >&2; exit 9");
    assertThat(script.waitFor(10, TimeUnit.SECONDS)).isTrue();
    assertThat(script.exitValue()).isNotZero();
    assertThat(script.getInputStream().readAllBytes()).isEmpty();
  }

  /** Runs the discovery script with a stand-in for NVIDIA's tool. */
  private Process discover(String behaviour) throws IOException {
    return discover(behaviour, Map.of());
  }

  private Process discover(String behaviour, Map<String, String> environment) throws IOException {
    Path tool = folder.resolve("nvidia-smi");
    Files.writeString(
        tool,
        "#!/bin/bash\n[[ $* == '--query-gpu=index --format=csv,noheader' ]] || exit 64\n"
            + behaviour
            + "\n");
    assertThat(tool.toFile().setExecutable(true)).isTrue();
    ProcessBuilder builder =
        new ProcessBuilder(Path.of("deploy/gpu/discover-gpus.sh").toAbsolutePath().toString());
    builder.environment().remove("CUDA_VISIBLE_DEVICES");
    builder.environment().putAll(environment);
    builder.environment().merge("PATH", folder.toString(), (path, first) -> first + ":" + path);
    return builder.start();
  }
}
