package org.matdesinne.localization;

/**
 * One candidate after localization.
 *
 * @param point (parameters) in the units of the design space, inside the box
 * @param predicted the surrogate's value there
 * @param steps optimiser steps taken; 0 when the start met the target
 * @param converged whether |predicted − target| is within the tolerance
 */
public record Localized(double[] point, double predicted, int steps, boolean converged) {}
