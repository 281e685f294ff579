package org.matdesinne.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.matdesinne.config.InputException;

class TestSearchGrid {
  private static final SearchGrid GRID =
      new SearchGrid(
          Map.of("training.batch", List.of("50", "100", "200"), "members", List.of("1", "2")));

  @Test
  void everyCombinationIsATrialOfItsOwnNumber() {
    List<SearchGrid.Trial> trials = GRID.trials(6, 1);
    assertThat(trials)
        .extracting(SearchGrid.Trial::text)
        .containsExactly(
            "members=1, training.batch=50",
            "members=1, training.batch=100",
            "members=1, training.batch=200",
            "members=2, training.batch=50",
            "members=2, training.batch=100",
            "members=2, training.batch=200");
    assertThat(trials).extracting(SearchGrid.Trial::number).containsExactly(1, 2, 3, 4, 5, 6);
    assertThat(trials.get(3).assignments("dense"))
        .containsExactly("networks.dense.members=2", "networks.dense.training.batch=50");
  }

  @Test
  void ofALargerGridTheSeedChoosesAndKeepsTheOrder() {
    List<SearchGrid.Trial> chosen = GRID.trials(3, 1);
    assertThat(chosen).hasSize(3).doesNotHaveDuplicates().isEqualTo(GRID.trials(3, 1));
    assertThat(chosen).isSubsetOf(GRID.trials(6, 1));
    assertThat(chosen).extracting(SearchGrid.Trial::number).isSorted();
    assertThat(IntStream.range(0, 20).mapToObj(seed -> GRID.trials(3, seed)).distinct().count())
        .isGreaterThan(5);
  }

  @Test
  void anEmptyGridIsOneTrialOfWhatIsConfigured() {
    assertThat(new SearchGrid(Map.of()).trials(5, 1))
        .containsExactly(new SearchGrid.Trial(1, Map.of()));
  }

  @Test
  void aKeyWithoutValuesIsAnError() {
    assertThatThrownBy(() -> new SearchGrid(Map.of("members", List.of())))
        .isInstanceOf(InputException.class)
        .hasMessage("the search grid gives no value of 'members'; name at least one");
  }

  @Test
  void aGridThatNobodyMeantIsAnError() {
    List<String> many = IntStream.range(0, 1001).mapToObj(Integer::toString).toList();
    SearchGrid grid = new SearchGrid(Map.of("a", many, "b", many));
    assertThatThrownBy(() -> grid.trials(5, 1))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("more than 1,000,000 combinations");
  }
}
