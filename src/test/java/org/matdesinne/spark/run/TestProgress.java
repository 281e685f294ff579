package org.matdesinne.spark.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestProgress {
  @ParameterizedTest
  @CsvSource({"3.24, 3.2 s", "59.94, 59.9 s", "60, 1:00", "245, 4:05", "3723, 1:02:03"})
  void durationsReadAsPeopleSayThem(double seconds, String expected) {
    assertThat(Progress.duration(seconds)).isEqualTo(expected);
  }

  @ParameterizedTest
  @CsvSource({"0, 0, ''", "0, 8, 0 of 8 tasks", "3, 8, 3 of 8 tasks"})
  void tasksAreCountedWhereThereAreSome(int done, int all, String expected) {
    assertThat(Progress.tasks(done, all)).isEqualTo(expected);
  }
}
