/**
 * How good a run is: errors, ranges, novelty and repetition, agreement with held-out points,
 * calibration, and the published figures to compare them with.
 */
package org.matdesinne.metrics;
