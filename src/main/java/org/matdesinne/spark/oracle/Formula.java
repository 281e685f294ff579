package org.matdesinne.spark.oracle;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.spark.sql.catalyst.analysis.UnresolvedAttribute;
import org.apache.spark.sql.catalyst.analysis.UnresolvedFunction;
import org.apache.spark.sql.catalyst.expressions.BinaryOperator;
import org.apache.spark.sql.catalyst.expressions.CaseWhen;
import org.apache.spark.sql.catalyst.expressions.Cast;
import org.apache.spark.sql.catalyst.expressions.Expression;
import org.apache.spark.sql.catalyst.expressions.Literal;
import org.apache.spark.sql.catalyst.expressions.Not;
import org.apache.spark.sql.catalyst.expressions.UnaryMinus;
import org.apache.spark.sql.catalyst.expressions.UnaryPositive;
import org.apache.spark.sql.catalyst.parser.CatalystSqlParser;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.Decimal;
import org.matdesinne.config.InputException;

/**
 * A formula of a configuration as SQL that calculates with doubles.
 *
 * <p>Of what SQL knows it may hold numbers, names, arithmetic, comparisons, conditions and the
 * functions below: nothing that runs code, asks another table, or gives another value each time. In
 * SQL {@code 0.1} is a decimal and {@code 2} a whole number; here both are doubles.
 */
final class Formula {
  /** By the number of their arguments, which SQL checks. */
  private static final Set<String> FUNCTIONS =
      new TreeSet<>(
          Set.of(
              "abs",
              "acos",
              "acosh",
              "asin",
              "asinh",
              "atan",
              "atan2",
              "atanh",
              "bround",
              "cbrt",
              "ceil",
              "ceiling",
              "coalesce",
              "cos",
              "cosh",
              "cot",
              "csc",
              "degrees",
              "e",
              "exp",
              "expm1",
              "floor",
              "greatest",
              "hypot",
              "if",
              "ifnull",
              "isnan",
              "least",
              "ln",
              "log",
              "log10",
              "log1p",
              "log2",
              "mod",
              "nanvl",
              "negative",
              "nullif",
              "pi",
              "pmod",
              "positive",
              "pow",
              "power",
              "radians",
              "rint",
              "round",
              "sec",
              "sign",
              "signum",
              "sin",
              "sinh",
              "sqrt",
              "tan",
              "tanh"));

  /** They give whole numbers. */
  private static final Set<String> WHOLE = Set.of("ceil", "ceiling", "floor");

  /** Their second argument is a number of digits. */
  private static final Set<String> ROUNDING = Set.of("round", "bround");

  private static final Set<String> OPERATORS =
      Set.of("+", "-", "*", "/", "%", "=", "<=>", "<", "<=", ">", ">=", "AND", "OR");

  private final String text;
  private final String where;
  private final Map<String, String> columns;

  private Formula(String text, String where, Map<String, String> columns) {
    this.text = text;
    this.where = where;
    this.columns = columns;
  }

  /**
   * A formula as SQL.
   *
   * @param where it stands, for messages
   * @param columns of the values that it may use, by their names in formulas; letters and digits
   * @throws InputException when it does not parse, holds anything else than is allowed, or a name
   *     that is none of these
   */
  static String sql(String text, String where, Map<String, String> columns) {
    Formula formula = new Formula(text, where, columns);
    Expression parsed;
    try {
      parsed = new CatalystSqlParser().parseExpression(text);
    } catch (Exception e) {
      // Java cannot catch Spark's checked exceptions by name: Scala does not declare them.
      throw formula.wrong("is no formula: " + parseProblem(e));
    }
    return formula.sql(parsed);
  }

  private static String parseProblem(Exception error) {
    // [PARSE_SYNTAX_ERROR] Syntax error at or near ... (line 1, pos 3)
    return InputException.firstLine(error.getMessage())
        .replaceFirst("^\\[[A-Z_.]+]\\s*", "")
        .replaceFirst("\\s*SQLSTATE:.*", "");
  }

  private InputException wrong(String what) {
    return new InputException("%s, \"%s\", %s", where, text, what);
  }

  private String sql(Expression node) {
    if (node instanceof Literal literal) {
      return number(literal);
    }
    if (node instanceof UnresolvedAttribute name) {
      return column(name);
    }
    if (node instanceof UnresolvedFunction function) {
      return call(function);
    }
    if (node instanceof CaseWhen branches) {
      return conditions(branches);
    }
    List<String> parts = children(node);
    if (node instanceof UnaryMinus) {
      return "(- " + parts.get(0) + ")";
    }
    if (node instanceof UnaryPositive) {
      return parts.get(0);
    }
    if (node instanceof Not) {
      return "(NOT " + parts.get(0) + ")";
    }
    if (node instanceof Cast cast && cast.dataType().equals(DataTypes.DoubleType)) {
      return "CAST(" + parts.get(0) + " AS DOUBLE)";
    }
    if (node instanceof BinaryOperator operator && OPERATORS.contains(operator.sqlOperator())) {
      return "(" + parts.get(0) + " " + operator.sqlOperator() + " " + parts.get(1) + ")";
    }
    String hint =
        node.getClass().getSimpleName().equals("BitwiseXor")
            ? "; write power(a, b) for a to the power of b"
            : "";
    throw wrong(
        "holds "
            + node.getClass().getSimpleName()
            + ", and may hold numbers, names, + - * / %, comparisons, AND, OR, NOT, CASE WHEN … THEN"
            + " … ELSE … END, and functions"
            + hint);
  }

  private List<String> children(Expression node) {
    List<String> parts = new ArrayList<>();
    scala.collection.Iterator<Expression> children = node.children().iterator();
    while (children.hasNext()) {
      parts.add(sql(children.next()));
    }
    return parts;
  }

  private String number(Literal literal) {
    Object value = literal.value();
    if (value == null) {
      return "CAST(NULL AS DOUBLE)";
    }
    if (value instanceof Boolean) {
      return value.toString();
    }
    if (value instanceof Decimal decimal) {
      return decimal.toJavaBigDecimal().doubleValue() + "D";
    }
    // Whole numbers of dates and times are of other types.
    if (value instanceof Number number && isNumber(literal)) {
      return number.doubleValue() + "D";
    }
    throw wrong("holds " + literal + ", which is no number");
  }

  private static boolean isNumber(Literal literal) {
    return literal.dataType() instanceof org.apache.spark.sql.types.NumericType;
  }

  private String column(UnresolvedAttribute name) {
    String column = name.nameParts().size() == 1 ? columns.get(name.nameParts().head()) : null;
    if (column == null) {
      throw wrong(
          "names "
              + name.name()
              + ", which is unknown; known here: "
              + String.join(", ", columns.keySet().stream().map(Formula::quoted).toList()));
    }
    return column;
  }

  /** A name as formulas write it. */
  private static String quoted(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*") ? name : "`" + name.replace("`", "``") + "`";
  }

  private String call(UnresolvedFunction function) {
    String name = function.nameParts().last().toLowerCase(Locale.ROOT);
    if (name.equals("between") && function.arguments().size() == 3) {
      // As Spark 4 parses BETWEEN; Spark 3.5 makes these comparisons of it.
      List<String> parts = children(function);
      return String.format(
          "((%1$s >= %2$s) AND (%1$s <= %3$s))", parts.get(0), parts.get(1), parts.get(2));
    }
    if (function.nameParts().size() != 1 || !FUNCTIONS.contains(name)) {
      throw wrong(
          "calls "
              + name
              + ", which formulas may not; they may call "
              + String.join(", ", FUNCTIONS));
    }
    if (function.isDistinct() || function.filter().isDefined()) {
      throw wrong("calls " + name + " as an aggregate; give its arguments alone");
    }
    List<String> arguments = children(function);
    if (ROUNDING.contains(name) && arguments.size() == 2) {
      arguments.set(1, "CAST(" + arguments.get(1) + " AS INT)");
    }
    String call = name + "(" + String.join(", ", arguments) + ")";
    return WHOLE.contains(name) ? "CAST(" + call + " AS DOUBLE)" : call;
  }

  private String conditions(CaseWhen branches) {
    List<String> parts = children(branches);
    StringBuilder sql = new StringBuilder("CASE");
    for (int i = 0; i + 1 < parts.size(); i += 2) {
      sql.append(" WHEN ").append(parts.get(i)).append(" THEN ").append(parts.get(i + 1));
    }
    if (parts.size() % 2 == 1) {
      sql.append(" ELSE ").append(parts.get(parts.size() - 1));
    }
    return "(" + sql + " END)";
  }
}
