package org.matdesinne.spark.jobs;

import java.util.List;
import java.util.regex.Pattern;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.api.java.UDF0;
import org.apache.spark.sql.types.DataTypes;
import org.matdesinne.config.InputException;

/**
 * Takes from a session the functions by which a condition could call any Java method of the
 * process: a condition on rows is a question, not a program.
 */
final class SqlWithoutJava {
  private static final List<String> CALLS = List.of("reflect", "try_reflect", "java_method");
  private static final Pattern CALL =
      Pattern.compile("\\b(" + String.join("|", CALLS) + ")\\b", Pattern.CASE_INSENSITIVE);

  private SqlWithoutJava() {}

  /** Puts functions that take no arguments in the place of Spark's. */
  static void in(SparkSession spark) {
    UDF0<Boolean> refusal =
        () -> {
          throw refusal();
        };
    CALLS.forEach(name -> spark.udf().register(name, refusal, DataTypes.BooleanType));
  }

  /**
   * Says what the matter is with a condition that Spark did not understand.
   *
   * @throws InputException when it calls such a function
   */
  static void explain(String condition) {
    if (CALL.matcher(condition).find()) {
      throw refusal();
    }
  }

  private static InputException refusal() {
    return new InputException(
        "--where cannot call Java: %s are not available here; use other functions of Spark SQL",
        String.join(", ", CALLS));
  }
}
