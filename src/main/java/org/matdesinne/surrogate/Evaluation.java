package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import java.util.Optional;

/**
 * What a surrogate says of a batch, on its device.
 *
 * @param value (rows, 1), in the property's unit
 * @param uncertainty (rows, 1), standard deviation in the property's unit; empty where the
 *     surrogate states none
 */
public record Evaluation(NDArray value, Optional<NDArray> uncertainty) {}
