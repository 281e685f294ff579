package org.matdesinne.spark;

import java.nio.file.Path;
import java.util.List;
import org.apache.spark.sql.SparkSession;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.train.TrainJob;

/**
 * Real data, real networks; only the training is short.
 *
 * @param context of the jobs that made them
 * @param data the training set
 * @param model trained on it
 */
public record SmallModel(JobContext context, Output data, Output model) {
  public static final int SAMPLES = 40;
  private static final String SETTINGS =
      """
      include classpath("conf/mos2.conf")
      data { rows = 400, validation-fraction = 0.2 }
      networks.cinn.architecture { blocks = 2, hidden = 16 }
      networks.cinn.teacher.points = 400
      networks.inn.architecture { blocks = 2, hidden = 16 }
      networks.dense { members = 2, architecture { hidden = 16, layers = 2 } }
      networks.dense.training { epochs = 200, batch = 50, learning-rate = 1e-2 }
      networks.student { architecture { hidden = 16, layers = 2 }, teacher.points = 400, training { epochs = 4, batch = 50 } }
      networks.cinn.training { epochs = 4, batch = 50 }
      networks.inn.training { epochs = 4, batch = 50 }
      generation { generator = cinn, targets = [0, 0.2], samples = %d, max-draws = 4000, block-size = 16, window = 5 }
      generation.localization.tolerance = 0.02
      generation.abstention.uncertainty = 10
      benchmark { oracle-sample = 5, posterior-points = 20, posterior-draws = 50 }
      """
          .formatted(SAMPLES);

  /** Makes data and a model in {@code folder}. */
  public static SmallModel in(Path folder, SparkSession spark) {
    JobContext context = context(spark, List.of());
    IngestJob ingest = new IngestJob(context);
    // Every job that is tested with them is tested with names that are more than letters, too.
    Output data = Output.of(folder.resolve("data:1 [z]* 100%20").toString());
    ingest.run(ingest.prepare(new DataOption.Configured()), data);
    Output model = Output.of(folder.resolve("model:1 {a,b}? ü#").toString());
    SmallModel small = new SmallModel(context, data, model);
    new TrainJob(context).run(context.settings().usedNetworks(), small.trainingData(), model);
    return small;
  }

  /** The training set, in memory. */
  public TrainingData trainingData() {
    return new TrainingSetStore(context).load(data);
  }

  /** What generations start from. */
  public DesignInputs inputs() {
    return DesignInputs.of(ModelStore.of(context.storage(), model).saved(), trainingData());
  }

  /** The built-in configuration, made small. */
  public static ConfigurationFile configuration() {
    return ConfigurationFile.parse(SETTINGS, "small");
  }

  /** The context of a small run with {@code overrides}. */
  public static JobContext context(SparkSession spark, List<String> overrides) {
    var resolved = configuration().with(overrides).resolved();
    return JobContext.in(spark, resolved);
  }
}
