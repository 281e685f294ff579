package org.matdesinne.pipeline;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.matdesinne.generator.Generator;
import org.matdesinne.generator.LatentSource;
import org.matdesinne.localization.Localized;
import org.matdesinne.localization.Localizer;
import org.matdesinne.selection.DownSelection;
import org.matdesinne.selection.Rejection;
import org.matdesinne.surrogate.Surrogate;

/**
 * MatDesINNe (Fung et al. 2021): generate, down-select, localize, down-select again.
 *
 * <p>Knows no engine and no storage; safe for concurrent use as far as its parts are.
 */
public final class InverseDesign {
  private final Generator generator;
  private final LatentSource latents;
  private final Surrogate surrogate;
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
      Surrogate surrogate,
      DownSelection selection,
      Localizer localizer,
      Acceptance acceptance) {
    this.generator = generator;
    this.latents = latents;
    this.surrogate = surrogate;
    this.selection = selection;
    this.localizer = localizer;
    this.acceptance = acceptance;
  }

  /** Carries out one block. */
  public BlockResult run(Block block) {
    long start = System.nanoTime();
    double[][] z =
        latents.draw(block.target(), block.first(), block.draws(), generator.latentDimension());
    double[][] raw = generator.generate(z, block.target());
    long generated = System.nanoTime();

    double[] rawPrediction = surrogate.predict(raw).value();
    List<Optional<Rejection>> early = new ArrayList<>(raw.length);
    for (int i = 0; i < raw.length; i++) {
      early.add(selection.rejection(raw[i], rawPrediction[i], block.target()));
    }
    int[] chosen = IntStream.range(0, raw.length).filter(i -> early.get(i).isEmpty()).toArray();
    double[][] starts = IntStream.of(chosen).mapToObj(i -> raw[i]).toArray(double[][]::new);
    long selected = System.nanoTime();

    List<Localized> moved = localizer.localize(starts, block.target());
    long localized = System.nanoTime();

    double[] uncertainty = uncertainty(moved);
    List<Candidate> candidates = new ArrayList<>(raw.length);
    int next = 0;
    for (int i = 0; i < raw.length; i++) {
      long id = block.first() + i;
      if (early.get(i).isPresent()) {
        candidates.add(
            new Candidate(
                id,
                raw[i],
                rawPrediction[i],
                Optional.empty(),
                Double.NaN,
                Optional.empty(),
                early.get(i)));
      } else {
        Localized end = moved.get(next);
        Acceptance.Verdict verdict = acceptance.judge(end, uncertainty[next]);
        candidates.add(
            new Candidate(
                id,
                raw[i],
                rawPrediction[i],
                Optional.of(end),
                uncertainty[next],
                verdict.novelty(),
                verdict.rejection()));
        next++;
      }
    }
    long finished = System.nanoTime();
    return new BlockResult(
        block,
        candidates,
        (generated - start) / 1e9,
        (selected - generated + finished - localized) / 1e9,
        (localized - selected) / 1e9);
  }

  private double[] uncertainty(List<Localized> moved) {
    if (moved.isEmpty()) {
      return new double[0];
    }
    double[][] points = moved.stream().map(Localized::point).toArray(double[][]::new);
    return surrogate.predict(points).uncertainty();
  }
}
