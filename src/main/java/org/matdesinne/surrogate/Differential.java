package org.matdesinne.surrogate;

/**
 * What a surrogate says of a batch, with derivatives.
 *
 * @param prediction of the property
 * @param uncertainty of the prediction, a standard deviation; NaN, with a gradient of zeros, where
 *     the surrogate states none
 */
public record Differential(ValueAndGradient prediction, ValueAndGradient uncertainty) {}
