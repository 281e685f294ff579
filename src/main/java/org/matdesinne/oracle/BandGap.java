package org.matdesinne.oracle;

/**
 * A band gap in both conventions.
 *
 * @param label in the convention of the training labels (eV, never negative)
 * @param eigenvalue lowest empty minus highest filled eigenvalue over the k-points (eV, negative
 *     where bands overlap)
 */
record BandGap(double label, double eigenvalue) {}
