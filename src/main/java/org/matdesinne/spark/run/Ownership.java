package org.matdesinne.spark.run;

import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import org.matdesinne.spark.storage.Storage;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Which driver works on a run: of several, the one that came last. A driver that finds itself
 * replaced ends; until it notices, it writes where nobody else does, see {@link RunFolder}.
 *
 * @param file names the driver that came last
 * @param driver this one
 */
record Ownership(Storage storage, String file, String driver) {
  private static final long WATCH_SECONDS = 5;
  private static final Logger LOG = LoggerFactory.getLogger(Ownership.class);

  /** Makes this driver the one that came last. */
  static Ownership take(Storage storage, String file, String applicationId) {
    Ownership ownership = new Ownership(storage, file, applicationId + " " + UUID.randomUUID());
    storage.write(file, ownership.driver + "\n");
    return ownership;
  }

  /**
   * Checks that no other driver came after this one.
   *
   * @throws TakenOverException when one has
   */
  void require() {
    Optional<String> found = storage.text(file).map(String::trim);
    if (!found.equals(Optional.of(driver))) {
      String folder = file.substring(0, file.lastIndexOf('/'));
      throw new TakenOverException(
          found
              .map(other -> "another driver (" + other + ") has taken over the run in ")
              .orElse("somebody has deleted the run in ")
              .concat(folder)
              .concat("; this one ends"));
    }
  }

  /**
   * Looks every few seconds, in a thread of its own until that is interrupted, whether another
   * driver came after this one.
   *
   * @param lost what is done as long as one has
   */
  Thread watch(Runnable lost) {
    Thread thread = new Thread(() -> look(lost), "ownership");
    thread.setDaemon(true);
    thread.start();
    return thread;
  }

  private void look(Runnable lost) {
    try {
      while (true) {
        TimeUnit.SECONDS.sleep(WATCH_SECONDS);
        try {
          require();
        } catch (TakenOverException e) {
          lost.run();
        } catch (RuntimeException e) {
          // The next look may be luckier; if the storage is gone, the work itself tells.
          LOG.debug("cannot read {}", file, e);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
