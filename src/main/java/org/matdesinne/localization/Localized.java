package org.matdesinne.localization;

/**
 * One candidate after localization.
 *
 * @param point (parameters) in the units of the design space; outside the box, if at all, only
 *     where it has not converged
 * @param predicted the surrogate's value there
 * @param steps optimiser steps taken; {@link Optimizer#minSteps} where the start met the target
 * @param converged whether |predicted − target| is within the tolerance, and {@code point} in the
 *     box
 */
public record Localized(double[] point, double predicted, int steps, boolean converged) {}
