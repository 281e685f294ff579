package org.matdesinne.spark.jobs;

import java.util.List;
import java.util.Locale;
import org.apache.spark.sql.catalyst.analysis.ExpressionWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.PlanWithUnresolvedIdentifier;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.PlanExpression;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.catalyst.plans.QueryPlan;
import org.apache.spark.sql.catalyst.plans.logical.ScriptTransformation;
import org.apache.spark.sql.catalyst.trees.TreeNode;
import org.matdesinne.config.InputException;

/**
 * Refuses conditions that could run something: a condition on rows is a question, not a program.
 * Spark SQL can call any Java method of the process, start programs, and spell the name of a
 * function by an expression. What was parsed is looked through, and nothing of it evaluated.
 */
final class HarmlessCondition {
  private static final List<String> CALLS = List.of("reflect", "try_reflect", "java_method");

  private HarmlessCondition() {}

  /**
   * Checks a condition.
   *
   * @throws InputException when it could run something; Spark's own exceptions where it is no SQL
   */
  static void require(String condition) {
    requireHarmless(new CatalystSqlParser().parseExpression(condition));
  }

  private static void requireHarmless(TreeNode<?> node) {
    if (node instanceof UnresolvedFunction function && CALLS.contains(name(function))) {
      throw new InputException(
          "--where cannot call Java: %s are not available here; use other functions of Spark SQL",
          String.join(", ", CALLS));
    }
    if (node instanceof ScriptTransformation) {
      throw new InputException("--where cannot start programs: TRANSFORM is not available here");
    }
    if (node instanceof ExpressionWithUnresolvedIdentifier
        || node instanceof PlanWithUnresolvedIdentifier) {
      throw new InputException(
          "--where cannot make names: IDENTIFIER is not available here; write the name itself");
    }
    if (node instanceof PlanExpression<?> subquery) {
      requireHarmless(subquery.plan());
    }
    if (node instanceof QueryPlan<?> plan) {
      requireAll(plan.expressions().iterator());
    }
    requireAll(node.children().iterator());
    requireAll(node.innerChildren().iterator());
  }

  private static void requireAll(scala.collection.Iterator<?> nodes) {
    while (nodes.hasNext()) {
      requireHarmless((TreeNode<?>) nodes.next());
    }
  }

  private static String name(UnresolvedFunction function) {
    return function.nameParts().last().toLowerCase(Locale.ROOT);
  }
}
