package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.InputException;
import org.matdesinne.dataset.DataSettings;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.evaluate.BenchmarkJob;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.train.SearchJob;
import org.matdesinne.spark.train.TrainJob;

/**
 * Which configuration keys make another run of a job: those that decide its rows, and no others.
 */
class TestRunIdentity {
  private static final Config CONFIGURATION = ConfigurationFile.builtIn().resolved();

  private static final Set<String> TRAINED = Set.of("dense", "spline-cinn");
  private static final String SYMMETRIES = "design-space.symmetries";

  /**
   * What a job's run is.
   *
   * @param identity of given data, models or candidates
   * @param decisive keys, or what keys begin with
   * @param without those of them that decide nothing
   */
  private record Job(
      Function<RunSettings, String> identity, List<String> decisive, List<String> without) {

    boolean expects(String key) {
      return decisive.stream().anyMatch(key::startsWith)
          && without.stream().noneMatch(key::startsWith);
    }
  }

  static Stream<Arguments> jobs() {
    List<String> split = List.of("data.test-fraction", "data.validation-fraction", "seed");
    List<String> design = List.of(SYMMETRIES, "property.");
    List<String> networks = List.of("networks.dense.", "networks.spline-cinn.");
    List<String> generation = List.of("benchmark.novelty-tolerance", "generation.", "seed");
    // Of other generators than the one that draws, and of the optimizer that is not chosen.
    List<String> others = List.of("generation.by-generator.", "generation.localization.adam.");
    List<String> measured =
        List.of(
            "name",
            "benchmark.novelty-tolerance",
            "benchmark.held-out.",
            "benchmark.target-window",
            "benchmark.floor-tolerance",
            "benchmark.published.");
    List<String> oracle = List.of("oracle.");
    return Stream.of(
        Arguments.of(
            "ingest of files",
            new Job(
                s -> IngestJob.identity(s, "files"),
                join(List.of(split, design, List.of("data.missing", "data.replicates"))),
                List.of())),
        Arguments.of(
            "ingest of points that the oracle labels",
            new Job(
                s -> IngestJob.identity(s, DataSettings.ORACLE_SOURCE),
                join(List.of(split, design, oracle, List.of("data.rows", "data.sampling"))),
                List.of())),
        Arguments.of(
            "train",
            new Job(
                s -> TrainJob.identity(s, TRAINED),
                join(List.of(networks, design, List.of("seed"))),
                List.of())),
        Arguments.of(
            "search",
            new Job(
                SearchJob::scoring,
                join(
                    List.of(
                        design,
                        List.of(
                            "search.",
                            "generation.targets",
                            "benchmark.novelty-tolerance",
                            "benchmark.held-out.",
                            "seed"))),
                // What they are of a network is in its trials.
                List.of("search.grids.", "search.trials"))),
        Arguments.of("generate", new Job(GenerateJob::identity, generation, others)),
        Arguments.of(
            "benchmark beside files",
            new Job(
                s -> BenchmarkJob.identity(s, "files"),
                join(List.of(measured, design)),
                List.of())),
        Arguments.of(
            "inverse design",
            new Job(
                s -> InverseDesignJob.identity(s, DataSettings.ORACLE_SOURCE),
                join(
                    List.of(
                        networks,
                        List.of("networks.student."),
                        design,
                        generation,
                        measured,
                        oracle,
                        List.of("benchmark.oracle-sample"))),
                others)));
  }

  private static List<String> join(List<List<String>> lists) {
    return lists.stream().flatMap(List::stream).toList();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("jobs")
  void anotherValueMakesAnotherRunWhereItDecidesTheRows(String name, Job job) {
    String before = job.identity.apply(RunSettings.from(CONFIGURATION));
    Set<String> decisive = new TreeSet<>();
    Set<String> expected = new TreeSet<>();
    for (String key : keys()) {
      List<RunSettings> changed = changed(key);
      if (!changed.isEmpty() && job.expects(key)) {
        expected.add(key);
      }
      if (changed.stream().anyMatch(other -> !job.identity.apply(other).equals(before))) {
        decisive.add(key);
      }
    }
    assertThat(decisive).isEqualTo(expected).isNotEmpty();
  }

  /** Otherwise the test above says nothing of them. */
  @Test
  void nearlyAllKeysCanHaveAnotherValue() {
    assertThat(keys().stream().filter(key -> changed(key).isEmpty()))
        .isNotEmpty()
        .allMatch(
            key ->
                key.matches(
                    "data\\.sources\\..*|design-space\\.parameters|oracle\\.(cell|kind|sites\\..*)"
                        + "|networks\\..*\\.(kind|architecture\\.coupling)"
                        + "|sweep\\.(constraints|generators|seeds)"));
  }

  private static Set<String> keys() {
    return CONFIGURATION.entrySet().stream()
        .map(Map.Entry::getKey)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** The settings with other values of a key, as far as it may have others. */
  private static List<RunSettings> changed(String key) {
    List<RunSettings> changed = new ArrayList<>();
    for (Object other : (Iterable<Object>) others(key)::iterator) {
      try {
        changed.add(
            RunSettings.from(CONFIGURATION.withValue(key, ConfigValueFactory.fromAnyRef(other))));
      } catch (InputException notAllowed) {
        // The next one may be.
      }
    }
    return changed;
  }

  private static Stream<Object> others(String key) {
    if (key.equals("generation.limits")) {
      return Stream.of(List.of(Map.of("role", "lattice", "deviation", 0.05)));
    }
    ConfigValue value = CONFIGURATION.getValue(key);
    Object now = value.unwrapped();
    if (now instanceof Boolean flag) {
      return Stream.of(!flag);
    }
    if (now instanceof Number number) {
      double x = number.doubleValue();
      return Stream.concat(
          Stream.of(x * 1.5, x / 2, x + 1e-3),
          Stream.of(number.longValue() + 1, number.longValue() - 1));
    }
    if (now instanceof List<?> list) {
      List<?> fewer = list.isEmpty() ? List.of() : list.subList(0, list.size() - 1);
      return Stream.of(fewer, Collections.nCopies(2, list));
    }
    return value.valueType() == ConfigValueType.STRING
        ? Stream.<Object>of(
                "other",
                "value",
                "standardized",
                "probit",
                "affine",
                "none",
                "symmetry",
                "last",
                "best",
                "inn",
                "dense",
                "adam",
                "multi-start",
                "penalty",
                "mos2-pbe-2021",
                "cpu",
                "drop",
                "mean",
                "tab")
            .filter(other -> !other.equals(now))
        : Stream.empty();
  }
}
