package org.matdesinne.surrogate;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.SymmetryGroup;

/**
 * The mean of a model over those images of a point that lie where the model knows: mirror images
 * are then predicted alike, save where one lies inside the box and the other does not.
 */
public final class SymmetrizedModel implements PropertyModel {
  private final PropertyModel model;
  private final SymmetryGroup group;
  private final Ranges box;

  /**
   * Takes charge of {@code model}.
   *
   * @param group maps that leave the property as it is
   * @param box of the model's training rows; a point itself counts wherever it lies
   */
  public SymmetrizedModel(PropertyModel model, SymmetryGroup group, Ranges box) {
    this.model = model;
    this.group = group;
    this.box = box;
  }

  /** An image of one of the points. */
  private record Image(int row, SymmetryGroup.Element element, double[] place) {}

  private List<Image> images(double[][] points) {
    List<Image> images = new ArrayList<>();
    for (int i = 0; i < points.length; i++) {
      for (SymmetryGroup.Element element : group.elements()) {
        double[] place = element.apply(points[i]);
        if (element.isIdentity() || box.firstOutside(place) < 0) {
          images.add(new Image(i, element, place));
        }
      }
    }
    return images;
  }

  private static double[][] places(List<Image> images) {
    return images.stream().map(Image::place).toArray(double[][]::new);
  }

  private static int[] counts(List<Image> images, int points) {
    int[] counts = new int[points];
    images.forEach(image -> counts[image.row]++);
    return counts;
  }

  @Override
  public double[] value(double[][] points) {
    List<Image> images = images(points);
    return mean(images, model.value(places(images)), points.length);
  }

  private static double[] mean(List<Image> images, double[] values, int points) {
    int[] counts = counts(images, points);
    double[] mean = new double[points];
    for (int k = 0; k < values.length; k++) {
      int row = images.get(k).row;
      mean[row] += values[k] / counts[row];
    }
    return mean;
  }

  @Override
  public ValueAndGradient valueAndGradient(double[][] points) {
    List<Image> images = images(points);
    ValueAndGradient ofImages = model.valueAndGradient(places(images));
    int[] counts = counts(images, points.length);
    double[][] gradient = new double[points.length][];
    Arrays.setAll(gradient, i -> new double[points[i].length]);
    for (int k = 0; k < images.size(); k++) {
      Image image = images.get(k);
      double[] each = image.element.gradient(points[image.row], ofImages.gradient()[k]);
      for (int j = 0; j < each.length; j++) {
        gradient[image.row][j] += each[j] / counts[image.row];
      }
    }
    return new ValueAndGradient(mean(images, ofImages.value(), points.length), gradient);
  }

  @Override
  public void close() {
    model.close();
  }
}
