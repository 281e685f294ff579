/**
 * Charts as SVG files: readable without a program beside a browser, on light and dark ground, and
 * the same bytes on every machine. Knows nothing of what is drawn.
 */
package org.matdesinne.chart;
