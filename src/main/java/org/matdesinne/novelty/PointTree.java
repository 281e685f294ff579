package org.matdesinne.novelty;

import java.util.stream.IntStream;

/**
 * Points in a balanced tree of bounding boxes: finds the nearest ones exactly without looking at
 * most of them. One tree serves every {@link Distance}.
 *
 * <p>A k-d tree (Bentley 1975) that halves its points at the median of the widest side; all leaves
 * lie at one depth, so that the children of node n are nodes 2n + 1 and 2n + 2. A point's number is
 * its index among those the tree was built of. Immutable.
 */
public final class PointTree {
  // Small enough that few points are looked at in vain, large enough that boxes cost little.
  private static final int LEAF_POINTS = 12;

  private final int dimension;
  private final int firstLeaf;
  private final int[] leafStarts; // (leaves + 1), where each leaf's points begin
  private final int[] numbers; // (points), leaf after leaf
  private final double[] coordinates; // (points, parameters), leaf after leaf
  private final double[] lows; // (nodes, parameters)
  private final double[] highs; // (nodes, parameters)
  private final int[] minNumbers; // (nodes)

  /**
   * Builds the tree.
   *
   * @param points (points, parameters), at least one; not kept
   * @param scales (parameters), what makes the sides of a box comparable
   */
  public PointTree(double[][] points, double[] scales) {
    this.dimension = scales.length;
    int leaves = 1;
    while (points.length > leaves * LEAF_POINTS) {
      leaves *= 2;
    }
    this.firstLeaf = leaves - 1;
    this.leafStarts = new int[leaves + 1];
    int nodes = 2 * leaves - 1;
    this.numbers = IntStream.range(0, points.length).toArray();
    this.coordinates = new double[points.length * dimension];
    this.lows = new double[nodes * dimension];
    this.highs = new double[nodes * dimension];
    this.minNumbers = new int[nodes];
    build(0, points, 0, points.length, scales);
  }

  private void build(int node, double[][] points, int from, int to, double[] scales) {
    enclose(node, points, from, to);
    if (node >= firstLeaf) {
      leafStarts[node - firstLeaf + 1] = to;
      for (int i = from; i < to; i++) {
        System.arraycopy(points[numbers[i]], 0, coordinates, i * dimension, dimension);
      }
      return;
    }
    int middle = (from + to) >>> 1;
    partition(points, from, to, middle, widestSide(node, scales));
    build(2 * node + 1, points, from, middle, scales);
    build(2 * node + 2, points, middle, to, scales);
  }

  private void enclose(int node, double[][] points, int from, int to) {
    for (int j = 0; j < dimension; j++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        low = Math.min(low, points[numbers[i]][j]);
        high = Math.max(high, points[numbers[i]][j]);
      }
      lows[node * dimension + j] = low;
      highs[node * dimension + j] = high;
    }
    minNumbers[node] = IntStream.range(from, to).map(i -> numbers[i]).min().orElseThrow();
  }

  private int widestSide(int node, double[] scales) {
    int widest = 0;
    double width = -1;
    for (int j = 0; j < dimension; j++) {
      int corner = node * dimension + j;
      double side = (highs[corner] - lows[corner]) / scales[j];
      if (side > width) {
        widest = j;
        width = side;
      }
    }
    return widest;
  }

  /** Hoare's selection: nothing before {@code middle} is greater than what stands from it on. */
  private void partition(double[][] points, int from, int to, int middle, int axis) {
    int first = from;
    int last = to - 1;
    while (first < last) {
      double pivot = points[numbers[middle]][axis];
      int i = first;
      int k = last;
      while (i <= k) {
        while (points[numbers[i]][axis] < pivot) {
          i++;
        }
        while (points[numbers[k]][axis] > pivot) {
          k--;
        }
        if (i <= k) {
          int number = numbers[i];
          numbers[i++] = numbers[k];
          numbers[k--] = number;
        }
      }
      if (k < middle) {
        first = i;
      }
      if (middle < i) {
        last = k;
      }
    }
  }

  /** How many parameters a point has. */
  int dimension() {
    return dimension;
  }

  /**
   * The distance of {@code point} to the nearest point of the tree.
   *
   * @param within how far to look, inclusive; the smaller, the faster
   * @return the exact distance, or infinity when nothing lies within
   */
  double nearest(double[] point, Distance distance, double within) {
    Neighbours nearest = new Neighbours(1, distance.measure(within));
    search(point, distance, 0, toBox(point, distance, 0), nearest);
    return nearest.count() == 1 ? distance.distance(nearest.measure(0)) : Double.POSITIVE_INFINITY;
  }

  /**
   * The distance of {@code point} to the nearest point of the tree that does not lie where it lies;
   * infinite when there is none.
   */
  double nearestOther(double[] point, Distance distance) {
    for (int count = 2; ; count *= 2) {
      Neighbours nearest = new Neighbours(count, Double.POSITIVE_INFINITY);
      search(point, distance, 0, toBox(point, distance, 0), nearest);
      for (int place = 0; place < nearest.count(); place++) {
        if (nearest.measure(place) > 0) {
          return distance.distance(nearest.measure(place));
        }
      }
      if (nearest.count() < count) {
        return Double.POSITIVE_INFINITY;
      }
    }
  }

  /**
   * The nearest points of the tree, all of them where there are fewer than asked for.
   *
   * @param count how many, at least one
   * @return their numbers, nearest first; of points at one distance, those of lower number
   */
  public int[] nearest(double[] point, Distance distance, int count) {
    Neighbours nearest = new Neighbours(count, Double.POSITIVE_INFINITY);
    search(point, distance, 0, toBox(point, distance, 0), nearest);
    return nearest.numbers();
  }

  /** Offers a node's points to {@code found}; {@code toNode} is the measure of the node's box. */
  private void search(
      double[] point, Distance distance, int node, double toNode, Neighbours found) {
    if (toNode > found.reach()) {
      return;
    }
    if (node >= firstLeaf) {
      scan(point, distance, node - firstLeaf, found);
      return;
    }
    int left = 2 * node + 1;
    int right = left + 1;
    double toLeft = toBox(point, distance, left);
    double toRight = toBox(point, distance, right);
    int nearer = toLeft <= toRight ? left : right;
    int farther = toLeft <= toRight ? right : left;
    search(point, distance, nearer, Math.min(toLeft, toRight), found);
    search(point, distance, farther, Math.max(toLeft, toRight), found);
  }

  private void scan(double[] point, Distance distance, int leaf, Neighbours found) {
    for (int i = leafStarts[leaf]; i < leafStarts[leaf + 1]; i++) {
      found.offer(numbers[i], toPoint(point, distance, i));
    }
  }

  /**
   * Whether a point that stands before number {@code end} lies within a distance.
   *
   * @param within how far to look, inclusive
   */
  public boolean anyBefore(int end, double[] point, Distance distance, double within) {
    return anyBefore(end, point, distance, distance.measure(within), 0);
  }

  private boolean anyBefore(int end, double[] point, Distance distance, double within, int node) {
    if (minNumbers[node] >= end || toBox(point, distance, node) > within) {
      return false;
    }
    if (node >= firstLeaf) {
      int leaf = node - firstLeaf;
      return IntStream.range(leafStarts[leaf], leafStarts[leaf + 1])
          .anyMatch(i -> numbers[i] < end && toPoint(point, distance, i) <= within);
    }
    return anyBefore(end, point, distance, within, 2 * node + 1)
        || anyBefore(end, point, distance, within, 2 * node + 2);
  }

  private double toBox(double[] point, Distance distance, int node) {
    return distance.toBox(point, lows, highs, node * dimension);
  }

  private double toPoint(double[] point, Distance distance, int position) {
    return distance.toPoint(point, coordinates, position * dimension);
  }
}
