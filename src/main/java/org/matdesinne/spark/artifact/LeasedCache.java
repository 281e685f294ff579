package org.matdesinne.spark.artifact;

import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;

/**
 * Values that several tasks of a process share. Of those that nobody uses the ones used last stay
 * open, up to a bound; the others are closed. A value in use is never closed.
 *
 * @param <K> what tells values apart
 * @param <V> holds memory until it is closed
 */
public final class LeasedCache<K, V extends AutoCloseable> {
  private final int bound;
  private final Map<K, Entry<V>> entries = new LinkedHashMap<>(16, 0.75F, true);

  /**
   * An empty cache.
   *
   * @param bound how many values stay open, unless more are in use
   */
  public LeasedCache(int bound) {
    this.bound = bound;
  }

  /** A value in use, until this is closed. */
  public interface Lease<V> extends AutoCloseable {
    /** The value; not to be used after {@link #close}. */
    V value();

    @Override
    void close();
  }

  private static final class Entry<V> {
    private int users;
    private V value;

    /** Two tasks that want the same value wait for one opening; others need not. */
    private synchronized <K> V open(K key, Function<K, V> opening) {
      if (value == null) {
        value = opening.apply(key);
      }
      return value;
    }
  }

  /**
   * The value of a key.
   *
   * @param opening makes it, where it is not open
   */
  public Lease<V> lease(K key, Function<K, V> opening) {
    Entry<V> entry = take(key);
    try {
      V value = entry.open(key, opening);
      return new Lease<>() {
        private boolean closed;

        @Override
        public V value() {
          return value;
        }

        @Override
        public void close() {
          if (!closed) {
            closed = true;
            release(entry);
          }
        }
      };
    } catch (RuntimeException | Error e) {
      release(entry);
      throw e;
    }
  }

  /** How many values are open. */
  synchronized int size() {
    return entries.size();
  }

  private synchronized Entry<V> take(K key) {
    Entry<V> entry = entries.computeIfAbsent(key, absent -> new Entry<>());
    entry.users++;
    return entry;
  }

  private synchronized void release(Entry<V> released) {
    released.users--;
    for (Iterator<Entry<V>> each = entries.values().iterator();
        entries.size() > bound && each.hasNext(); ) {
      Entry<V> entry = each.next();
      if (entry.users == 0) {
        each.remove();
        close(entry.value);
      }
    }
  }

  private static void close(AutoCloseable value) {
    try {
      if (value != null) {
        value.close();
      }
    } catch (Exception e) {
      throw new IllegalStateException("cannot close " + value, e);
    }
  }
}
