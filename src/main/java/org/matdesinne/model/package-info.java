/** Trained networks as files: what they are, where they come from, how to open them. */
package org.matdesinne.model;
