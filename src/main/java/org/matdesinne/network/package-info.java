/**
 * What networks have in common: their tensors and the coordinates of their rows; and the residual
 * network, a surrogate.
 */
package org.matdesinne.network;
