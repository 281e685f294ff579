/** Generators: latent samples in, posterior samples x ~ p(x | y) out. */
package org.matdesinne.generator;
