package org.matdesinne.surrogate;

/**
 * A quantity and its derivative on a batch.
 *
 * @param value (batch), in the property's unit
 * @param gradient (batch, parameters), in the property's unit over the parameter's
 */
public record ValueAndGradient(double[] value, double[][] gradient) {}
