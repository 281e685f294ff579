package org.matdesinne.spark.jobs;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.matdesinne.spark.evaluate.BenchmarkJob;
import org.matdesinne.spark.generate.GenerateJob;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.ingest.IngestJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.matdesinne.spark.run.RunManifest;
import org.matdesinne.spark.train.TrainJob;

/** From data to measured candidates: all jobs in a row, in one folder. */
public final class InverseDesignJob {
  static final String KIND = "inverse-design";

  private final JobContext context;

  /** A job in {@code context}. */
  public InverseDesignJob(JobContext context) {
    this.context = context;
  }

  /** Runs every part that is not finished yet. */
  public RunManifest run(
      DataOption option, GenerateJob.Extrapolation extrapolation, String output) {
    context.settings().requirePossibleTargets();
    IngestJob ingest = new IngestJob(context);
    IngestJob.Prepared prepared = ingest.prepare(option);
    RunFolder folder =
        new RunFolder(
            context, KIND, Output.of(output), prepared.fingerprint(), context.configuration());
    return folder.complete(() -> runParts(ingest, prepared, extrapolation, folder));
  }

  private RunManifest runParts(
      IngestJob ingest,
      IngestJob.Prepared prepared,
      GenerateJob.Extrapolation extrapolation,
      RunFolder folder) {
    Output data = Output.part(folder, IngestJob.KIND);
    Output model = Output.part(folder, TrainJob.KIND);
    Output generated = Output.part(folder, GenerateJob.KIND);
    Output benchmark = Output.part(folder, BenchmarkJob.KIND);
    Map<String, Long> rows = new TreeMap<>();
    rows.putAll(ingest.run(prepared, data).rows());
    Set<String> networks = context.settings().usedNetworks();
    folder.requireOurs();
    rows.putAll(new TrainJob(context).run(networks, data, model).rows());
    folder.requireOurs();
    RunManifest candidates = new GenerateJob(context).run(model, data, extrapolation, generated);
    rows.putAll(candidates.rows());
    folder.requireOurs();
    rows.putAll(new BenchmarkJob(context).run(generated, data, Optional.empty(), benchmark).rows());
    return folder.finish(prepared.source(), rows, Map.of(), candidates.targets());
  }
}
