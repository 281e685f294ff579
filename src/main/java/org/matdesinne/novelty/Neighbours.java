package org.matdesinne.novelty;

import java.util.Arrays;

/**
 * The nearest points that a search has met so far, nearest first, by the {@linkplain Distance
 * measures} of their distances; it fills up as they come.
 */
final class Neighbours {
  private final int[] numbers;
  private final double[] measures;
  private final double within;
  private int count;

  /**
   * Prepares a search.
   *
   * @param capacity how many points to keep, at least one
   * @param within how far to look, inclusive
   */
  Neighbours(int capacity, double within) {
    this.numbers = new int[capacity];
    this.measures = new double[capacity];
    this.within = within;
  }

  /** The measure beyond which no further point would be kept. */
  double reach() {
    return count < numbers.length ? within : measures[count - 1];
  }

  /** Keeps a point if it is among the nearest; of points at one distance, the lower number is. */
  void offer(int number, double measure) {
    if (measure > within || (count == numbers.length && !precedes(number, measure, count - 1))) {
      return;
    }
    int place = count < numbers.length ? count++ : count - 1;
    while (place > 0 && precedes(number, measure, place - 1)) {
      numbers[place] = numbers[place - 1];
      measures[place] = measures[place - 1];
      place--;
    }
    numbers[place] = number;
    measures[place] = measure;
  }

  private boolean precedes(int number, double measure, int place) {
    return measure < measures[place] || (measure == measures[place] && number < numbers[place]);
  }

  /** How many points were kept. */
  int count() {
    return count;
  }

  /** The measure of the point at {@code place}, the nearest at 0. */
  double measure(int place) {
    return measures[place];
  }

  /** The numbers of the points kept, nearest first. */
  int[] numbers() {
    return Arrays.copyOf(numbers, count);
  }
}
