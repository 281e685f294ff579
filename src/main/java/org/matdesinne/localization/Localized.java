package org.matdesinne.localization;

/**
 * One candidate after localization.
 *
 * @param point (parameters) in the units of the design space; outside the box, if at all, only
 *     where it has not converged
 * @param predicted (properties), the surrogate's values there, in their units
 * @param uncertainty (properties) of them, in their units; NaN where the surrogate states none
 * @param steps optimiser steps taken
 * @param converged whether all properties are predicted as is wanted, and {@code point} is in the
 *     box
 */
public record Localized(
    double[] point, double[] predicted, double[] uncertainty, int steps, boolean converged) {}
