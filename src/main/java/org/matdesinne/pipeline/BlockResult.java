package org.matdesinne.pipeline;

import java.util.List;

/**
 * What became of a block.
 *
 * @param candidates one a draw, in order
 * @param generationSeconds latents and inverse pass
 * @param selectionSeconds predictions and both selections
 * @param localizationSeconds the optimiser
 */
public record BlockResult(
    Block block,
    List<Candidate> candidates,
    double generationSeconds,
    double selectionSeconds,
    double localizationSeconds) {}
