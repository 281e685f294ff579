package org.matdesinne.novelty;

import java.util.Arrays;

/** The nearest points that a search has met so far, nearest first; it fills up as they come. */
final class Neighbours {
  private final int[] numbers;
  private final double[] distances;
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
    this.distances = new double[capacity];
    this.within = within;
  }

  /** The distance beyond which no further point would be kept. */
  double reach() {
    return count < numbers.length ? within : distances[count - 1];
  }

  /** Keeps a point if it is among the nearest; of points at one distance, the lower number is. */
  void offer(int number, double distance) {
    if (distance > within || (count == numbers.length && !precedes(number, distance, count - 1))) {
      return;
    }
    int place = count < numbers.length ? count++ : count - 1;
    while (place > 0 && precedes(number, distance, place - 1)) {
      numbers[place] = numbers[place - 1];
      distances[place] = distances[place - 1];
      place--;
    }
    numbers[place] = number;
    distances[place] = distance;
  }

  private boolean precedes(int number, double distance, int place) {
    return distance < distances[place] || (distance == distances[place] && number < numbers[place]);
  }

  /** How many points were kept. */
  int count() {
    return count;
  }

  /** The distance of the point at {@code place}, the nearest at 0. */
  double distance(int place) {
    return distances[place];
  }

  /** The numbers of the points kept, nearest first. */
  int[] numbers() {
    return Arrays.copyOf(numbers, count);
  }
}
