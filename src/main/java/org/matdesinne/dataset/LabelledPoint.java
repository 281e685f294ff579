package org.matdesinne.dataset;

import java.io.Serializable;

/**
 * One row of a data set.
 *
 * @param point (parameters) in the units of the design space
 * @param labels (properties) in their units
 */
public record LabelledPoint(double[] point, double[] labels) implements Serializable {}
