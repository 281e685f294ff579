/**
 * Normalizing flows: invertible maps of rows with a tractable log-determinant of the Jacobian.
 *
 * <p>All tensors are (batch, columns); a log-determinant is (batch).
 */
package org.matdesinne.flow;
