/** Labelled design points: read, checked, sampled, split. */
package org.matdesinne.dataset;
