package org.matdesinne.spark.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.hdfs.MiniDFSCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.InputException;
import org.matdesinne.lake.S3Endpoint;

/** One contract on a disk, in a real HDFS and behind a real S3 endpoint. */
class TestStorage {
  @TempDir private static Path folder;
  private static MiniDFSCluster hdfs;
  private static S3Endpoint s3;

  @BeforeAll
  static void start() throws Exception {
    Configuration settings = new Configuration();
    settings.set(MiniDFSCluster.HDFS_MINIDFS_BASEDIR, folder.resolve("hdfs").toString());
    hdfs = new MiniDFSCluster.Builder(settings).numDataNodes(1).build();
    s3 = S3Endpoint.start(folder.resolve("s3"), "small-files");
  }

  @AfterAll
  static void stop() {
    hdfs.shutdown();
    s3.close();
  }

  /** A folder of each kind. */
  static Stream<String> folders() {
    return Stream.concat(foldersOfFileSystems(), Stream.of("s3a://small-files/data/run"));
  }

  static Stream<String> foldersOfFileSystems() {
    return Stream.of(folder.toUri() + "files/run", hdfs.getURI() + "/data/run");
  }

  private static Storage storage() {
    Configuration settings = new Configuration();
    s3.hadoopSettings().forEach(settings::set);
    return new Storage(settings);
  }

  @ParameterizedTest
  @MethodSource("folders")
  void whatIsWrittenReplacesWhatWasThereAndIsRead(String uri) {
    Storage storage = storage();
    assertThat(storage.text(uri + "/a")).isEmpty();
    storage.write(uri + "/a", "first, and longer");
    storage.write(uri + "/a", "second");
    storage.write(uri + "/b/c", "third");
    assertThat(storage.text(uri + "/a")).contains("second");
    assertThat(storage.exists(uri + "/b/c")).isTrue();
    assertThat(storage.folders(uri)).containsExactly("b");
    assertThat(storage.isFree(uri)).isFalse();
    storage.delete(uri);
    assertThat(storage.exists(uri + "/b/c")).isFalse();
    assertThat(storage.isFree(uri)).isTrue();
  }

  /** Of S3 this is the server's promise, not the writer's. */
  @ParameterizedTest
  @MethodSource("foldersOfFileSystems")
  void aReaderNeverFindsHalfAFile(String uri) throws InterruptedException {
    Storage storage = storage();
    String even = "even".repeat(10_000);
    String odd = "odd".repeat(20_000);
    storage.write(uri + "/pointer", even);
    Thread writer =
        new Thread(
            () -> {
              for (int i = 1; i < 40; i++) {
                storage.write(uri + "/pointer", i % 2 == 0 ? even : odd);
              }
            });
    writer.start();
    Set<String> found = new TreeSet<>();
    do {
      found.add(storage.text(uri + "/pointer").orElse("nothing"));
    } while (writer.isAlive());
    writer.join();
    assertThat(found).isSubsetOf(even, odd);
    assertThat(storage.text(uri + "/pointer")).contains(odd);
  }

  @ParameterizedTest
  @MethodSource("foldersOfFileSystems")
  void twoWritersOfOneFileDoNotDisturbEachOther(String uri) throws Exception {
    ExecutorService writers = Executors.newFixedThreadPool(2);
    try {
      List<Future<?>> written = new ArrayList<>();
      for (String content : new String[] {"even".repeat(10_000), "odd".repeat(20_000)}) {
        Storage storage = storage();
        written.add(
            writers.submit(
                () -> {
                  for (int i = 0; i < 50; i++) {
                    storage.write(uri + "/shared", content);
                  }
                }));
      }
      for (Future<?> each : written) {
        each.get(1, TimeUnit.MINUTES);
      }
    } finally {
      writers.shutdown();
    }
    assertThat(storage().text(uri + "/shared"))
        .isIn(Optional.of("even".repeat(10_000)), Optional.of("odd".repeat(20_000)));
  }

  @ParameterizedTest
  @MethodSource("folders")
  void whatAKilledWriterLeftDoesNotCount(String uri) {
    Storage storage = storage();
    storage.write(uri + "/killed/deep/._run.0.part", "");
    assertThat(storage.isFree(uri + "/killed")).isTrue();
    storage.write(uri + "/killed/deep/part", "");
    assertThat(storage.isFree(uri + "/killed")).isFalse();
    storage.delete(uri + "/killed");
  }

  @ParameterizedTest
  @MethodSource("folders")
  void anAbsentFileIsAnError(String uri) {
    assertThatThrownBy(() -> storage().open(uri + "/nowhere").close())
        .isInstanceOf(InputException.class)
        .hasMessage("there is no file " + uri + "/nowhere");
  }
}
