package org.matdesinne.dataset;

/**
 * One row of a data set.
 *
 * @param point (parameters) in the units of the design space
 * @param label in the property's unit
 */
public record LabelledPoint(double[] point, double label) implements java.io.Serializable {}
