package org.matdesinne.dataset;

/**
 * A row of a table of numbers.
 *
 * @param values (columns) null where a value is missing, not a number where it is none
 * @param fault what is the matter with the first value that is no number, or with the whole row, to
 *     follow the row's place in a message; null where nothing is
 */
public record TableRow(Double[] values, String fault) {}
