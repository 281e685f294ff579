package org.matdesinne.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.Arrays;
import org.matdesinne.dataset.TrainingSet;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.nn.TorchRuntime;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.surrogate.Surrogate;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.TearDown;

/**
 * What a run's kernels cost with the bundled model, one core: microseconds for a block. The
 * engine's matrix product, of the block with a layer's weights, is their yardstick.
 */
public class KernelBenchmark extends OneCoreBenchmark {
  private static final int WIDTH = 256;
  private static final double TARGET = 0.5;
  private static final double NOVELTY_TOLERANCE = 0.01;

  /** Rows of a block. */
  @Param({"256", "1024"})
  public int rows;

  private double[][] wanted;
  private NDManager manager;
  private NDArray left;
  private NDArray square;
  private Surrogate ensemble;
  private Surrogate student;
  private Generator cinn;
  private Generator splineCinn;
  private PointBatch points;
  private double[][] drawn;
  private double[][] cinnLatents;
  private double[][] splineLatents;
  private Novelty novelty;

  /** Opens the bundled model. */
  @Setup(Level.Trial)
  public void open() {
    BundledModel bundled = BundledModel.all().get(0);
    SavedModel model = new SavedModel(bundled);
    TrainedNetwork dense = model.load("dense");
    DesignSpace space = dense.manifest().designSpace();
    TrainingSet known = bundled.trainingSet().orElseThrow();
    manager = TorchRuntime.manager();
    left = manager.randomNormal(new Shape(rows, WIDTH));
    square = manager.randomNormal(new Shape(WIDTH, WIDTH));
    ensemble = dense.surrogate(Device.cpu());
    student = model.load("student").student(Device.cpu());
    cinn = model.load("cinn").confinedGenerator(Device.cpu());
    splineCinn = model.load("spline-cinn").confinedGenerator(Device.cpu());
    LatentSource source = new LatentSource(1);
    cinnLatents = source.draw(LatentSource.key(TARGET), 0, rows, cinn.latentDimension());
    splineLatents = source.draw(LatentSource.key(TARGET), 0, rows, splineCinn.latentDimension());
    wanted = new double[rows][];
    Arrays.fill(wanted, new double[] {TARGET});
    drawn = splineCinn.generate(splineLatents, TARGET);
    points = PointBatch.of(ensemble.manager(), drawn, drawn[0].length);
    novelty = Novelty.of(space, known.x(), NOVELTY_TOLERANCE);
  }

  /** Frees it. */
  @TearDown(Level.Trial)
  public void close() {
    ensemble.close();
    student.close();
    cinn.close();
    splineCinn.close();
    manager.close();
  }

  /** (rows, 256) times (256, 256). */
  @Benchmark
  public long matrixProduct() {
    return Tensors.scoped(() -> left.matMul(square).size());
  }

  /** Prediction and uncertainty of the ensemble. */
  @Benchmark
  public int ensembleValue() {
    return Tensors.scoped(() -> ensemble.evaluate(points).hashCode());
  }

  /** The same with derivatives. */
  @Benchmark
  public int ensembleValueAndGradient() {
    return Tensors.scoped(() -> ensemble.differentiate(points).hashCode());
  }

  /** What leads localization. */
  @Benchmark
  public int studentValueAndGradient() {
    return Tensors.scoped(() -> student.differentiate(points).hashCode());
  }

  /** Affine couplings. */
  @Benchmark
  public int cinnDraw() {
    return draw(cinn, cinnLatents);
  }

  /** Spline couplings. */
  @Benchmark
  public int splineCinnDraw() {
    return draw(splineCinn, splineLatents);
  }

  private int draw(Generator generator, double[][] latents) {
    return Tensors.scoped(() -> generator.draw(latents, wanted).rows());
  }

  /** Comparison with the known materials. */
  @Benchmark
  public int novelty() {
    return Arrays.stream(drawn).mapToInt(row -> novelty.examine(row).hashCode()).sum();
  }
}
