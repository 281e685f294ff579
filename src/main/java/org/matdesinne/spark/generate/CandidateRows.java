package org.matdesinne.spark.generate;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.matdesinne.design.Target;
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
 * @param within greatest difference from a given point, as a share of a parameter's range
 */
record CandidateRows(String runId, String model, double within) implements Serializable {

  /**
   * Columns of {@link TableSchema#BLOCKS}, and behind them which of the block's candidates are
   * accepted, a bit each, and the candidates as rows.
   */
  Row block(BlockResult result) {
    List<Candidate> candidates = result.candidates();
    BitSet accepted = new BitSet();
    IntStream.range(0, candidates.size())
        .filter(i -> candidates.get(i).accepted())
        .forEach(accepted::set);
    Row[] rows =
        candidates.stream()
            .map(candidate -> candidate(result.block().target().label(), candidate))
            .toArray(Row[]::new);
    List<Object> values = values(DrawnBlock.of(result));
    values.add(accepted.toByteArray());
    values.add(rows);
    return RowFactory.create(values.toArray());
  }

  /** Columns of {@link TableSchema#BLOCKS}. */
  Row block(DrawnBlock block) {
    return RowFactory.create(values(block).toArray());
  }

  private List<Object> values(DrawnBlock block) {
    return new ArrayList<>(
        Arrays.asList(
            runId,
            model,
            number(block.target()),
            block.index(),
            block.first(),
            block.draws(),
            block.accepted(),
            block.generationSeconds(),
            block.selectionSeconds(),
            block.localizationSeconds(),
            block.target()));
  }

  /** Null where a target is no number. */
  private static Double number(String target) {
    OptionalDouble number = Target.number(target);
    return number.isPresent() ? number.getAsDouble() : null;
  }

  private Row candidate(String target, Candidate candidate) {
    List<Object> values = new ArrayList<>();
    values.add(runId);
    values.add(model);
    values.add(number(target));
    values.add(candidate.id());
    Arrays.stream(candidate.raw()).forEach(values::add);
    if (candidate.localized().isPresent()) {
      Arrays.stream(candidate.localized().get().point()).forEach(values::add);
    } else {
      Arrays.stream(candidate.raw()).forEach(value -> values.add(null));
    }
    Arrays.stream(candidate.rawPrediction()).forEach(values::add);
    Optional<double[]> predicted = candidate.localized().map(Localized::predicted);
    for (int k = 0; k < candidate.rawPrediction().length; k++) {
      int property = k;
      values.add(predicted.map(each -> each[property]).orElse(null));
    }
    for (double uncertainty : candidate.uncertainty()) {
      values.add(Double.isNaN(uncertainty) ? null : uncertainty);
    }
    values.add(candidate.localized().map(Localized::steps).orElse(0));
    values.add(candidate.novelty().map(Novelty.Result::nearestDistance).orElse(null));
    values.add(candidate.novelty().map(Novelty.Result::novelAverage).orElse(null));
    values.add(candidate.novelty().map(Novelty.Result::novelMaximum).orElse(null));
    values.add(candidate.status().label());
    values.add(candidate.rejection().map(Rejection::reason).orElse(null));
    values.add(target);
    values.add(candidate.nearest().map(nearest -> (long) nearest.row()).orElse(null));
    values.add(candidate.nearest().map(nearest -> within * nearest.difference()).orElse(null));
    return RowFactory.create(values.toArray());
  }
}
