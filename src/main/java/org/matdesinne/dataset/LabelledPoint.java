package org.matdesinne.dataset;

import java.io.Serializable;

/**
 * One row of a data set.
 *
 * @param point (parameters) in the units of the design space
 * @param label in the property's unit
 */
public record LabelledPoint(double[] point, double label) implements Serializable {}
