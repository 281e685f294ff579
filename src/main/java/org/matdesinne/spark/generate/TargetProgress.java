package org.matdesinne.spark.generate;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.stream.LongStream;
import org.matdesinne.design.Target;
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
  private final Target target;
  private final int together;
  private long blocks;
  private long accepted;
  private long lastBlock = -1;
  private int wantedInLastBlock;
  private int keptOfLastBlock;

  /**
   * Nothing is drawn yet.
   *
   * @param together how many blocks make a batch where nothing cuts it off, at least one
   */
  TargetProgress(GenerationSettings settings, Target target, int together) {
    this.settings = settings;
    this.target = target;
    this.together = together;
  }

  /** The label of its target. */
  String target() {
    return target.label();
  }

  /** Notes which candidates of the next block are accepted. */
  void add(BitSet acceptedInBlock) {
    long missing = settings.samples() - accepted;
    accepted += acceptedInBlock.cardinality();
    if (missing > 0 && accepted >= settings.samples()) {
      lastBlock = blocks;
      wantedInLastBlock = (int) missing;
      keptOfLastBlock = 1 + acceptedInBlock.stream().skip(missing - 1).findFirst().orElseThrow();
    }
    blocks++;
  }

  /** How many blocks have been drawn. */
  long blocks() {
    return blocks;
  }

  /** How many candidates have been drawn. */
  long drawn() {
    return blocks * settings.candidatesPerBlock();
  }

  long acceptedSoFar() {
    return accepted;
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
   * The blocks to be drawn next, those of a batch together; none when there is enough or no draw is
   * left.
   *
   * @param fullRound how many blocks of this target it may hold, and as many more as complete the
   *     last batch; of no influence on what a run writes
   */
  List<List<Block>> nextRound(int fullRound) {
    long missing = settings.samples() - acceptedSoFar();
    long left = mostBlocks() - blocks;
    if (missing <= 0) {
      return List.of();
    }
    double share = blocks == 0 ? FIRST_GUESS : Math.max(acceptedShare(), 1.0 / drawn());
    double likely = missing + DEVIATIONS * Math.sqrt(missing * (1 - share));
    long wanted = (long) Math.ceil(likely / (share * settings.candidatesPerBlock()));
    long least = ceilDiv(missing, settings.candidatesPerBlock());
    long pilot = Math.max(fullRound / PILOT, least + least / SPARE);
    long most = blocks == 0 ? Math.min(pilot, fullRound) : fullRound;
    long count = Math.min(Math.min(wanted, left), most);
    return batches(blocks + count);
  }

  private List<List<Block>> batches(long end) {
    List<List<Block>> batches = new ArrayList<>();
    long next = blocks;
    while (next < end) {
      List<Block> batch = new ArrayList<>();
      for (long stop = endOfBatch(next); next < stop; next++) {
        batch.add(Block.of(target, next, settings.candidatesPerBlock()));
      }
      batches.add(batch);
    }
    return batches;
  }

  /** Where batches end does not depend on rounds: rounding does not, either. */
  private long endOfBatch(long first) {
    long end = (first / together + 1) * together;
    return LongStream.of(blocks(hopelessDraws()), blocks(settings.maxDraws()))
        .filter(limit -> limit > first)
        .reduce(end, Math::min);
  }

  private static long ceilDiv(long count, long size) {
    return (count + size - 1) / size;
  }

  /** Does not depend on how blocks were cut into rounds: none goes beyond it. */
  private long mostBlocks() {
    return blocks(acceptedSoFar() > 0 ? settings.maxDraws() : hopelessDraws());
  }

  private long hopelessDraws() {
    return (long) (HOPELESS * settings.maxDraws());
  }

  private long blocks(long draws) {
    return Math.max(1, draws / settings.candidatesPerBlock());
  }

  /** The block in which the last wanted candidate lies, or -1 when too few were accepted. */
  long lastBlock() {
    return lastBlock;
  }

  /** How many accepted candidates of {@link #lastBlock} are still wanted. */
  int wantedInLastBlock() {
    return wantedInLastBlock;
  }

  /** How many draws of {@link #lastBlock} are kept: the last of them is the last one wanted. */
  int keptOfLastBlock() {
    return keptOfLastBlock;
  }
}
