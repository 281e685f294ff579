package org.matdesinne.spark.oracle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.matdesinne.config.InputException;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.run.JobContext;

/** Two parameters, of which one has an awkward name, and one property. */
class TestLabeller extends SparkSuite {
  private static final StructType POINTS =
      new StructType()
          .add("id", DataTypes.LongType, false)
          .add("x", DataTypes.DoubleType, false)
          .add("y of it", DataTypes.DoubleType, false)
          .add("struct", new StructType().add("x", DataTypes.StringType), true);

  private static final String SPACE =
      """
      design-space {
        parameters = [
          { name = x, unit = m, minimum = -100, maximum = 100, reference = 0, role = a, novelty-scale = 1 }
          { name = "y of it", unit = m, minimum = -100, maximum = 100, reference = 0, role = a, novelty-scale = 1 }
        ]
        symmetries = []
      }
      property { name = sum, unit = m, minimum = null }
      """;

  @TempDir private Path folder;

  private JobContext context(String oracle) {
    String text =
        "include classpath(\"conf/mos2.conf\")\n" + SPACE + "oracle = null\noracle " + oracle;
    return JobContext.in(spark(), ConfigurationFile.parse(text, "test").resolved());
  }

  private JobContext formulas(String formula, String... let) {
    return context(
        "{ kind = expression, let = ["
            + String.join(", ", let)
            + "], formulas { sum = \""
            + formula
            + "\" } }");
  }

  private Dataset<Row> points(double[]... points) {
    List<Row> rows = new ArrayList<>();
    for (double[] point : points) {
      rows.add(
          RowFactory.create(
              (long) rows.size(), point[0], point[1], RowFactory.create("row " + rows.size())));
    }
    return spark().createDataFrame(rows, POINTS);
  }

  private static List<Row> label(JobContext context, Dataset<Row> points) {
    return Labeller.of(context).label(points).collectAsList().stream()
        .sorted(Comparator.comparing(row -> row.getLong(0)))
        .toList();
  }

  private double value(String formula, double x, double y) {
    Row row = label(formulas(formula), points(new double[] {x, y})).get(0);
    assertThat(row.<String>getAs(Labeller.OUTCOME)).isEqualTo("value");
    return row.<Double>getList(row.fieldIndex(Labeller.VALUES)).get(0);
  }

  @Test
  void rowsKeepTheirColumnsAndGetThreeMore() {
    Dataset<Row> labelled =
        Labeller.of(formulas("x + `y of it`")).label(points(new double[] {1, 2}));
    assertThat(labelled.columns())
        .containsExactly("id", "x", "y of it", "struct", "_values", "_outcome", "_message");
    Row row = labelled.collectAsList().get(0);
    assertThat(row.getStruct(3).getString(0)).isEqualTo("row 0");
    assertThat(row.<Double>getList(4)).containsExactly(3.0);
    assertThat(row.getString(5)).isEqualTo("value");
    assertThat(row.isNullAt(6)).isTrue();
  }

  /** Each as Java's doubles give it: not one bit of decimal or whole-number arithmetic. */
  @ParameterizedTest
  @CsvSource({"false", "true"})
  void arithmeticIsThatOfDoublesWhateverTheSession(String ansi) {
    String before = spark().conf().get("spark.sql.ansi.enabled");
    spark().conf().set("spark.sql.ansi.enabled", ansi);
    try {
      SplittableRandom random = new SplittableRandom(5);
      for (int i = 0; i < 3; i++) {
        double x = random.nextDouble(-9, 9);
        double y = random.nextDouble(1, 9);
        assertThat(value("0.1 + 0.2 * x", x, y)).isEqualTo(0.1 + 0.2 * x);
        assertThat(value("1 / 3 + x / `y of it`", x, y)).isEqualTo(1.0 / 3 + x / y);
        assertThat(value("2147483647 * 4 + x", x, y)).isEqualTo(2147483647.0 * 4 + x);
        assertThat(value("9223372036854775807 * 10 + x", x, y))
            .isEqualTo((double) Long.MAX_VALUE * 10 + x);
        assertThat(value("1e300 * x / 1e10", x, y)).isEqualTo(1e300 * x / 1e10);
        assertThat(value("0.1 * 0.1 * 0.1", x, y)).isEqualTo(0.1 * 0.1 * 0.1);
        assertThat(value("7 % 0.3 - x % `y of it`", x, y)).isEqualTo(7 % 0.3 - x % y);
        assertThat(value("sqrt(abs(x)) - 2 * -x", x, y)).isEqualTo(Math.sqrt(Math.abs(x)) - 2 * -x);
        assertThat(value("floor(x) / 2 + ceil(x) / 4", x, y))
            .isEqualTo(Math.floor(x) / 2 + Math.ceil(x) / 4);
        assertThat(value("round(x, 2)", x, y)).isEqualTo(Math.round(x * 100) / 100.0);
        assertThat(value("CASE WHEN x > 0 THEN 1 ELSE 2.5 END", x, y)).isEqualTo(x > 0 ? 1 : 2.5);
      }
    } finally {
      spark().conf().set("spark.sql.ansi.enabled", before);
    }
  }

  @Test
  void intermediateResultsAreCalculatedInOrderAndMayUseOneAnother() {
    JobContext context =
        formulas(
            "IF(large, r + `a 1`, 0)",
            "{ name = \"a 1\", formula = \"x * 2\" }",
            "{ name = r, formula = \"`a 1` + `y of it`\" }",
            "{ name = large, formula = \"r > 0\" }");
    assertThat(label(context, points(new double[] {3, 1}, new double[] {-3, 1})))
        .extracting(row -> row.<Double>getList(4).get(0))
        .containsExactly(13.0, 0.0);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1 / x | 0 | the formula gives no number for sum (null)",
        "x % 0 | 1 | the formula gives no number for sum (null)",
        "ln(x) | -1 | the formula gives no number for sum (null)",
        "sqrt(x) | -1 | the formula gives no number for sum (NaN)",
        "exp(1000 * x) | 1 | the formula gives no number for sum (Infinity)",
        "CASE WHEN x > 0 THEN 1 END | -1 | the formula gives no number for sum (null)"
      })
  void aPointWithoutANumberIsOneThatFailed(String formula, double x, String message) {
    List<Row> rows = label(formulas(formula), points(new double[] {x, 0}, new double[] {0.5, 0}));
    assertThat(rows.get(0).isNullAt(4)).isTrue();
    assertThat(rows.get(0).getString(5)).isEqualTo("failed");
    assertThat(rows.get(0).getString(6)).isEqualTo(message);
  }

  static Stream<Arguments> wrong() {
    return Stream.of(
        Arguments.of(
            "{ kind = expression, formulas { sum = \"x +\" } }",
            "oracle.formulas.sum, \"x +\", is no formula"),
        Arguments.of(
            "{ kind = expression, formulas { sum = \"z\" } }",
            "names z, which is unknown; known here: x, `y of it`"),
        Arguments.of(
            "{ kind = expression, formulas { sum = \"id\" } }", "names id, which is unknown"),
        Arguments.of(
            "{ kind = expression, let = [{ name = r, formula = \"s\" }, { name = s, formula = \"x\" }], formulas { sum = r } }",
            "oracle.let[0] ('r'), \"s\", names s, which is unknown"),
        Arguments.of(
            "{ kind = expression, let = [{ name = x, formula = \"1\" }], formulas { sum = x } }",
            "oracle.let[0] ('x') has the name of another"),
        Arguments.of(
            "{ kind = expression, formulas { sum = \"x > 0\" } }",
            "oracle.formulas.sum gives boolean, not a number"),
        Arguments.of(
            "{ kind = expression, formulas { sum = \"sin(x, x)\" } }",
            "oracle.formulas.sum cannot be calculated: "),
        Arguments.of(
            "{ kind = expression, formulas { sum = x, other = x } }",
            "oracle.formulas gives 'other', which is no property; there are: sum"),
        Arguments.of(
            "{ kind = expression, formulas {} }",
            "oracle.formulas gives no formula for 'sum'; add one"),
        Arguments.of(
            "{ kind = external, command = [no-such-program] }",
            "the program of the oracle cannot be started: "),
        Arguments.of(
            "{ kind = external, command = [python3, a.py], files = [/none/a.py] }",
            "oracle.files names /none/a.py, which cannot be read: "));
  }

  @ParameterizedTest
  @MethodSource("wrong")
  void whatCannotBeUsedIsOneErrorBeforeAnythingIsLabelled(String oracle, String message) {
    JobContext context = context(oracle);
    assertThatThrownBy(() -> Labeller.of(context))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aProgramAnswersTaskByTask() {
    String program = Path.of("src/test/resources/oracle/moody.py").toAbsolutePath().toString();
    JobContext context =
        context(
            "{ kind = external, command = [python3, moody.py, \""
                + folder
                + "\"], files = [\""
                + program
                + "\"], retries = 0 }");
    Dataset<Row> points =
        points(
                new double[] {0.5, 1},
                new double[] {2.5, 1},
                new double[] {7.5, 1},
                new double[] {-0.5, 1},
                new double[] {8.5, 1},
                new double[] {0.25, 1})
            .repartition(2);
    List<Row> rows = label(context, points);
    assertThat(rows)
        .extracting(row -> row.getString(5))
        .containsExactly("value", "retry", "not_converged", "value", "failed", "value");
    assertThat(rows.get(0).<Double>getList(4)).containsExactly(1.5);
    assertThat(rows.get(3).<Double>getList(4)).containsExactly(0.5);
    assertThat(rows.get(1).getString(6)).startsWith("it ended without an answer (exit code 3");
  }

  @Test
  void whatTheFilesHoldDecides() {
    String program = Path.of("src/test/resources/oracle/moody.py").toAbsolutePath().toString();
    String command = "{ kind = external, command = [python3, moody.py], files = [\"";
    assertThat(Labeller.of(context(command + program + "\"] }")).fingerprint())
        .startsWith("moody.py ")
        .hasSizeGreaterThan(64);
  }

  @Test
  void anOracleOfOtherPropertiesIsRefused() {
    JobContext context = formulas("x");
    assertThatThrownBy(
            () ->
                new PointLabeller(
                    new org.matdesinne.oracle.Oracle() {
                      private static final long serialVersionUID = 1;

                      @Override
                      public String name() {
                        return "two";
                      }

                      @Override
                      public int properties() {
                        return 2;
                      }

                      @Override
                      public double[] evaluate(double[] point) {
                        return new double[2];
                      }
                    },
                    context.settings().designSpace(),
                    List.of("sum")))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the oracle two gives 2, and the configuration names 1: sum; take another oracle.kind, or"
                + " none (oracle = null)");
  }
}
