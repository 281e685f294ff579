/** The method as a whole, free of any engine: one block of latents in, candidates out. */
package org.matdesinne.pipeline;
