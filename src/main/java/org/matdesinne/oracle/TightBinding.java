package org.matdesinne.oracle;

import java.util.List;
import org.matdesinne.design.Lattice;
import org.matdesinne.oracle.BlochSum.Hamiltonians;

/**
 * The gap of a strained MX2 monolayer from a Slater–Koster tight-binding model with eleven bands,
 * spinless, whose bond integrals follow the distances (Slater and Koster, Phys. Rev. 94, 1498
 * (1954)).
 *
 * <p>Its numbers are fitted to the labels of a data set: a synthetic oracle, smooth and cheap, for
 * use where the true calculation costs too much.
 */
public final class TightBinding implements Oracle {
  private static final long serialVersionUID = 1L;

  private final TightBindingSettings settings;
  private final int[] cellColumns;
  private final Translations translations;
  private final BlochSum grid;

  /**
   * @param cellColumns where a, b, c, α, β, γ stand in a design point
   */
  TightBinding(TightBindingSettings settings, int[] cellColumns) {
    this.settings = settings;
    this.cellColumns = cellColumns;
    this.translations = new Translations(settings.translationRange());
    this.grid = new BlochSum(KPoint.grid(settings.gridSize()), translations);
  }

  @Override
  public String name() {
    return "tight-binding";
  }

  @Override
  public int properties() {
    return 1;
  }

  /** The gap in the convention of the training labels, see {@link #gap}. */
  @Override
  public double[] evaluate(double[] point) {
    return new double[] {gap(point).label()};
  }

  /**
   * The gap in both conventions.
   *
   * @param point (parameters), in the order and units of the design space
   * @throws org.matdesinne.config.InputException when no cell has these lengths and angles
   */
  BandGap gap(double[] point) {
    double gap = eigenvalueGap(hamiltonians(point, grid));
    return new BandGap(Math.max(0, gap - settings.labelOffset()), gap);
  }

  /** H(k) of a design point at chosen k-points. */
  Hamiltonians hamiltonians(double[] point, List<KPoint> momenta) {
    return hamiltonians(point, new BlochSum(momenta, translations));
  }

  private Hamiltonians hamiltonians(double[] point, BlochSum momenta) {
    return momenta.hamiltonians(HoppingBlocks.matrix(settings, translations, lattice(point)));
  }

  private double eigenvalueGap(Hamiltonians hamiltonians) {
    int filled = settings.filledBands();
    double highestFilled = Double.NEGATIVE_INFINITY;
    double lowestEmpty = Double.POSITIVE_INFINITY;
    var spectrum = new HermitianSpectrum(HoppingBlocks.ORBITALS);
    for (int k = 0; k < hamiltonians.count(); k++) {
      spectrum.decompose(hamiltonians, k);
      // Counting is cheap and tells whether this k-point moves an edge: few do.
      boolean raises = spectrum.countBelow(highestFilled) < filled;
      boolean lowers = spectrum.countBelow(lowestEmpty) > filled;
      if (raises || lowers) {
        double[] bands = spectrum.eigenvalues();
        highestFilled = Math.max(highestFilled, bands[filled - 1]);
        lowestEmpty = Math.min(lowestEmpty, bands[filled]);
      }
    }
    return lowestEmpty - highestFilled;
  }

  private Lattice lattice(double[] point) {
    double[] cell = new double[cellColumns.length];
    for (int i = 0; i < cell.length; i++) {
      cell[i] = point[cellColumns[i]];
    }
    return Lattice.of(cell[0], cell[1], cell[2], cell[3], cell[4], cell[5]);
  }
}
