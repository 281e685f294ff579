/**
 * Neural-network ground work on DJL's PyTorch engine: the runtime, differentiation, dense layers,
 * Adam, named weights.
 */
package org.matdesinne.nn;
