package org.matdesinne.oracle;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Optional;
import org.matdesinne.oracle.Outcome.Status;

/**
 * The lines that go to a program and come from it.
 *
 * @param parameters their names, in order
 * @param properties their names, in order
 */
record ProgramMessages(List<String> parameters, List<String> properties) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          // Python writes NaN and Infinity.
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();

  /**
   * An answer.
   *
   * @param id of the point that it is of
   * @param outcome in words of this program
   * @param again whether the program asks to be asked again
   */
  record Answer(long id, Outcome outcome, boolean again) {}

  /** The line for one point. */
  String request(long id, double[] point) {
    ObjectNode request = JSON.createObjectNode();
    request.put("id", id);
    ObjectNode values = request.putObject("parameters");
    for (int j = 0; j < point.length; j++) {
      values.put(parameters.get(j), point[j]);
    }
    return request.toString();
  }

  /** A line as an answer; empty where it is none. */
  Optional<Answer> answer(String line) {
    JsonNode answer;
    try {
      answer = JSON.readTree(line);
    } catch (JsonProcessingException e) {
      return Optional.empty();
    }
    if (!answer.isObject() || !answer.path("id").canConvertToExactIntegral()) {
      return Optional.empty();
    }
    boolean again = answer.path("retry").asBoolean(false);
    String message = answer.path("message").asText("");
    return Optional.of(
        new Answer(answer.get("id").asLong(), outcome(answer, message, again), again));
  }

  private Outcome outcome(JsonNode answer, String message, boolean again) {
    if (!answer.path("converged").asBoolean(true)) {
      return Outcome.without(
          Status.NOT_CONVERGED, message.isEmpty() ? "the program gives no reason" : message);
    }
    if (again || !answer.path("properties").isObject()) {
      return Outcome.without(
          again ? Status.RETRY : Status.FAILED,
          message.isEmpty() ? "its answer has no \"properties\"" : message);
    }
    double[] values = new double[properties.size()];
    for (int k = 0; k < values.length; k++) {
      JsonNode value = answer.get("properties").path(properties.get(k));
      if (!value.isNumber() || !Double.isFinite(value.doubleValue())) {
        return Outcome.without(
            Status.FAILED,
            "its answer has "
                + (value.isMissingNode() ? "no value" : value.asText() + ", no finite number,")
                + " for \""
                + properties.get(k)
                + "\""
                + (message.isEmpty() ? "" : "; it says: " + message));
      }
      values[k] = value.doubleValue();
    }
    return Outcome.value(values, message);
  }
}
