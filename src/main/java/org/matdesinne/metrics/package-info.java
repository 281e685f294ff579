/**
 * How good a run is: errors, ranges, novelty and repetition, agreement with held-out points,
 * calibration, and the published figures to compare them with.
 *
 * <p>A metric is what is measured, a measurement is one value of it, a published figure is a value
 * from the literature, and a score ranks trained networks in a search.
 */
package org.matdesinne.metrics;
