package org.matdesinne.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
import org.matdesinne.design.Target;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.localization.Assessment;
import org.matdesinne.localization.Localized;
import org.matdesinne.localization.Localizer;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.selection.DownSelection;
import org.matdesinne.selection.Rejection;

/**
 * MatDesINNe (Fung et al. 2021): generate, down-select, localize, down-select again.
 *
 * <p>Candidates stay on the device from the draw to the last step, and come to the host where they
 * are drawn and where they end. {@link #calculate} is what needs the device, {@link #judge} what
 * needs the host, so that other candidates can have the device meanwhile. Safe for concurrent use
 * as far as its parts are.
 */
public final class InverseDesign {
  private final Generator generator;
  private final LatentSource latents;
  private final DownSelection selection;
  private final Localizer localizer;
  private final Acceptance acceptance;
  private final Conditions conditions;

  /**
   * The method from its parts.
   *
   * @param selection which raw candidates are localized
   * @param acceptance which localized ones stay
   * @param conditions what the generator is asked for
   */
  public InverseDesign(
      Generator generator,
      LatentSource latents,
      DownSelection selection,
      Localizer localizer,
      Acceptance acceptance,
      Conditions conditions) {
    this.generator = generator;
    this.latents = latents;
    this.selection = selection;
    this.localizer = localizer;
    this.acceptance = acceptance;
    this.conditions = conditions;
  }

  /** Carries out one block. */
  public BlockResult run(Block block) {
    return judge(calculate(List.of(block))).get(0);
  }

  /**
   * What the networks say of a batch of candidates, on the host: all that a device is needed for.
   *
   * @param blocks of one target, each beginning where the one before ends
   * @param raw (draws, parameters)
   * @param rawPrediction (draws, properties), in their units
   * @param early why a draw was not localized
   * @param moved the others, in order
   * @param generationSeconds latents and inverse pass
   * @param selectionSeconds predictions of the draws and their selection
   * @param localizationSeconds the optimiser
   */
  public record Calculated(
      List<Block> blocks,
      double[][] raw,
      double[][] rawPrediction,
      List<Optional<Rejection>> early,
      List<Localized> moved,
      double generationSeconds,
      double selectionSeconds,
      double localizationSeconds) {

    private int draws() {
      return raw.length;
    }
  }

  /**
   * Draws and localizes blocks in one batch. How many there are decides nothing about a candidate
   * but the rounding of its last digits.
   *
   * @param blocks at least one, of one target, each beginning where the one before ends
   */
  public Calculated calculate(List<Block> blocks) {
    requireBatch(blocks);
    return Tensors.scoped(() -> calculateHere(blocks));
  }

  private static void requireBatch(List<Block> blocks) {
    for (int i = 1; i < blocks.size(); i++) {
      Block before = blocks.get(i - 1);
      Block block = blocks.get(i);
      if (!block.target().equals(before.target())
          || block.first() != before.first() + before.draws()) {
        throw new IllegalArgumentException(block + " does not go on where " + before + " ends");
      }
    }
  }

  private Calculated calculateHere(List<Block> blocks) {
    Target target = blocks.get(0).target();
    long start = System.nanoTime();
    PointBatch drawn = drawn(blocks, target);
    double[][] raw = generator.onHost(drawn);
    long generated = System.nanoTime();

    Assessment there = localizer.assess(drawn);
    double[][] rawPrediction = there.predicted();
    List<Optional<Rejection>> early = new ArrayList<>(raw.length);
    for (int i = 0; i < raw.length; i++) {
      early.add(selection.rejection(raw[i], rawPrediction[i], target));
    }
    long[] chosen =
        LongStream.range(0, raw.length).filter(i -> early.get((int) i).isEmpty()).toArray();
    long selected = System.nanoTime();

    List<Localized> moved =
        chosen.length == 0
            ? List.of()
            : localizer.localize(drawn.pick(chosen), there.pick(chosen), target);
    long localized = System.nanoTime();
    return new Calculated(
        blocks,
        raw,
        rawPrediction,
        early,
        moved,
        (generated - start) / 1e9,
        (selected - generated) / 1e9,
        (localized - selected) / 1e9);
  }

  private PointBatch drawn(List<Block> blocks, Target target) {
    int draws = blocks.stream().mapToInt(Block::draws).sum();
    long first = blocks.get(0).first();
    long key = LatentSource.key(target);
    double[][] z = latents.draw(key, first, draws, generator.latentDimension());
    return generator.draw(z, conditions.draw(target, first, draws));
  }

  /** Selects among what was calculated, one result a block, in order. */
  public List<BlockResult> judge(Calculated calculated) {
    Iterator<Localized> moved = calculated.moved.iterator();
    List<BlockResult> results = new ArrayList<>(calculated.blocks.size());
    int first = 0;
    for (Block block : calculated.blocks) {
      long start = System.nanoTime();
      List<Candidate> candidates = candidates(block, first, calculated, moved);
      double judged = (System.nanoTime() - start) / 1e9;
      double share = (double) block.draws() / calculated.draws();
      results.add(
          new BlockResult(
              block,
              candidates,
              share * calculated.generationSeconds,
              share * calculated.selectionSeconds + judged,
              share * calculated.localizationSeconds));
      first += block.draws();
    }
    return results;
  }

  private List<Candidate> candidates(
      Block block, int first, Calculated calculated, Iterator<Localized> moved) {
    List<Candidate> candidates = new ArrayList<>(block.draws());
    for (int i = 0; i < block.draws(); i++) {
      long id = block.first() + i;
      double[] raw = calculated.raw[first + i];
      double[] predicted = calculated.rawPrediction[first + i];
      Optional<Rejection> early = calculated.early.get(first + i);
      if (early.isPresent()) {
        candidates.add(
            new Candidate(
                id, raw, predicted, Optional.empty(), Optional.empty(), Optional.empty(), early));
      } else {
        Localized end = moved.next();
        Acceptance.Verdict verdict = acceptance.judge(end);
        candidates.add(
            new Candidate(
                id,
                raw,
                predicted,
                Optional.of(end),
                verdict.novelty(),
                verdict.nearest(),
                verdict.rejection()));
      }
    }
    return candidates;
  }
}
