package org.matdesinne.spark.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.spark.artifact.ModelStore;
import org.matdesinne.spark.artifact.TrainingData;
import org.matdesinne.spark.artifact.TrainingSetStore;
import org.matdesinne.spark.evaluate.BenchmarkJob;
import org.matdesinne.spark.generate.DesignInputs;
import org.matdesinne.spark.generate.Extrapolation;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.train.TrainJob;

/** From data to measured candidates: all jobs in a row, in one folder. */
public final class InverseDesignJob {
  private final JobContext context;

  /** A job in {@code context}. */
  public InverseDesignJob(JobContext context) {
    this.context = context;
  }

  /** Runs every part that is not finished yet. */
  public RunManifest run(DataOption option, Extrapolation extrapolation, String output) {
    context.settings().requirePossibleTargets();
    context.settings().requireGuide();
    IngestJob ingest = new IngestJob(context);
    new BenchmarkJob(context).requireUsableOracle();
    IngestJob.Prepared prepared = ingest.prepare(option);
    RunFolder folder =
        new RunFolder(
            context,
            JobKind.INVERSE_DESIGN,
            Output.of(output),
            prepared.fingerprint(),
            identity(context.settings(), prepared.source()));
    return folder.complete(() -> runParts(ingest, prepared, extrapolation, folder));
  }

  /**
   * All settings that decide what given data become.
   *
   * @param source where the data came from
   */
  static String identity(RunSettings settings, String source) {
    return String.join(
        "\n",
        TrainJob.identity(settings, settings.usedNetworks()),
        GenerateJob.identity(settings),
        BenchmarkJob.identity(settings, source));
  }

  private RunManifest runParts(
      IngestJob ingest,
      IngestJob.Prepared prepared,
      Extrapolation extrapolation,
      RunFolder folder) {
    Output model = folder.part(JobKind.TRAIN);
    Output generated = folder.part(JobKind.GENERATE);
    Output benchmark = folder.part(JobKind.BENCHMARK);
    Map<String, Long> rows = new TreeMap<>();
    Output ingested = folder.part(JobKind.INGEST);
    RunManifest read = ingest.run(prepared, ingested);
    rows.putAll(read.rows());
    TrainingData data = new TrainingSetStore(context).load(ingested);
    Set<String> networks = context.settings().usedNetworks();
    folder.requireOurs();
    rows.putAll(new TrainJob(context).run(networks, data, model).rows());
    folder.requireOurs();
    DesignInputs inputs = DesignInputs.of(ModelStore.of(context.storage(), model).saved(), data);
    RunManifest candidates = new GenerateJob(context).run(inputs, extrapolation, generated);
    rows.putAll(candidates.rows());
    folder.requireOurs();
    rows.putAll(new BenchmarkJob(context).run(generated, data, Optional.empty(), benchmark).rows());
    return folder.finish(
        prepared.source(), rows, Map.of(), candidates.targets(), Optional.ofNullable(read.data()));
  }
}
