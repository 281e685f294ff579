package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;

/**
 * A quantity and its derivative on a batch of points, or several of each member of an ensemble.
 *
 * @param value (rows, 1) or (members, quantities, rows), in the quantity's unit
 * @param gradient (rows, parameters) or (members, quantities, rows, parameters), in the quantity's
 *     unit over the parameter's
 */
public record ValueAndGradient(NDArray value, NDArray gradient) {}
