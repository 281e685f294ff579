package org.matdesinne.surrogate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.index.NDIndex;
import ai.djl.ndarray.types.Shape;
import java.util.stream.IntStream;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.SymmetryGroup;
import org.matdesinne.nn.GradientTape;
import org.matdesinne.nn.Scalars;
import org.matdesinne.nn.Tensors;

/**
 * The mean of a model over those images of a point that lie where the model knows: mirror images
 * are then predicted alike, save where one lies inside the box and the other does not.
 */
public final class SymmetrizedModel implements PropertyModel {
  private static final int[] PARAMETERS = {2};

  private final PropertyModel model;
  private final TensorImages images;
  private final NDArray minimum; // (parameters)
  private final NDArray maximum; // (parameters)

  /**
   * Takes charge of {@code model}.
   *
   * @param group maps that leave the property as it is
   * @param box of the model's training rows; a point itself counts wherever it lies
   */
  public SymmetrizedModel(PropertyModel model, SymmetryGroup group, Ranges box) {
    this.model = model;
    images = new TensorImages(group, new Scalars(model.manager()));
    // A row at an end of the box may lie beyond it once it is rounded to single precision.
    minimum = manager().create(outwards(box.minimum(), Float.NEGATIVE_INFINITY));
    maximum = manager().create(outwards(box.maximum(), Float.POSITIVE_INFINITY));
  }

  private static double[] outwards(double[] ends, float direction) {
    return IntStream.range(0, ends.length)
        .mapToDouble(j -> Math.nextAfter((float) ends[j], direction))
        .toArray();
  }

  /**
   * Images of points: which of them count, and where these are.
   *
   * @param counts (maps, rows), 1 where an image counts, else 0
   * @param index (counting), numbers in (maps · rows): int64
   * @param places (counting, parameters)
   */
  private record Images(NDArray counts, NDArray index, NDArray places) {}

  private Images images(NDArray x) {
    NDArray all =
        NDArrays.stack(
            IntStream.range(0, images.size())
                .mapToObj(e -> images.of(e, x))
                .collect(NDList::new, NDList::add, NDList::addAll));
    NDArray inside = all.gte(minimum).logicalAnd(all.lte(maximum)).toType(x.getDataType(), false);
    NDArray counts = inside.min(PARAMETERS, false);
    counts.set(new NDIndex("0"), 1);
    NDArray index = counts.reshape(-1).nonzero().reshape(-1);
    NDArray places = Tensors.pick(all.reshape(-1, x.size(1)), index);
    return new Images(counts, index, places);
  }

  /**
   * What was found at the images that count, zeros elsewhere, as shares of each row's mean:
   * (values, counting) to (values, maps, rows).
   */
  private NDArray shares(Images found, NDArray values) {
    Shape shape = found.counts.getShape();
    long several = values.size(0);
    NDArray index = found.index.broadcast(new Shape(several, found.index.size()));
    NDArray everywhere =
        values
            .getManager()
            .zeros(new Shape(several, shape.size()), values.getDataType())
            .scatter(index.duplicate(), values, 1)
            .reshape(several, shape.get(0), shape.get(1));
    return everywhere.div(found.counts.sum(new int[] {0}));
  }

  @Override
  public int members() {
    return model.members();
  }

  @Override
  public NDManager manager() {
    return model.manager();
  }

  @Override
  public NDArray value(NDArray x) {
    Images found = images(x);
    NDArray there = model.value(found.places);
    Shape shape = there.getShape();
    return shares(found, there.reshape(-1, shape.get(2)))
        .sum(new int[] {1})
        .reshape(shape.get(0), shape.get(1), x.size(0));
  }

  @Override
  public ValueAndGradient valueAndGradient(NDArray x) {
    Images found = images(x);
    ValueAndGradient there = model.valueAndGradient(found.places);
    Shape shape = there.value().getShape();
    // Members and properties are one axis until the end.
    NDArray values = there.value().reshape(-1, shape.get(2));
    NDArray gradients = there.gradient().reshape(-1, shape.get(2), x.size(1));
    NDArray byPlace =
        NDArrays.stack(
            IntStream.range(0, (int) x.size(1))
                .mapToObj(j -> shares(found, gradients.get("..., {}", (long) j)))
                .collect(NDList::new, NDList::add, NDList::addAll),
            -1);
    return new ValueAndGradient(
        shares(found, values).sum(new int[] {1}).reshape(shape.get(0), shape.get(1), x.size(0)),
        carriedBack(found, x, byPlace.transpose(1, 0, 2, 3))
            .reshape(shape.get(0), shape.get(1), x.size(0), x.size(1)));
  }

  /**
   * The derivative by the points, from that by their images: (maps, values, rows, parameters) to
   * (values, rows, parameters).
   */
  private NDArray carriedBack(Images found, NDArray x, NDArray byPlace) {
    try (GradientTape tape = GradientTape.open()) {
      // One copy of the points for each map: where an image is no number, neither is its
      // derivative.
      NDArray points = images.repeated(x, (int) byPlace.size(1));
      points.setRequiresGradient(true);
      NDArray places =
          NDArrays.stack(
              IntStream.range(0, images.size())
                  .mapToObj(e -> images.of(e, points.get("{}", (long) e)))
                  .collect(NDList::new, NDList::add, NDList::addAll));
      tape.backward(places, byPlace);
      NDArray gradient = points.getGradient();
      NDArray counts = found.counts.expandDims(1).expandDims(3).gt(0);
      return NDArrays.where(counts.broadcast(gradient.getShape()), gradient, gradient.zerosLike())
          .sum(new int[] {0});
    }
  }

  @Override
  public void close() {
    model.close();
  }
}
