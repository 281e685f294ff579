package org.matdesinne.flow;

import ai.djl.ndarray.NDArray;

/**
 * What a bijector makes of a batch.
 *
 * @param value (batch, columns)
 * @param logAbsDetJacobian log |det ∂value/∂input|, (batch)
 */
public record Transformed(NDArray value, NDArray logAbsDetJacobian) {}
