package org.matdesinne.spark.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

class TestTogether {
  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  void bothGoOnAtTheSameTimeAndAreDoneAtTheEnd() {
    CountDownLatch one = new CountDownLatch(1);
    CountDownLatch other = new CountDownLatch(1);
    AtomicBoolean done = new AtomicBoolean();
    // Each waits for the other: one after the other they would wait for ever.
    String result =
        Together.with(
            () -> {
              one.countDown();
              await(other);
              done.set(true);
            },
            () -> {
              await(one);
              other.countDown();
              return "found";
            });
    assertThat(result).isEqualTo("found");
    assertThat(done).isTrue();
  }

  @Test
  void whatFailsInEitherIsThrownWhenBothHaveEnded() {
    AtomicBoolean done = new AtomicBoolean();
    assertThatThrownBy(
            () ->
                Together.with(
                    () -> {
                      throw new IllegalArgumentException("beside");
                    },
                    () -> {
                      done.set(true);
                      return 1;
                    }))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("beside");
    assertThat(done).isTrue();
    assertThatThrownBy(
            () ->
                Together.with(
                    () -> {
                      throw new IllegalArgumentException("beside");
                    },
                    () -> {
                      throw new IllegalStateException("own");
                    }))
        .hasMessage("own")
        .satisfies(error -> assertThat(error.getSuppressed()[0]).hasMessage("beside"));
  }
}
