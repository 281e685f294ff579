package org.matdesinne.spark.artifact;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class TestLeasedCache {
  private final List<String> opened = new ArrayList<>();
  private final List<String> closed = new ArrayList<>();
  private final LeasedCache<String, Value> cache = new LeasedCache<>(2);

  private final class Value implements AutoCloseable {
    private final String key;

    Value(String key) {
      this.key = key;
      opened.add(key);
    }

    @Override
    public void close() {
      closed.add(key);
    }
  }

  private LeasedCache.Lease<Value> lease(String key) {
    return cache.lease(key, Value::new);
  }

  @Test
  void whatIsUsedAgainIsOpenedOnce() {
    for (int use = 0; use < 3; use++) {
      lease("a").close();
    }
    assertThat(opened).containsExactly("a");
    assertThat(closed).isEmpty();
  }

  @Test
  void whatWasNotUsedForTheLongestTimeIsClosedFirst() {
    lease("a").close();
    lease("b").close();
    lease("a").close();
    lease("c").close();
    assertThat(closed).containsExactly("b");
    assertThat(cache.size()).isEqualTo(2);
  }

  @Test
  void whatIsInUseStaysOpenBeyondTheBound() {
    LeasedCache.Lease<Value> a = lease("a");
    LeasedCache.Lease<Value> b = lease("b");
    LeasedCache.Lease<Value> c = lease("c");
    assertThat(closed).isEmpty();
    assertThat(cache.size()).isEqualTo(3);
    b.close();
    assertThat(closed).containsExactly("b");
    a.close();
    a.close();
    c.close();
    assertThat(closed).containsExactly("b");
    lease("a").close();
    assertThat(opened).containsExactly("a", "b", "c");
  }

  @Test
  void whatCannotBeOpenedLeavesNothingBehind() {
    LeasedCache<String, Value> failing = new LeasedCache<>(0);
    for (int use = 0; use < 2; use++) {
      assertThatThrownBy(
              () ->
                  failing.lease(
                      "a",
                      key -> {
                        throw new IllegalStateException("no " + key);
                      }))
          .hasMessage("no a");
    }
    assertThat(failing.size()).isZero();
  }

  @Test
  void tasksThatWantTheSameWaitForOneOpening() throws Exception {
    CountDownLatch opening = new CountDownLatch(1);
    ExecutorService tasks = Executors.newFixedThreadPool(4);
    List<Future<Value>> values = new ArrayList<>();
    for (int task = 0; task < 4; task++) {
      values.add(
          tasks.submit(
              () -> {
                try (LeasedCache.Lease<Value> lease =
                    cache.lease(
                        "a",
                        key -> {
                          await(opening);
                          return new Value(key);
                        })) {
                  return lease.value();
                }
              }));
    }
    opening.countDown();
    Value first = values.get(0).get();
    for (Future<Value> value : values) {
      assertThat(value.get()).isSameAs(first);
    }
    assertThat(opened).containsExactly("a");
    tasks.shutdown();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
