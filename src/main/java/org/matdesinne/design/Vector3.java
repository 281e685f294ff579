package org.matdesinne.design;

import java.io.Serializable;

/** A point or displacement in space, Cartesian. */
public record Vector3(double x, double y, double z) implements Serializable {

  /** The sum of both. */
  public Vector3 plus(Vector3 other) {
    return new Vector3(x + other.x, y + other.y, z + other.z);
  }

  /** The way from {@code other} to this. */
  public Vector3 minus(Vector3 other) {
    return new Vector3(x - other.x, y - other.y, z - other.z);
  }

  /** This, {@code factor} times as long. */
  public Vector3 times(double factor) {
    return new Vector3(factor * x, factor * y, factor * z);
  }

  /** The scalar product. */
  public double dot(Vector3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  /** The Euclidean length. */
  public double length() {
    return Math.sqrt(dot(this));
  }

  /** The component along axis 0 (x), 1 (y) or 2 (z). */
  public double component(int axis) {
    return switch (axis) {
      case 0 -> x;
      case 1 -> y;
      case 2 -> z;
      default -> throw new IndexOutOfBoundsException("axis " + axis + " of three");
    };
  }
}
