package org.matdesinne.surrogate;

/**
 * What a surrogate says of a batch.
 *
 * @param value (batch), in the property's unit
 * @param uncertainty (batch), standard deviation in the property's unit; NaN where the surrogate
 *     states none
 */
public record Prediction(double[] value, double[] uncertainty) {}
