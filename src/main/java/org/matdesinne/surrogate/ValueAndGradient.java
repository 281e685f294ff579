package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;

/**
 * A quantity and its derivative on a batch of points, of one model or of each member of an
 * ensemble.
 *
 * @param value (rows, 1) or (members, rows), in the quantity's unit
 * @param gradient (rows, parameters) or (members, rows, parameters), in the quantity's unit over
 *     the parameter's
 */
public record ValueAndGradient(NDArray value, NDArray gradient) {}
