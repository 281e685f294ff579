package org.matdesinne.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNumberFormat {
  @ParameterizedTest
  @CsvSource({
    "COUNT, 0, '0'",
    "COUNT, 1234567, '1,234,567'",
    "ERROR, 0, 0.0000",
    "ERROR, 0.0000999, <0.0001",
    "ERROR, 0.0001, 0.0001",
    "ERROR, 2.34567, 2.3457",
    "PERCENT, 0.98614, 98.61",
    "PERCENT, 1, 100.00",
    "DECIMAL, 12.345678, 12.35",
    "DECIMAL, -0.004, 0.00",
    "DECIMAL, -1.5, -1.50",
    "SECONDS, 0.04, 0.0",
    "SECONDS, 490.16, 490.2",
    "SECONDS_FOR_10000, 0.00062, 6.2",
    "MILLISECONDS, 0.00123456, 1.23",
    "MILLISECONDS, 2, 2000.00"
  })
  void showsTheDigitsThatHelp(NumberFormat format, double value, String text) {
    assertThat(format.apply(value)).isEqualTo(text);
  }
}
