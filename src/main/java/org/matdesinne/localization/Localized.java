package org.matdesinne.localization;

/**
 * One candidate after localization.
 *
 * @param point (parameters) in the units of the design space; outside the box, if at all, only
 *     where it has not converged
 * @param predicted the surrogate's value there, in the property's unit
 * @param uncertainty of it, in the property's unit; NaN where the surrogate states none
 * @param steps optimiser steps taken
 * @param converged whether |predicted − target| is within the tolerance, and {@code point} in the
 *     box
 */
public record Localized(
    double[] point, double predicted, double uncertainty, int steps, boolean converged) {}
