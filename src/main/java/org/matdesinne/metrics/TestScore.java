package org.matdesinne.metrics;

/**
 * What a trained network was tested by, on rows that training never saw.
 *
 * @param title what was measured
 * @param value of it
 * @param unit of the value
 */
public record TestScore(String title, double value, String unit) {}
