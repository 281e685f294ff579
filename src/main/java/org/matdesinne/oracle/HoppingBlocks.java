package org.matdesinne.oracle;

import java.util.List;
import org.ejml.data.DMatrixRMaj;
import org.matdesinne.design.Lattice;
import org.matdesinne.design.Vector3;
import org.matdesinne.oracle.TightBindingSettings.LigandField;

/**
 * The Hamiltonian of a crystal in real space: for each lattice translation R the real matrix h(R)
 * that couples the orbitals of the home cell (rows) with those of the cell at R (columns).
 *
 * <p>Orbitals: five d of the metal, three p of the upper chalcogen, three p of the lower one.
 */
final class HoppingBlocks {
  static final int P_ORBITALS = 3;
  static final int ORBITALS = Bond.D_ORBITALS + 2 * P_ORBITALS;
  private static final int METAL = 0;
  private static final int[] CHALCOGENS = {Bond.D_ORBITALS, Bond.D_ORBITALS + P_ORBITALS};

  private final TightBindingSettings settings;
  private final Translations translations;
  private final Vector3 metal;
  private final List<Vector3> chalcogens;
  private final DMatrixRMaj blocks;

  private HoppingBlocks(TightBindingSettings settings, Translations translations, Lattice lattice) {
    this.settings = settings;
    this.translations = translations;
    this.metal = lattice.cartesian(settings.sites().metal());
    this.chalcogens = settings.sites().chalcogens().stream().map(lattice::cartesian).toList();
    this.blocks = new DMatrixRMaj(translations.count(), ORBITALS * ORBITALS);
  }

  /**
   * The blocks of the crystal spanned by {@code lattice}.
   *
   * @return (translations, orbitals × orbitals): one h(R) a row, itself row by row (eV)
   */
  static DMatrixRMaj matrix(
      TightBindingSettings settings, Translations translations, Lattice lattice) {
    HoppingBlocks hopping = new HoppingBlocks(settings, translations, lattice);
    hopping.addOnSite();
    for (int t = 0; t < translations.count(); t++) {
      Vector3 shift = lattice.cartesian(translations.fractional(t));
      if (t != translations.home()) {
        hopping.addBetweenImages(t, Bond.along(shift));
      }
      hopping.addAcrossLayer(t, shift);
      for (int s = 0; s < CHALCOGENS.length; s++) {
        Vector3 displacement = hopping.chalcogens.get(s).plus(shift).minus(hopping.metal);
        hopping.addMetalChalcogen(t, CHALCOGENS[s], Bond.along(displacement));
      }
    }
    return hopping.blocks;
  }

  private void addOnSite() {
    for (int a = 0; a < Bond.D_ORBITALS; a++) {
      add(translations.home(), METAL + a, METAL + a, settings.onSite().metal().get(a));
    }
    for (int chalcogen : CHALCOGENS) {
      for (int i = 0; i < P_ORBITALS; i++) {
        add(
            translations.home(),
            chalcogen + i,
            chalcogen + i,
            settings.onSite().chalcogen().get(i));
      }
    }
  }

  /** Couples each atom with its own image; the bond is the same for all three. */
  private void addBetweenImages(int t, Bond bond) {
    double sigma = settings.metalMetal().sigma().at(bond.length());
    double pi = settings.metalMetal().pi().at(bond.length());
    double delta = settings.metalMetal().delta().at(bond.length());
    for (int a = 0; a < Bond.D_ORBITALS; a++) {
      for (int b = 0; b < Bond.D_ORBITALS; b++) {
        add(t, METAL + a, METAL + b, bond.dd(a, b, sigma, pi, delta));
      }
    }
    double pSigma = settings.chalcogen().sigma().at(bond.length());
    double pPi = settings.chalcogen().pi().at(bond.length());
    for (int i = 0; i < P_ORBITALS; i++) {
      for (int j = 0; j < P_ORBITALS; j++) {
        double hopping = bond.pp(i, j, pSigma, pPi);
        for (int chalcogen : CHALCOGENS) {
          add(t, chalcogen + i, chalcogen + j, hopping);
        }
      }
    }
  }

  private void addAcrossLayer(int t, Vector3 shift) {
    Bond bond = Bond.along(chalcogens.get(1).plus(shift).minus(chalcogens.get(0)));
    double sigma =
        settings.chalcogen().acrossLayer() * settings.chalcogen().sigma().at(bond.length());
    double pi = settings.chalcogen().acrossLayer() * settings.chalcogen().pi().at(bond.length());
    for (int i = 0; i < P_ORBITALS; i++) {
      for (int j = 0; j < P_ORBITALS; j++) {
        addBothWays(t, CHALCOGENS[0] + i, CHALCOGENS[1] + j, bond.pp(i, j, sigma, pi));
      }
    }
  }

  private void addMetalChalcogen(int t, int chalcogen, Bond bond) {
    double sigma = settings.metalChalcogen().sigma().at(bond.length());
    double pi = settings.metalChalcogen().pi().at(bond.length());
    for (int a = 0; a < Bond.D_ORBITALS; a++) {
      for (int i = 0; i < P_ORBITALS; i++) {
        addBothWays(t, METAL + a, chalcogen + i, bond.dp(a, i, sigma, pi));
      }
    }
    addLigandField(chalcogen, bond);
  }

  /** Each end of a bond shifts the orbitals of the other end. */
  private void addLigandField(int chalcogen, Bond bond) {
    LigandField field = settings.ligandField();
    double weight = field.weight().at(bond.length());
    int home = translations.home();
    for (int a = 0; a < Bond.D_ORBITALS; a++) {
      for (int b = 0; b < Bond.D_ORBITALS; b++) {
        double shift = weight * bond.tensor(a, b, field.metalAxial(), field.metalShared());
        add(home, METAL + a, METAL + b, shift);
      }
    }
    for (int i = 0; i < P_ORBITALS; i++) {
      for (int j = 0; j < P_ORBITALS; j++) {
        double shift = weight * field.chalcogenAxial() * bond.axial(i, j);
        add(home, chalcogen + i, chalcogen + j, shift);
      }
    }
  }

  /** h(R) and, because the whole is Hermitian, h(−R) = h(R)ᵀ. */
  private void addBothWays(int t, int row, int column, double energy) {
    add(t, row, column, energy);
    add(translations.opposite(t), column, row, energy);
  }

  private void add(int t, int row, int column, double energy) {
    blocks.add(t, row * ORBITALS + column, energy);
  }
}
