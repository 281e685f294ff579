package org.matdesinne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.InputException;

class TestFailure {

  static Stream<Arguments> environment() {
    return Stream.of(
        Arguments.of(
            new UncheckedIOException(
                "cannot use file:/data/run/_run: No space left on device",
                new IOException("No space left on device")),
            "there is no space left for file:/data/run/_run; free some on the disk of --output"),
        Arguments.of(
            new SparkException(
                "Job aborted due to stage failure: Task 3 in stage 1.0 failed 1 times,"
                    + " most recent failure: Lost task 3.0 in stage 1.0 (TID 4) (host executor driver):"
                    + " org.apache.hadoop.fs.FSError: java.io.IOException: No space left on device\n"
                    + "\tat org.apache.hadoop.fs.RawLocalFileSystem$LocalFSFileOutputStream.write"),
            "there is no space left; free some on the disk of --output"),
        Arguments.of(
            new UncheckedIOException(
                "cannot use file:/ro/g/_run",
                new IOException("Mkdirs failed to create file:/ro/g (exists=false, cwd=file:/w)")),
            "the folder file:/ro/g cannot be made: its file system is read-only, or this user may"
                + " not write there; name another place"),
        Arguments.of(
            new UncheckedIOException(new IOException("/data/x.csv (Permission denied)")),
            "this user may not read or write /data/x.csv; change its permissions"),
        Arguments.of(
            new UncheckedIOException(new IOException("open /mnt/run/a: Read-only file system")),
            "/mnt/run/a is on a file system that cannot be written; name another --output"),
        Arguments.of(
            new UncheckedIOException(
                "cannot use hdfs://head:8020/runs/a/_run: Permission denied: user=eve",
                new IOException("Permission denied: user=eve, access=WRITE")),
            "this user may not read or write hdfs://head:8020/runs/a/_run; change"),
        Arguments.of(
            new UncheckedIOException(
                "cannot use s3a://lake/run/_run: s3a://lake: getFileStatus",
                new IOException("Bucket lake does not exist")),
            "the bucket does not exist; make it"),
        Arguments.of(
            new UncheckedIOException(
                new IOException("Cannot create file/a. Name node is in safe mode.")),
            "HDFS is in safe mode"),
        Arguments.of(
            new UncheckedIOException(new IOException("No AWS Credentials provided by")),
            "there are no credentials for the object store"),
        Arguments.of(
            new UncheckedIOException(
                new IOException("Incomplete HDFS URI, no host: hdfs:///sweeps")),
            "hdfs:///sweeps names no server; write hdfs://HOST:PORT/"),
        Arguments.of(
            new OutOfMemoryError("Java heap space"),
            "there is not enough memory; give more by --driver-memory"),
        Arguments.of(
            new UncheckedIOException(
                new IOException(
                    "Call From a to b:9000 failed on connection exception",
                    new ConnectException("Connection refused"))),
            "a server cannot be reached"));
  }

  @ParameterizedTest
  @MethodSource("environment")
  void whatTheEnvironmentLacksIsNamedWithItsRemedy(Throwable error, String sentence) {
    Failure failure = Failure.of(error);
    assertThat(failure.sentence()).startsWith(sentence).doesNotContain("\n");
    assertThat(failure.exitCode()).isEqualTo(Main.WRONG_USE);
    assertThat(failure.expected()).isFalse();
  }

  @Test
  void badInputThatATaskMetIsStillBadInput() {
    Throwable error =
        new SparkException(
            "Job aborted due to stage failure", new RuntimeException(new InputException("row 3")));
    assertThat(Failure.of(error)).isEqualTo(new Failure(Main.WRONG_USE, "row 3", true));
  }

  @Test
  void anythingElseIsTheProgramsFault() {
    Throwable error =
        new SparkException("Job aborted", new IllegalStateException("\n  seven is odd\nat a"));
    assertThat(Failure.of(error))
        .isEqualTo(
            new Failure(Main.FAILED, "the run failed: IllegalStateException: seven is odd", false));
    assertThat(Failure.of(new NullPointerException()).sentence())
        .isEqualTo("the run failed: NullPointerException");
  }
}
