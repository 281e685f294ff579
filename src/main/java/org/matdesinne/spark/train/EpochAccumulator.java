package org.matdesinne.spark.train;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.spark.util.AccumulatorV2;
import org.matdesinne.training.Epoch;

/**
 * The latest epoch of each network in training. It travels with the executors' heartbeats; it is
 * for the user's eyes only, no result is computed from it.
 */
final class EpochAccumulator extends AccumulatorV2<Map<String, Epoch>, Map<String, Epoch>> {
  private static final long serialVersionUID = 1L;

  private final ConcurrentHashMap<String, Epoch> latest = new ConcurrentHashMap<>();

  @Override
  public boolean isZero() {
    return latest.isEmpty();
  }

  @Override
  public AccumulatorV2<Map<String, Epoch>, Map<String, Epoch>> copy() {
    EpochAccumulator copy = new EpochAccumulator();
    copy.add(latest);
    return copy;
  }

  @Override
  public void reset() {
    latest.clear();
  }

  @Override
  public void add(Map<String, Epoch> epochs) {
    latest.putAll(epochs);
  }

  @Override
  public void merge(AccumulatorV2<Map<String, Epoch>, Map<String, Epoch>> other) {
    add(other.value());
  }

  @Override
  public Map<String, Epoch> value() {
    return Map.copyOf(latest);
  }
}
