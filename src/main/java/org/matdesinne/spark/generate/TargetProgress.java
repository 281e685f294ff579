package org.matdesinne.spark.generate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import org.matdesinne.pipeline.Block;
import org.matdesinne.pipeline.GenerationSettings;

/**
 * How many blocks of a target have been drawn and what they gave: it plans the next round and, at
 * the end, cuts off what was drawn beyond need.
 */
final class TargetProgress {
  /** Share of draws expected to be accepted before any was made. */
  private static final double FIRST_GUESS = 0.6;

  /**
   * The first round is so much smaller than a full one: it is drawn to learn the share. But it has
   * the blocks that would do if all draws were accepted: they are needed anyway. For every {@link
   * #SPARE} of them it has another: where nearly all draws are accepted, one round is enough then.
   */
  private static final int PILOT = 32;

  private static final int SPARE = 10;

  /** So many deviations of the number accepted are drawn beyond need, to save a round. */
  private static final double DEVIATIONS = 2;

  /** A target that got nothing out of such a share of its draws is given up. */
  private static final double HOPELESS = 0.02;

  private final GenerationSettings settings;
  private final double target;
  private final List<BitSet> accepted = new ArrayList<>();

  TargetProgress(GenerationSettings settings, double target) {
    this.settings = settings;
    this.target = target;
  }

  double target() {
    return target;
  }

  /** Notes which candidates of the next block are accepted. */
  void add(BitSet acceptedInBlock) {
    accepted.add(acceptedInBlock);
  }

  /** How many blocks have been drawn. */
  long blocks() {
    return accepted.size();
  }

  /** How many candidates have been drawn. */
  long drawn() {
    return (long) accepted.size() * settings.candidatesPerBlock();
  }

  long acceptedSoFar() {
    return accepted.stream().mapToLong(BitSet::cardinality).sum();
  }

  /** Accepted candidates that are wanted: no more than were asked for. */
  long wantedSoFar() {
    return Math.min(acceptedSoFar(), settings.samples());
  }

  /** Accepted candidates a draw. */
  double acceptedShare() {
    return (double) acceptedSoFar() / drawn();
  }

  /**
   * The blocks to be drawn next; none when there is enough or no draw is left.
   *
   * @param fullRound how many blocks of this target it may hold; of no influence on what a run
   *     writes
   */
  List<Block> nextRound(int fullRound) {
    long missing = settings.samples() - acceptedSoFar();
    long left = mostBlocks() - accepted.size();
    List<Block> blocks = new ArrayList<>();
    if (missing <= 0) {
      return blocks;
    }
    double share = accepted.isEmpty() ? FIRST_GUESS : Math.max(acceptedShare(), 1.0 / drawn());
    double likely = missing + DEVIATIONS * Math.sqrt(missing * (1 - share));
    long wanted = (long) Math.ceil(likely / (share * settings.candidatesPerBlock()));
    long least = ceilDiv(missing, settings.candidatesPerBlock());
    long pilot = Math.max(fullRound / PILOT, least + least / SPARE);
    long most = accepted.isEmpty() ? Math.min(pilot, fullRound) : fullRound;
    long count = Math.min(Math.min(wanted, left), most);
    for (long k = 0; k < count; k++) {
      blocks.add(Block.of(target, accepted.size() + k, settings.candidatesPerBlock()));
    }
    return blocks;
  }

  private static long ceilDiv(long count, long size) {
    return (count + size - 1) / size;
  }

  /** Does not depend on how blocks were cut into rounds: none goes beyond it. */
  private long mostBlocks() {
    double draws = acceptedSoFar() > 0 ? settings.maxDraws() : HOPELESS * settings.maxDraws();
    return Math.max(1, (long) (draws / settings.candidatesPerBlock()));
  }

  /** The block in which the last wanted candidate lies, or -1 when too few were accepted. */
  long lastBlock() {
    long sum = 0;
    for (int k = 0; k < accepted.size(); k++) {
      sum += accepted.get(k).cardinality();
      if (sum >= settings.samples()) {
        return k;
      }
    }
    return -1;
  }

  /** How many accepted candidates of {@link #lastBlock} are still wanted. */
  int wantedInLastBlock() {
    long before =
        accepted.subList(0, Math.toIntExact(lastBlock())).stream()
            .mapToLong(BitSet::cardinality)
            .sum();
    return Math.toIntExact(settings.samples() - before);
  }

  /** How many draws of {@link #lastBlock} are kept: the last of them is the last one wanted. */
  int keptOfLastBlock() {
    return accepted.get(Math.toIntExact(lastBlock())).stream()
            .skip(wantedInLastBlock() - 1)
            .findFirst()
            .orElseThrow()
        + 1;
  }
}
