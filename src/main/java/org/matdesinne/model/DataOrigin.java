package org.matdesinne.model;

import java.io.Serializable;

/**
 * The training set that a network has seen.
 *
 * @param hash SHA-256 of its rows
 * @param trainingRows rows that the weights were fitted to
 * @param validationRows rows that chose the epoch
 * @param testRows rows that were only looked at afterwards
 */
public record DataOrigin(String hash, int trainingRows, int validationRows, int testRows)
    implements Serializable {}
