package org.matdesinne.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.SharedData;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignParameter;
import org.matdesinne.design.DesignParameter.Role;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.Properties;
import org.matdesinne.design.Property;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.RunSettings;

class TestCsvPair {
  private static final DesignSpace SPACE =
      new DesignSpace(
          List.of(
              new DesignParameter("length", "angstrom", 2, 4, 3, Role.LATTICE, 3),
              new DesignParameter("field", "V/angstrom", -1, 1, 0, Role.EXTERNAL, 1)));
  private static final Properties GAP = Properties.of(new Property("gap", "eV", 0));
  private static final CsvPair PAIR =
      new CsvPair(new RowCheck(SPACE, GAP, RowCheck.Bounds.CONFIGURED));

  @Test
  void rowsKeepOrderAndFullPrecision() {
    List<LabelledPoint> rows = read("3.1000000000000005,-0.5\n 2 , 1e-1\n", "0.25\n0\n");
    assertThat(rows).hasSize(2);
    assertThat(rows.get(0).point()).containsExactly(3.1000000000000005, -0.5);
    assertThat(rows.get(0).labels()).containsExactly(0.25);
    assertThat(rows.get(1).point()).containsExactly(2, 0.1);
  }

  @Test
  void oneBlankLineMayEndAFile() {
    assertThat(read("3,0\n\n", "1\n")).hasSize(1);
    assertThat(read("3,0\n", "1\n \n")).hasSize(1);
  }

  @Test
  void aBlankLineAmongRowsIsAnError() {
    assertThatThrownBy(() -> read("3,0\n\n3,1\n", "1\n2\n3\n"))
        .isInstanceOf(InputException.class)
        .hasMessage("data_x.csv, line 2 is blank; delete it");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "3         | data_x.csv, line 2 has 1 column; expected 2: length, field",
        "3,0,0     | data_x.csv, line 2 has 3 columns; expected 2: length, field",
        "3,        | data_x.csv, line 2, column 2 (field) is empty; fix or delete the row, or"
            + " have all rows without a value left out by --set data.missing=drop",
        "3,zero    | data_x.csv, line 2, column 2 (field): 'zero' is not a number; fix or delete the row",
        "NaN,0     | data_x.csv, line 2, column 1 (length): NaN is not a finite number; fix or"
            + " delete the row, or have all rows without a value left out by --set"
            + " data.missing=drop",
        "3,-1e999  | data_x.csv, line 2, column 2 (field): -1e999 is too large a number; fix or delete the row",
        "4.5,0     | data_x.csv, line 2, column 1 (length): 4.5 angstrom lies outside the design"
            + " space, 2.0 to 4.0; fix or delete the row, or widen design-space.parameters",
      })
  void aWrongPointIsNamedByFileLineColumnAndValue(String line, String message) {
    assertThatThrownBy(() -> read("3,0\n" + line + "\n", "1\n1\n"))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1,2      | data_y.csv, line 2 has 2 columns; expected 1: gap; if its decimals are written"
            + " with commas, write points",
        "metal    | data_y.csv, line 2, column 1 (gap): 'metal' is not a number; fix or delete the row",
        "Infinity | data_y.csv, line 2, column 1 (gap): Infinity is not a finite number; fix or delete the row",
        "-0.01    | data_y.csv, line 2, column 1 (gap): -0.01 eV lies below the least possible value,"
            + " 0.0; fix or delete the row, or lower property.minimum",
      })
  void aWrongLabelIsNamedByFileLineColumnAndValue(String line, String message) {
    assertThatThrownBy(() -> read("3,0\n3,1\n", "1\n" + line + "\n"))
        .isInstanceOf(InputException.class)
        .hasMessage(message);
  }

  @Test
  void filesOfDifferentLengthAreAnError() {
    assertThatThrownBy(() -> read("3,0\n3,1\n", "1\n"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "data_y.csv ends after line 1, but data_x.csv goes on; the two files must have the same"
                + " length");
    assertThatThrownBy(() -> read("3,0\n", "1\n1\n"))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("data_x.csv ends after line 1, but data_y.csv goes on");
    assertThatThrownBy(() -> read("3,0\n", ""))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "data_y.csv is empty, but data_x.csv is not; the two files must have the same length");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "\n"})
  void emptyFilesAreAnError(String nothing) {
    assertThatThrownBy(() -> read(nothing, nothing))
        .isInstanceOf(InputException.class)
        .hasMessage("data_x.csv and data_y.csv hold no rows");
  }

  @Test
  void onePointWithTwoLabelsIsAnErrorThatNamesItsLines() {
    assertThatThrownBy(() -> read("3,0\n2,0\n3,-0.0\n", "1\n1\n1.5\n"))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "data_x.csv and data_y.csv give one design point several labels: lines 1, 3 (labels 1.0,"
                + " 1.5); a design point has one label: keep one row of each, or say what"
                + " they are by --set data.replicates=mean (or median, or keep)");
  }

  @Test
  void replicatesAreCountedAndTheFirstAreNamed() {
    String points = "3,0\n2,0\n2.5,0\n2.6,0\n4,0\n";
    assertThatThrownBy(
            () -> read(points.repeat(5), "1\n".repeat(10) + "2\n1\n".repeat(5) + "1\n".repeat(5)))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "data_x.csv and data_y.csv give 5 design points several labels each: lines 1, 6, 11, …"
                + " (labels 1.0, 2.0), lines 2, 7, 12, … (labels 1.0, 2.0), lines 3, 8, 13, …"
                + " (labels 1.0, 2.0), …; a design point has one label: keep one row of each, or say"
                + " what they are by --set data.replicates=mean (or median, or keep)");
  }

  @Test
  void onePointTwiceWithOneLabelIsKept() {
    assertThat(read("3,0\n3,0\n", "1\n1\n")).hasSize(2);
  }

  @Test
  void pointsAloneAreCheckedToo() {
    assertThat(PAIR.points(source("x.csv", "3,0\n2,1\n"))).hasSize(2);
    assertThatThrownBy(() -> PAIR.points(source("x.csv", "3,2\n")))
        .hasMessageStartingWith("x.csv, line 1, column 2 (field): 2.0 V/angstrom lies outside");
    assertThatThrownBy(() -> PAIR.points(source("x.csv", ""))).hasMessage("x.csv holds no rows");
  }

  @Test
  void aModelsBoundsAreNotWidenedByAConfiguration() {
    CsvPair learnt = new CsvPair(new RowCheck(SPACE, GAP, RowCheck.Bounds.LEARNT));
    assertThatThrownBy(() -> learnt.points(source("x.csv", "5,0\n")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "x.csv, line 1, column 1 (length): 5.0 angstrom lies outside the model's design space,"
                + " 2.0 to 4.0; fix or delete the row, or take a model that was trained on a wider"
                + " one");
    assertThatThrownBy(() -> learnt.read(source("x.csv", "3,0\n"), source("y.csv", "-1\n")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "y.csv, line 1, column 1 (gap): -1.0 eV lies below the least possible value, 0.0; fix or"
                + " delete the row, or take a model that was trained on lower labels");
  }

  @Test
  void aLineHasALabelForEachProperty() {
    CsvPair pair =
        new CsvPair(
            new RowCheck(
                SPACE,
                Properties.of(new Property("gap", "eV", 0), new Property("energy", "eV", null)),
                RowCheck.Bounds.CONFIGURED));
    assertThat(
            pair.read(source("x", "3,0\n2,1\n"), source("y", "1,-5\n0,-6\n")).stream()
                .map(LabelledPoint::labels))
        .containsExactly(new double[] {1, -5}, new double[] {0, -6});
    assertThatThrownBy(() -> pair.read(source("x", "3,0\n"), source("y", "1\n")))
        .isInstanceOf(InputException.class)
        .hasMessage("y, line 1 has 1 column; expected 2: gap, energy");
    assertThatThrownBy(() -> pair.read(source("x", "3,0\n3,0\n"), source("y", "1,-5\n1,-6\n")))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("lines 1, 2 (labels [1.0, -5.0], [1.0, -6.0])");
  }

  @Test
  void whoeverWaitsIsToldHowManyRowsThereAre() {
    List<Long> told = new ArrayList<>();
    PAIR.read(source("x", "3,0\n2,1\n"), source("y", "1\n2\n"), told::add);
    assertThat(told).containsExactly(1L, 2L);
  }

  @Test
  void thePublishedDataPassEveryCheck() throws IOException {
    RunSettings settings = RunSettings.from(ConfigurationFile.builtIn().resolved());
    Path x = SharedData.path("datasets/mos2-pbe-2021/data_x.csv");
    Path y = SharedData.path("datasets/mos2-pbe-2021/data_y.csv");
    try (BufferedReader points = Files.newBufferedReader(x);
        BufferedReader labels = Files.newBufferedReader(y)) {
      List<LabelledPoint> rows =
          new CsvPair(settings.rowCheck())
              .read(new CsvFile(x.toString(), points), new CsvFile(y.toString(), labels));
      assertThat(rows).hasSize((int) lines(x));
      assertThat(rows).hasSizeGreaterThan(9000);
      assertThat(
              splitsOfOnePoint(
                  rows, settings.data().splitter(settings.seed(), settings.designSpace())))
          .isEqualTo(1);
    }
  }

  /** The greatest number of splits that equal points lie in. */
  private static int splitsOfOnePoint(List<LabelledPoint> rows, Splitter splitter) {
    TrainingSet set = TrainingSet.of(rows, splitter);
    Map<List<Double>, Set<Split>> splits = new HashMap<>();
    for (int i = 0; i < set.rows(); i++) {
      List<Double> point = Arrays.stream(set.x()[i]).boxed().toList();
      splits.computeIfAbsent(point, p -> new HashSet<>()).add(set.split()[i]);
    }
    assertThat(splits).as("unique points").hasSizeLessThan(rows.size());
    return splits.values().stream().mapToInt(Set::size).max().orElseThrow();
  }

  private static long lines(Path file) {
    try (var lines = Files.lines(file)) {
      return lines.count();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<LabelledPoint> read(String x, String y) {
    return PAIR.read(source("data_x.csv", x), source("data_y.csv", y));
  }

  private static CsvFile source(String name, String text) {
    return new CsvFile(name, new BufferedReader(new StringReader(text)));
  }
}
