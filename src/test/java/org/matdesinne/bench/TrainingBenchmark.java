package org.matdesinne.bench;

import ai.djl.ndarray.NDManager;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueFactory;
import java.io.File;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.apache.commons.rng.UniformRandomProvider;
import org.apache.commons.rng.simple.RandomSource;
import org.matdesinne.config.Amounts;
import org.matdesinne.dataset.Examples;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.NetworkSettings;
import org.matdesinne.network.NetworkState;
import org.matdesinne.network.Scaling;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.nn.Weights;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.training.Objective;
import org.matdesinne.training.Trainer;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What training costs with the settings of {@code conf/mos2.conf}, one core: milliseconds for an
 * epoch of the bundled rows, its score included.
 */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class TrainingBenchmark extends OneCoreBenchmark {
  private static final double UNCERTAINTY = 0.02;
  private static final int VALIDATION_ROWS = 900;

  /** What a training prepares counts a tenth. */
  private static final int EPOCHS = 10;

  /** A network of the configuration. */
  @Param({"dense", "student", "cinn", "spline-cinn"})
  public String network;

  private NDManager manager;
  private Objective objective;
  private Trainer trainer;
  private Examples training;
  private Examples validation;

  /** Initialises the network. */
  @Setup(Level.Trial)
  public void open() {
    RunSettings run =
        RunSettings.from(
            ConfigFactory.parseFile(new File("conf/mos2.conf"))
                .resolve()
                .withoutPath("profiles")
                .withoutPath("generation.by-generator")
                .withValue(
                    "networks." + network() + ".training.epochs",
                    ConfigValueFactory.fromAnyRef(EPOCHS)));
    TrainingSet rows = BundledModel.all().get(0).trainingSet().orElseThrow();
    Examples all =
        new Examples(
            rows.x(),
            rows.y(),
            Arrays.stream(rows.y()).map(y -> new double[] {UNCERTAINTY}).toArray(double[][]::new));
    validation = all.pick(IntStream.range(0, VALIDATION_ROWS).toArray());
    training = all.pick(IntStream.range(VALIDATION_ROWS, all.rows()).toArray());
    UniformRandomProvider random = RandomSource.PHILOX_4X64.create(1);
    NetworkSettings settings = run.networks().get(network);
    Scaling scaling = Scaling.fit(settings.coordinates(), training.x(), training.y());
    manager = TorchRuntime.manager();
    Weights weights = settings.blueprint().initialize(manager, scaling.dimension(), 1, random);
    objective =
        settings
            .blueprint()
            .objective(
                new NetworkState(manager, weights, scaling),
                Amounts.of(run.properties().floors()),
                settings.training().targetNoise());
    trainer = new Trainer(settings.training(), run.designSpace(), random);
  }

  private String network() {
    return '"' + network + '"';
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void close() {
    manager.close();
  }

  /** One epoch, of as many as a training has here. */
  @Benchmark
  @OperationsPerInvocation(EPOCHS)
  public int epoch() {
    try (NDManager moments = manager.newSubManager()) {
      return trainer.train(objective, training, validation, moments, epoch -> {}).epoch();
    }
  }
}
