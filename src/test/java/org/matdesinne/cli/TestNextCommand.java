package org.matdesinne.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TestNextCommand {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          jobs/generate.sh --model x           | jobs/show.sh
          /opt/my\\ jobs/generate.sh --model x | /opt/my\\ jobs/show.sh
          /opt/jobs/inverse-design.sh          | /opt/jobs/show.sh
          generate.sh --set a=/b/c.sh          | jobs/show.sh
          $'j\\t/jobs/generate.sh' x           | jobs/show.sh
          """)
  void theScriptLiesWhereTheUserFoundTheOther(String typed, String script) {
    assertThat(new NextCommand(Optional.of(typed)).of("show", "out", "a b"))
        .isEqualTo(script + " out 'a b'");
  }

  @ParameterizedTest
  @CsvSource({"spark-submit --class x y.jar generate", "''"})
  void withoutAScriptItIsTheUsualOne(String typed) {
    assertThat(new NextCommand(Optional.of(typed)).of("show", "out")).isEqualTo("jobs/show.sh out");
    assertThat(new NextCommand(Optional.empty()).of("show", "out")).isEqualTo("jobs/show.sh out");
  }
}
