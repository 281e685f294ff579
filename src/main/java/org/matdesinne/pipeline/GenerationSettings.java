package org.matdesinne.pipeline;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.config.Section;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Limit;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.localization.GaussNewton;
import org.matdesinne.localization.LocalizationSettings;
import org.matdesinne.novelty.Novelty;
import org.matdesinne.selection.Abstention;

/**
 * What is asked of a generation.
 *
 * @param generator network that draws candidates, {@link #MULTI_START}, or {@link #NEAR}
 * @param surrogate network that predicts and localizes
 * @param targets what is wanted
 * @param samples accepted candidates a target
 * @param maxDraws draws a target, at most
 * @param blockSize candidates of one block, as far as they are wanted and fit into memory: see
 *     {@link #candidatesPerBlock}
 * @param window greatest distance of a prediction from what is wanted before localization, of each
 *     property
 * @param localization how candidates are moved onto the target
 * @param onlyNew whether a candidate must be new, by average and by maximum, see {@link Novelty}
 * @param abstention when a candidate on target is not believed
 * @param limits narrow the training set's ranges
 * @param within greatest difference of a candidate from a given point, where there are some, as a
 *     share of each parameter's range
 */
public record GenerationSettings(
    String generator,
    String surrogate,
    List<Target> targets,
    int samples,
    long maxDraws,
    int blockSize,
    Amounts window,
    LocalizationSettings localization,
    boolean onlyNew,
    Abstention abstention,
    List<Limit> limits,
    double within)
    implements Serializable {

  /** The generator that is no network: points all over the ranges. */
  public static final String MULTI_START = "multi-start";

  /** The generator that is no network: points around given ones. */
  public static final String NEAR = "near";

  /** Where the configuration does not say it. */
  private static final double WITHIN = 0.1;

  /** Of the property's spread, where the configuration gives no window. */
  private static final double WINDOW_SHARE = 0.5;

  /**
   * Candidates of a block that a task holds at once, at most: with them go, for an ensemble of five
   * under the 24 symmetries of a lattice, about a gigabyte of tensors.
   */
  public static final int MAX_PER_BLOCK = 4096;

  /** So many are drawn together even where fewer are wanted: some will be dropped. */
  private static final int MIN_PER_LARGE_BLOCK = 1024;

  /** Checks that there are targets, each once. */
  public GenerationSettings {
    targets = List.copyOf(targets);
    limits = List.copyOf(limits);
    if (targets.isEmpty() || new HashSet<>(targets).size() != targets.size()) {
      throw new InputException("targets are %s; name at least one, and each once", targets);
    }
    if (maxDraws < samples) {
      throw new InputException(
          "max-draws is %s, fewer than the %s samples asked for; raise it", maxDraws, samples);
    }
  }

  /**
   * Candidates that a block really has: {@link #blockSize} up to {@link #MAX_PER_BLOCK}, and where
   * that is larger as many as are wanted, from 1,024 to {@link #MAX_PER_BLOCK}. Where blocks end
   * decides nothing about a candidate but the rounding of its last digits.
   */
  public int candidatesPerBlock() {
    return blockSize <= MAX_PER_BLOCK
        ? blockSize
        : Math.min(Math.max(samples, MIN_PER_LARGE_BLOCK), MAX_PER_BLOCK);
  }

  /**
   * Checks that all amounts of the property are known: those that are shares of its spread are not
   * until there are training rows.
   *
   * @throws IllegalStateException when one is not
   */
  public void requireKnownAmounts() {
    if (window.anyUnknown()
        || localization.tolerance().anyUnknown()
        || abstention.uncertainty().anyUnknown()
        || (localization.optimizer() instanceof GaussNewton steps
            && steps.uncertaintyPenalty().weight().anyUnknown())) {
      throw new IllegalStateException("amounts of an unknown spread: " + this);
    }
  }

  /** The networks that the generation uses. */
  public Set<String> networks() {
    Set<String> names = new TreeSet<>(List.of(surrogate));
    generatorNetwork().ifPresent(names::add);
    guideName().ifPresent(names::add);
    return names;
  }

  /** The network that draws candidates; empty for the generators that need none. */
  public Optional<String> generatorNetwork() {
    return Optional.of(generator).filter(name -> !name.equals(MULTI_START) && !name.equals(NEAR));
  }

  /** Whether candidates are to be near given points. */
  public boolean isNear() {
    return generator.equals(NEAR);
  }

  /** The network that localization is led by; empty where the surrogate does it itself. */
  public Optional<String> guideName() {
    return localization.optimizer().guideName();
  }

  /** Reads the keys of {@code generation}. */
  public static GenerationSettings from(Section section, Properties properties) {
    return new GenerationSettings(
        section.string("generator"),
        section.string("surrogate"),
        targets(section, properties),
        section.integer("samples", 1),
        section.integer("max-draws"),
        section.integer("block-size", 1),
        section.positiveAmounts("window", WINDOW_SHARE),
        section.section("localization", LocalizationSettings::from),
        section.flag("only-new"),
        section.has("abstention")
            ? section.section("abstention", Abstention::from)
            : Abstention.never(section.properties()),
        section.sections("limits", Limit::from),
        section.has("within") ? section.positive("within") : WITHIN);
  }

  /** Reads {@code targets}: numbers, or texts as {@link Target#parse} reads them. */
  public static List<Target> targets(Section section, Properties properties) {
    return section.numbersOrTexts("targets", text -> Target.parse(text, properties));
  }

  /**
   * Where candidates may lie.
   *
   * @param seen ranges of the training set
   * @throws InputException when a limit leaves nothing of them
   */
  public Ranges ranges(Ranges seen, DesignSpace space) {
    Ranges allowed = seen;
    for (Limit limit : limits) {
      allowed = limit.within(allowed, space);
    }
    return allowed;
  }
}
