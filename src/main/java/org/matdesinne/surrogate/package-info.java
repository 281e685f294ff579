/** Surrogates: fast, differentiable predictions of the property. */
package org.matdesinne.surrogate;
