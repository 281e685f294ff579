package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import java.util.List;
import org.matdesinne.design.BasisChange;
import org.matdesinne.design.SignedPermutation;
import org.matdesinne.design.Symmetry;
import org.matdesinne.design.SymmetryGroup;
import org.matdesinne.nn.Scalars;

/** The maps of a symmetry group on a device, differentiable by the engine. */
final class TensorImages {
  private static final int AXES = 3;

  private final List<SymmetryGroup.Element> elements;
  private final Scalars scalars;

  TensorImages(SymmetryGroup group, Scalars scalars) {
    elements = group.elements();
    this.scalars = scalars;
  }

  /** How many maps there are. */
  int size() {
    return elements.size();
  }

  /**
   * The image of points under one map, the identity being the first.
   *
   * @param points (..., parameters)
   * @return (..., parameters)
   */
  NDArray of(int element, NDArray points) {
    NDArray image = points;
    for (Symmetry step : elements.get(element).steps()) {
      image =
          step instanceof BasisChange change
              ? changed(change, image)
              : permuted((SignedPermutation) step, image);
    }
    return image;
  }

  private NDArray permuted(SignedPermutation map, NDArray points) {
    NDList columns = new NDList();
    for (SignedPermutation.Image image : map.images()) {
      NDArray column = column(points, image.source()).mul(scalars.of(image.sign()));
      columns.add(column.add(scalars.of(image.offset())));
    }
    return NDArrays.stack(columns, -1);
  }

  /** See {@link BasisChange#apply}: the metric tensor G of the cell becomes M G Mᵀ. */
  private NDArray changed(BasisChange change, NDArray points) {
    NDArray[][] metric = transformed(change.matrix(), metric(change.cell(), points));
    NDArray[] columns = new NDArray[(int) points.getShape().get(points.getShape().dimension() - 1)];
    for (int j = 0; j < columns.length; j++) {
      columns[j] = column(points, j);
    }
    for (int i = 0; i < AXES; i++) {
      int j = (i + 1) % AXES;
      int k = (i + 2) % AXES;
      NDArray cosine = metric[j][k].div(metric[j][j].mul(metric[k][k]).sqrt());
      NDArray complement = cosine.asin().mul(scalars.of(Math.toDegrees(1)));
      columns[change.cell().get(i)] = metric[i][i].sqrt();
      columns[change.cell().get(AXES + i)] = complement.neg().add(scalars.of(90));
    }
    return NDArrays.stack(new NDList(columns), -1);
  }

  private NDArray[][] metric(List<Integer> cell, NDArray points) {
    NDArray[][] metric = new NDArray[AXES][AXES];
    for (int i = 0; i < AXES; i++) {
      int j = (i + 1) % AXES;
      int k = (i + 2) % AXES;
      metric[i][i] = column(points, cell.get(i)).square();
      // Of the complement, which keeps right angles right.
      NDArray complement = column(points, cell.get(AXES + i)).neg().add(scalars.of(90));
      NDArray cosine = complement.mul(scalars.of(Math.toRadians(1))).sin();
      metric[j][k] = column(points, cell.get(j)).mul(column(points, cell.get(k))).mul(cosine);
      metric[k][j] = metric[j][k];
    }
    return metric;
  }

  private NDArray[][] transformed(List<List<Integer>> matrix, NDArray[][] g) {
    NDArray[][] product = new NDArray[AXES][AXES];
    for (int i = 0; i < AXES; i++) {
      for (int j = 0; j < AXES; j++) {
        NDArray sum = g[0][0].zerosLike();
        for (int k = 0; k < AXES; k++) {
          for (int l = 0; l < AXES; l++) {
            int factor = matrix.get(i).get(k) * matrix.get(j).get(l);
            sum = factor == 0 ? sum : sum.add(g[k][l].mul(scalars.of(factor)));
          }
        }
        product[i][j] = sum;
      }
    }
    return product;
  }

  private static NDArray column(NDArray points, int j) {
    return points.get("..., {}", (long) j);
  }

  /** As many copies of points (rows, parameters) as there are maps and values. */
  NDArray repeated(NDArray points, int values) {
    Shape shape = points.getShape();
    return points.broadcast(new Shape(size(), values, shape.get(0), shape.get(1))).duplicate();
  }
}
