package org.matdesinne.oracle;

import java.io.Serializable;
import java.util.List;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Vector3;
import org.matdesinne.oracle.RadialFunction.Cutoff;

/**
 * Everything that makes {@link TightBinding} one particular material. Energies in eV, lengths in Å.
 *
 * @param cell names of the design parameters a, b, c, α, β, γ
 * @param sites where the atoms are
 * @param gridSize k-points along each of two axes
 * @param translationRange greatest lattice translation along a and b that is summed over
 * @param filledBands how many bands the electrons fill
 * @param labelOffset how much the label lies below the eigenvalue gap
 * @param onSite energies of the free orbitals
 * @param metalChalcogen p–d hopping
 * @param metalMetal d–d hopping
 * @param chalcogen p–p hopping
 * @param ligandField shift of the orbitals by neighbours of the other species
 */
public record TightBindingSettings(
    List<String> cell,
    Sites sites,
    int gridSize,
    int translationRange,
    int filledBands,
    double labelOffset,
    OnSite onSite,
    MetalChalcogen metalChalcogen,
    MetalMetal metalMetal,
    ChalcogenChalcogen chalcogen,
    LigandField ligandField)
    implements OracleSettings.Calculation, Serializable {

  private static final int LENGTHS = 3;
  private static final int CELL_PARAMETERS = 6;

  /** Reads every key but {@code kind}. */
  static TightBindingSettings from(Section section) {
    return new TightBindingSettings(
        readCell(section),
        section.section("sites", Sites::from),
        section.integer("grid-size", 1),
        section.integer("translation-range", 1),
        readFilledBands(section),
        section.number("label-offset"),
        section.section("on-site", OnSite::from),
        section.section("metal-chalcogen", MetalChalcogen::from),
        section.section("metal-metal", MetalMetal::from),
        section.section("chalcogen-chalcogen", ChalcogenChalcogen::from),
        section.section("ligand-field", LigandField::from));
  }

  private static List<String> readCell(Section section) {
    List<String> cell = section.strings("cell");
    if (cell.size() != CELL_PARAMETERS) {
      throw section.invalid(
          "cell", "name the six design parameters that are a, b, c, alpha, beta, gamma");
    }
    return cell;
  }

  private static int readFilledBands(Section section) {
    int filled = section.integer("filled-bands", 1);
    if (filled >= HoppingBlocks.ORBITALS) {
      throw section.invalid(
          "filled-bands", "one band at least stays empty of " + HoppingBlocks.ORBITALS);
    }
    return filled;
  }

  /**
   * The oracle for points of {@code space}.
   *
   * @throws InputException when the space lacks a parameter that the oracle needs, or has it in
   *     another unit
   */
  public TightBinding oracle(DesignSpace space) {
    return new TightBinding(this, cellColumns(space));
  }

  /** Where a, b, c, α, β, γ stand in a design point. */
  private int[] cellColumns(DesignSpace space) {
    int[] columns = new int[CELL_PARAMETERS];
    for (int i = 0; i < CELL_PARAMETERS; i++) {
      columns[i] = space.indexOf(cell.get(i));
      DesignParameter parameter = space.parameters().get(columns[i]);
      String unit = i < LENGTHS ? "angstrom" : "degree";
      if (!parameter.unit().equals(unit)) {
        throw new InputException(
            "oracle.cell[%s] is the design parameter '%s' in %s; it must be one in %s",
            i, parameter.name(), parameter.unit(), unit);
      }
    }
    return columns;
  }

  /**
   * Where the atoms are, in fractional coordinates that no strain changes.
   *
   * @param metal the d atom
   * @param chalcogens the two p atoms, one on either side of the layer
   */
  record Sites(Vector3 metal, List<Vector3> chalcogens) implements Serializable {
    static Sites from(Section section) {
      return new Sites(
          readSite(section, "metal"),
          List.of(readSite(section, "upper-chalcogen"), readSite(section, "lower-chalcogen")));
    }

    private static Vector3 readSite(Section section, String key) {
      List<Double> fractional = section.numbers(key);
      if (fractional.size() != 3) {
        throw section.invalid(key, "give three fractional coordinates");
      }
      return new Vector3(fractional.get(0), fractional.get(1), fractional.get(2));
    }
  }

  /**
   * Energies of the orbitals without their neighbours.
   *
   * @param metal z², xz, yz, x²−y², xy
   * @param chalcogen p_x, p_y, p_z
   */
  record OnSite(List<Double> metal, List<Double> chalcogen) implements Serializable {
    static OnSite from(Section section) {
      double z2 = section.number("d-z2");
      double outOfPlane = section.number("d-xz-yz");
      double inPlane = section.number("d-x2y2-xy");
      double pInPlane = section.number("p-x-y");
      double pz = section.number("p-z");
      return new OnSite(
          List.of(z2, outOfPlane, outOfPlane, inPlane, inPlane), List.of(pInPlane, pInPlane, pz));
    }
  }

  /** Hopping between the d orbitals of a metal and the p orbitals of a chalcogen. */
  record MetalChalcogen(RadialFunction sigma, RadialFunction pi) implements Serializable {
    static MetalChalcogen from(Section section) {
      Cutoff cutoff = Cutoff.from(section);
      return new MetalChalcogen(
          section.section("sigma", s -> RadialFunction.from(s, cutoff)),
          section.section("pi", s -> RadialFunction.from(s, cutoff)));
    }
  }

  /** Hopping between the d orbitals of two metals. */
  record MetalMetal(RadialFunction sigma, RadialFunction pi, RadialFunction delta)
      implements Serializable {
    static MetalMetal from(Section section) {
      Cutoff cutoff = Cutoff.from(section);
      return new MetalMetal(
          section.section("sigma", s -> RadialFunction.from(s, cutoff)),
          section.section("pi", s -> RadialFunction.from(s, cutoff)),
          section.section("delta", s -> RadialFunction.from(s, cutoff)));
    }
  }

  /**
   * Hopping between the p orbitals of two chalcogens.
   *
   * @param acrossLayer factor on both when the two lie on different sides of the layer
   */
  record ChalcogenChalcogen(RadialFunction sigma, RadialFunction pi, double acrossLayer)
      implements Serializable {
    static ChalcogenChalcogen from(Section section) {
      Cutoff cutoff = Cutoff.from(section);
      return new ChalcogenChalcogen(
          section.section("sigma", s -> RadialFunction.from(s, cutoff)),
          section.section("pi", s -> RadialFunction.from(s, cutoff)),
          section.number("across-layer"));
    }
  }

  /**
   * What the neighbours of the other species add on one atom, summed over the bonds with the weight
   * g(r).
   *
   * @param weight g, dimensionless
   * @param metalAxial multiplies (nᵀT_a n)(nᵀT_b n)
   * @param metalShared multiplies (T_a n)·(T_b n)
   * @param chalcogenAxial multiplies n nᵀ
   */
  record LigandField(
      RadialFunction weight, double metalAxial, double metalShared, double chalcogenAxial)
      implements Serializable {
    static LigandField from(Section section) {
      return new LigandField(
          new RadialFunction(1, section.number("decay"), Cutoff.from(section)),
          section.number("metal-axial"),
          section.number("metal-shared"),
          section.number("chalcogen-axial"));
    }
  }
}
