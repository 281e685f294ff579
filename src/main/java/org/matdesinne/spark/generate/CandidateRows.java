package org.matdesinne.spark.generate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.localization.Localized;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.pipeline.BlockResult;
import org.matdesinne.pipeline.Candidate;
import org.matdesinne.selection.Rejection;
import org.matdesinne.spark.storage.TableSchema;

/**
 * Candidates and blocks as rows of their tables.
 *
 * @param runId of the run
 * @param model name of the generator
 */
record CandidateRows(String runId, String model) implements Serializable {

  /** Columns of {@link TableSchema#BLOCKS}, and behind them the block's candidates as rows. */
  Row block(BlockResult result) {
    List<Candidate> candidates = result.candidates();
    Row[] rows =
        candidates.stream()
            .map(candidate -> candidate(result.block().target(), candidate))
            .toArray(Row[]::new);
    return RowFactory.create(
        runId,
        model,
        result.block().target(),
        result.block().index(),
        result.block().first(),
        result.block().draws(),
        (int) candidates.stream().filter(Candidate::accepted).count(),
        result.generationSeconds(),
        result.selectionSeconds(),
        result.localizationSeconds(),
        rows);
  }

  private Row candidate(double target, Candidate candidate) {
    List<Object> values = new ArrayList<>();
    values.add(runId);
    values.add(model);
    values.add(target);
    values.add(candidate.id());
    Arrays.stream(candidate.raw()).forEach(values::add);
    if (candidate.localized().isPresent()) {
      Arrays.stream(candidate.localized().get().point()).forEach(values::add);
    } else {
      Arrays.stream(candidate.raw()).forEach(value -> values.add(null));
    }
    values.add(candidate.rawPrediction());
    values.add(candidate.localized().map(Localized::predicted).orElse(null));
    values.add(Double.isNaN(candidate.uncertainty()) ? null : candidate.uncertainty());
    values.add(candidate.localized().map(Localized::steps).orElse(0));
    values.add(candidate.novelty().map(Novelty.Result::nearestDistance).orElse(null));
    values.add(candidate.novelty().map(Novelty.Result::novelAverage).orElse(null));
    values.add(candidate.novelty().map(Novelty.Result::novelMaximum).orElse(null));
    values.add(candidate.status().label());
    values.add(candidate.rejection().map(Rejection::reason).orElse(null));
    return RowFactory.create(values.toArray());
  }
}
