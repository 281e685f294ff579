package org.matdesinne.spark;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import org.apache.spark.sql.SparkSession;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.train.TrainJob;

/** An arm whose height and grip force are designed: a small model of two properties. */
public final class SmallArm {
  /** Accepted candidates a target. */
  public static final int SAMPLES = 40;

  /** How near a wanted height has to be, in m. */
  public static final double HEIGHT_TOLERANCE = 0.01;

  /** How near a wanted grip force has to be, in N. */
  public static final double FORCE_TOLERANCE = 0.1;

  private static final int ROWS = 600;

  private SmallArm() {}

  /** Makes data and a model in {@code folder}. */
  public static SmallModel in(Path folder, SparkSession spark) throws IOException {
    JobContext context = context(spark, List.of());
    IngestJob ingest = new IngestJob(context);
    Output data = Output.of(folder.resolve("data").toString());
    ingest.run(ingest.prepare(table(folder)), data);
    Output model = Output.of(folder.resolve("model").toString());
    SmallModel small = new SmallModel(context, data, model);
    new TrainJob(context).run(context.settings().usedNetworks(), small.trainingData(), model);
    return small;
  }

  /** Writes its labelled points into {@code folder}. */
  public static DataOption.Table table(Path folder) throws IOException {
    Random random = new Random(1);
    StringBuilder rows = new StringBuilder("shoulder,elbow,wrist,grip force,height\n");
    for (int i = 0; i < ROWS; i++) {
      double[] joints = random.doubles(3, -90, 90).toArray();
      double[] labels = labels(joints);
      rows.append(joints[0] + "," + joints[1] + "," + joints[2])
          .append("," + labels[1] + "," + labels[0] + "\n");
    }
    Path file = Files.writeString(folder.resolve("arm.csv"), rows);
    return new DataOption.Table(file.toString());
  }

  /**
   * What the networks learn.
   *
   * @param joints (parameters), in degrees
   * @return height in m, from -2 to 2, and grip force in N, from 0 to 36: the less the higher
   */
  public static double[] labels(double[] joints) {
    double shoulder = Math.toRadians(joints[0]);
    double elbow = shoulder + Math.toRadians(joints[1]);
    double wrist = elbow + Math.toRadians(joints[2]);
    double height = 0.5 * Math.sin(shoulder) + 0.5 * Math.sin(elbow) + Math.sin(wrist);
    double force = 30 * Math.cos(Math.toRadians(joints[1])) - 10 - 8 * height;
    return new double[] {height, Math.max(0, force)};
  }

  /** Its configuration. */
  public static ConfigurationFile configuration() {
    try (InputStream stream = SmallArm.class.getResourceAsStream("/e2e/arm.conf")) {
      return ConfigurationFile.parse(
          new String(stream.readAllBytes(), StandardCharsets.UTF_8), "arm.conf");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The context of a run with {@code overrides}. */
  public static JobContext context(SparkSession spark, List<String> overrides) {
    return JobContext.in(spark, configuration().with(overrides).resolved());
  }
}
