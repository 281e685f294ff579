package org.matdesinne.pipeline;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.stream.LongStream;
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
 * are drawn and where they end. Safe for concurrent use as far as its parts are.
 */
public final class InverseDesign {
  private final Generator generator;
  private final LatentSource latents;
  private final DownSelection selection;
  private final Localizer localizer;
  private final Acceptance acceptance;

  /**
   * The method from its parts.
   *
   * @param selection which raw candidates are localized
   * @param acceptance which localized ones stay
   */
  public InverseDesign(
      Generator generator,
      LatentSource latents,
      DownSelection selection,
      Localizer localizer,
      Acceptance acceptance) {
    this.generator = generator;
    this.latents = latents;
    this.selection = selection;
    this.localizer = localizer;
    this.acceptance = acceptance;
  }

  /** Carries out one block. */
  public BlockResult run(Block block) {
    return Tensors.scoped(() -> new Pass(block).result());
  }

  /** One block on its way. */
  private final class Pass {
    private final Block block;

    Pass(Block block) {
      this.block = block;
    }

    BlockResult result() {
      long start = System.nanoTime();
      PointBatch drawn = drawn();
      double[][] raw = generator.onHost(drawn);
      long generated = System.nanoTime();

      Assessment there = localizer.assess(drawn);
      double[] rawPrediction = there.predicted();
      List<Optional<Rejection>> early = new ArrayList<>(raw.length);
      for (int i = 0; i < raw.length; i++) {
        early.add(selection.rejection(raw[i], rawPrediction[i], block.target()));
      }
      long[] chosen =
          LongStream.range(0, raw.length).filter(i -> early.get((int) i).isEmpty()).toArray();
      long selected = System.nanoTime();

      List<Localized> moved = localized(drawn, there, chosen);
      long localized = System.nanoTime();

      List<Candidate> candidates = candidates(raw, rawPrediction, early, moved.iterator());
      long finished = System.nanoTime();
      return new BlockResult(
          block,
          candidates,
          (generated - start) / 1e9,
          (selected - generated + finished - localized) / 1e9,
          (localized - selected) / 1e9);
    }

    private PointBatch drawn() {
      int dimension = generator.latentDimension();
      double[][] z = latents.draw(block.target(), block.first(), block.draws(), dimension);
      return generator.draw(z, block.target());
    }

    private List<Localized> localized(PointBatch drawn, Assessment there, long[] chosen) {
      return chosen.length == 0
          ? List.of()
          : localizer.localize(drawn.pick(chosen), there.pick(chosen), block.target());
    }

    private List<Candidate> candidates(
        double[][] raw,
        double[] rawPrediction,
        List<Optional<Rejection>> early,
        Iterator<Localized> moved) {
      List<Candidate> candidates = new ArrayList<>(raw.length);
      for (int i = 0; i < raw.length; i++) {
        long id = block.first() + i;
        if (early.get(i).isPresent()) {
          candidates.add(
              new Candidate(
                  id, raw[i], rawPrediction[i], Optional.empty(), Optional.empty(), early.get(i)));
        } else {
          Localized end = moved.next();
          Acceptance.Verdict verdict = acceptance.judge(end);
          candidates.add(
              new Candidate(
                  id,
                  raw[i],
                  rawPrediction[i],
                  Optional.of(end),
                  verdict.novelty(),
                  verdict.rejection()));
        }
      }
      return candidates;
    }
  }
}
