package org.matdesinne.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;

class TestNetworkScore {
  private static final Properties TOUGHNESS = Properties.of(new Property("toughness", "J", 0));

  @Test
  void onlyAbsoluteErrorsAreInTheUnitOfTheProperty() {
    assertThat(NetworkScore.values())
        .filteredOn(score -> score.unit(TOUGHNESS).equals("J"))
        .containsExactly(NetworkScore.PROPERTY_ERROR, NetworkScore.IMPLIED_LABEL_ERROR);
    assertThat(NetworkScore.COVERAGE_95.unit(TOUGHNESS)).isEqualTo("1");
  }

  @Test
  void aLabelNamesItsScoreAndNoOther() {
    assertThat(NetworkScore.values())
        .allMatch(score -> NetworkScore.ofLabel(score.label()).orElseThrow() == score);
    assertThat(NetworkScore.ofLabel("mean error")).isEmpty();
  }

  @Test
  void errorsOfSeveralPropertiesAreInTheirSpread() {
    Properties two = Properties.of(TOUGHNESS.first(), new Property("gap", "eV", 0));
    assertThat(NetworkScore.PROPERTY_ERROR.unit(two)).isEqualTo("1");
  }
}
