package org.matdesinne.spark.predict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.apache.spark.SparkConf;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;

/** What people write who have a Spark application of their own. */
class TestPredictFunctions extends SparkSuite {
  private static final Path PAGE = Path.of("docs/how-to-use-from-code.md");
  private static final Path SOURCE =
      Path.of("src/test/java/org/matdesinne/spark/predict/TestPredictFunctions.java");
  private static final String CALL =
      "predict_property('mos2-pbe', a, b, c, alpha, beta, gamma, field)";

  @TempDir private static Path folder;

  @Override
  public SparkConf conf() {
    return super.conf().set("spark.sql.extensions", PredictFunctions.class.getName());
  }

  @BeforeAll
  void makePoints() {
    spark()
        .sql(
            "SELECT id, 3 + 0.01D * id AS a, 3.2D AS b, 12.5D AS c, 90 AS alpha, 90 AS beta,"
                + " IF(id = 7, NULL, 120) AS gamma, IF(id = 8, 99.0D, 0.01D * id) AS field"
                + " FROM range(40)")
        .createOrReplaceTempView("points");
  }

  private Dataset<Row> points() {
    return spark().table("points");
  }

  private List<Row> sql(String text) {
    return spark().sql(text).collectAsList();
  }

  @Test
  void allThreeSayTheSame() {
    List<Row> fromJava =
        Predictions.of(spark(), "mos2-pbe").addTo(points()).orderBy("id").collectAsList();
    assertThat(sql("SELECT * FROM predict_table('mos2-pbe', 'points') ORDER BY id"))
        .isEqualTo(fromJava);
    List<Row> byRow =
        sql("SELECT id, p.* FROM (SELECT id, " + CALL + " p FROM points) ORDER BY id");
    for (int i = 0; i < fromJava.size(); i++) {
      Row expected = fromJava.get(i);
      Row found = byRow.get(i);
      assertThat(found.<String>getAs("status")).isEqualTo(expected.getAs("status"));
      assertThat(found.<Double>getAs("nearest_training_distance"))
          .isEqualTo(expected.getAs("nearest_training_distance"));
      for (String column : List.of("predicted", "uncertainty")) {
        if (i == 7) {
          assertThat(found.<Double>getAs(column)).isNull();
        } else {
          // A batch of another size rounds differently.
          assertThat(Math.abs(found.<Double>getAs(column) - expected.<Double>getAs(column)))
              .isLessThan(1e-5);
        }
      }
    }
    assertThat(fromJava)
        .filteredOn(row -> !row.getAs("status").equals("in_range"))
        .extracting(row -> row.<String>getAs("status"))
        .containsExactly("missing", "out_of_range");
  }

  @Test
  void aPointOfConstantsIsPredictedWithoutATable() {
    Row row =
        sql("SELECT predict_property('mos2-pbe', 3.19, 3.19, 12.4, 90, 90, 120, 0) AS p")
            .get(0)
            .getStruct(0);
    assertThat(row.<String>getAs("status")).isEqualTo("in_range");
    assertThat(row.<Double>getAs("predicted")).isBetween(0.5, 2.5);
  }

  @Test
  void functionsMayStandInConditionsAndJoinsAndViews() {
    List<Row> some =
        sql(
            "SELECT l.id FROM predict_table('mos2-pbe', 'points') l JOIN"
                + " predict_table('mos2-pbe', 'points') r ON l.id = r.id"
                + " WHERE l.predicted = r.predicted AND l.status = 'in_range'");
    assertThat(some).hasSize(38);
    assertThat(sql("SELECT id FROM points WHERE " + CALL + ".status = 'in_range'")).hasSize(38);
    spark()
        .sql(
            "CREATE OR REPLACE TEMPORARY VIEW predicted AS SELECT p.id, q.status FROM"
                + " predict_table('mos2-pbe', 'points') p JOIN points USING (id)"
                + " JOIN predict_table('mos2-pbe', 'points') q USING (id)");
    assertThat(sql("SELECT * FROM predicted")).hasSize(40);
  }

  @Test
  void aTrainedModelIsNamedByItsFolderAndLookedAtForEveryQuery() throws IOException {
    SmallModel small = SmallModel.in(folder, spark());
    String model = small.model().tables();
    String query = "SELECT predicted FROM predict_table('" + model + "', 'points') WHERE id = 0";
    List<Row> before = sql(query);
    assertThat(before).isEqualTo(sql(query)).doesNotContain((Row) null);
    assertThat(
            sql(
                "SELECT DISTINCT nearest_training_distance FROM predict_table('"
                    + model
                    + "', 'points')"))
        .hasSize(1)
        .first()
        .satisfies(row -> assertThat(row.isNullAt(0)).isTrue());

    Files.delete(Path.of(model, "model/dense/manifest.json"));
    assertThatThrownBy(() -> sql(query))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("has no network 'dense'");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '"',
      textBlock =
          """
          predict_property()|predict_property got no arguments; write predict_property('MODEL', NUMBER, …)
          predict_property('mos2')|mos2 is no bundled model (there are: mos2-pbe)
          predict_property('mos2-pbe', a, b)|predict_property got 2 numbers behind the name of the model, which has 7 design parameters; write predict_property('MODEL', a, b, c, alpha, beta, gamma, field)
          predict_property('mos2-pbe', 'x', b, c, alpha, beta, gamma, field)|predict_property: 'x', given for the design parameter 'a', is of the type string; it must be a number
          predict_property(a, b)|points.a is no constant text; write predict_property('MODEL', NUMBER, …)
          predict_property(NULL, b)|NULL is no constant text
          """)
  void aWrongCallIsOneMessage(String call, String message) {
    assertThatThrownBy(() -> sql("SELECT " + call + " FROM points"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void aTableThatCannotBePredictedIsOneMessage() {
    assertThatThrownBy(() -> sql("SELECT * FROM predict_table('mos2-pbe')"))
        .isInstanceOf(InputException.class)
        .hasMessage("predict_table got 1 arguments; write predict_table('MODEL', 'TABLE')");
    assertThatThrownBy(() -> sql("SELECT * FROM predict_table('mos2-pbe', 'absent')"))
        .hasMessageContaining("absent");
    points().drop("c").createOrReplaceTempView("flat");
    assertThatThrownBy(() -> sql("SELECT * FROM predict_table('mos2-pbe', 'flat')"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining("flat has no column 'c'; its columns are: id, a,");
  }

  @Test
  void theSnippetInJavaIsWhatIsRunHere() throws IOException {
    SparkSession spark = spark();
    Dataset<Row> points = points();
    String place = folder.resolve("predicted").toString();
    // The page begins here.
    Dataset<Row> predicted = Predictions.of(spark, "mos2-pbe").addTo(points);
    predicted.where("status = 'in_range' AND predicted > 1").write().parquet(place);
    // The page ends here.
    assertThat(spark.read().parquet(place).count()).isPositive().isLessThan(38);
    String source = Files.readString(SOURCE);
    String here =
        source.substring(
            source.indexOf("// The page begins here.\n") + "// The page begins here.\n".length(),
            source.indexOf("    // The page ends here.\n"));
    assertThat(blocks("java")).containsExactly(here.indent(-4));
  }

  @Test
  void theQueriesOfThePageRun() throws IOException {
    List<String> queries = blocks("sql");
    assertThat(queries).hasSize(2);
    assertThat(sql(queries.get(0))).isNotEmpty();
    assertThat(sql(queries.get(1))).hasSize(40);
    assertThat(blocks("python"))
        .singleElement()
        .satisfies(
            block -> {
              var query = Pattern.compile("spark\\.sql\\(\"(.*)\"\\)").matcher(block);
              assertThat(query.find()).isTrue();
              assertThat(sql(query.group(1))).hasSize(40);
            });
    assertThat(Files.readString(PAGE)).contains(PredictFunctions.class.getName());
  }

  /** The code of the page in one language. */
  private static List<String> blocks(String language) throws IOException {
    return Pattern.compile("```" + language + "\n(.*?)```", Pattern.DOTALL)
        .matcher(Files.readString(PAGE))
        .results()
        .map((MatchResult block) -> block.group(1))
        .toList();
  }
}
