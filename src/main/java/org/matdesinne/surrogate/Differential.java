package org.matdesinne.surrogate;

/**
 * A surrogate's value and slope on a batch.
 *
 * @param value (batch), in the property's unit
 * @param gradient (batch, parameters), in the property's unit over the parameter's
 */
public record Differential(double[] value, double[][] gradient) {}
