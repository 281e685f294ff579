package org.matdesinne.metrics;

/**
 * Points in a balanced tree of bounding boxes: finds the nearest one exactly without looking at
 * most of them. One tree serves every {@link Distance}.
 *
 * <p>A k-d tree (Bentley 1975) that halves its points at the median of the widest side; all leaves
 * lie at one depth, so that the children of node n are nodes 2n + 1 and 2n + 2. Immutable.
 */
final class PointTree {
  // Small enough that few points are looked at in vain, large enough that boxes cost little.
  private static final int LEAF_POINTS = 12;

  private final int dimension;
  private final int firstLeaf;
  private final int[] leafStarts; // (leaves + 1), where each leaf's points begin
  private final double[] coordinates; // (points, parameters), leaf after leaf
  private final double[] lows; // (nodes, parameters)
  private final double[] highs; // (nodes, parameters)

  /**
   * Builds the tree.
   *
   * @param points (points, parameters), at least one; not kept
   * @param scales (parameters), what makes the sides of a box comparable
   */
  PointTree(double[][] points, double[] scales) {
    this.dimension = scales.length;
    int leaves = 1;
    while (points.length > leaves * LEAF_POINTS) {
      leaves *= 2;
    }
    this.firstLeaf = leaves - 1;
    this.leafStarts = new int[leaves + 1];
    int nodes = 2 * leaves - 1;
    this.coordinates = new double[points.length * dimension];
    this.lows = new double[nodes * dimension];
    this.highs = new double[nodes * dimension];
    build(0, points.clone(), 0, points.length, scales);
  }

  private void build(int node, double[][] rows, int from, int to, double[] scales) {
    enclose(node, rows, from, to);
    if (node >= firstLeaf) {
      leafStarts[node - firstLeaf + 1] = to;
      for (int i = from; i < to; i++) {
        System.arraycopy(rows[i], 0, coordinates, i * dimension, dimension);
      }
      return;
    }
    int middle = (from + to) >>> 1;
    partition(rows, from, to, middle, widestSide(node, scales));
    build(2 * node + 1, rows, from, middle, scales);
    build(2 * node + 2, rows, middle, to, scales);
  }

  private void enclose(int node, double[][] rows, int from, int to) {
    for (int j = 0; j < dimension; j++) {
      double low = Double.POSITIVE_INFINITY;
      double high = Double.NEGATIVE_INFINITY;
      for (int i = from; i < to; i++) {
        low = Math.min(low, rows[i][j]);
        high = Math.max(high, rows[i][j]);
      }
      lows[node * dimension + j] = low;
      highs[node * dimension + j] = high;
    }
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
  private static void partition(double[][] rows, int from, int to, int middle, int axis) {
    int first = from;
    int last = to - 1;
    while (first < last) {
      double pivot = rows[middle][axis];
      int i = first;
      int k = last;
      while (i <= k) {
        while (rows[i][axis] < pivot) {
          i++;
        }
        while (rows[k][axis] > pivot) {
          k--;
        }
        if (i <= k) {
          double[] row = rows[i];
          rows[i++] = rows[k];
          rows[k--] = row;
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
    return search(point, distance, 0, distance.toBox(point, lows, highs, 0), within);
  }

  /** The nearest of one node's points; {@code toNode} is the distance to the node's box. */
  private double search(double[] point, Distance distance, int node, double toNode, double within) {
    if (toNode > within) {
      return Double.POSITIVE_INFINITY;
    }
    if (node >= firstLeaf) {
      return scan(point, distance, node - firstLeaf, within);
    }
    int left = 2 * node + 1;
    int right = left + 1;
    double toLeft = distance.toBox(point, lows, highs, left * dimension);
    double toRight = distance.toBox(point, lows, highs, right * dimension);
    int nearer = toLeft <= toRight ? left : right;
    int farther = toLeft <= toRight ? right : left;
    double best = search(point, distance, nearer, Math.min(toLeft, toRight), within);
    double rest = Math.min(within, best);
    return Math.min(best, search(point, distance, farther, Math.max(toLeft, toRight), rest));
  }

  private double scan(double[] point, Distance distance, int leaf, double within) {
    double best = Double.POSITIVE_INFINITY;
    for (int i = leafStarts[leaf]; i < leafStarts[leaf + 1]; i++) {
      best = Math.min(best, distance.toBox(point, coordinates, coordinates, i * dimension));
    }
    return best <= within ? best : Double.POSITIVE_INFINITY;
  }
}
