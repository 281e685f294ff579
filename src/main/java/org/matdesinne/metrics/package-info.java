/** How good a run is: errors, ranges, novelty, and the published figures to compare them with. */
package org.matdesinne.metrics;
