package org.matdesinne.spark.jobs;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.StringLayout;
import org.apache.logging.log4j.core.appender.WriterAppender;
import org.apache.logging.log4j.core.config.Configuration;
import org.apache.logging.log4j.core.config.ConfigurationSource;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.properties.PropertiesConfigurationFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.JobKind;
import org.matdesinne.spark.run.Output;
import org.matdesinne.spark.run.RunFolder;
import org.slf4j.LoggerFactory;

/** What a log collector gets by {@code conf/log4j2-json.properties}. */
class TestJsonLogs extends SparkSuite {
  private static final String PROGRAM = "org.matdesinne";

  @TempDir private Path folder;
  private final StringWriter written = new StringWriter();
  private LoggerContext logging;

  @BeforeEach
  void logAsConfigured() throws Exception {
    logging = (LoggerContext) LogManager.getContext(false);
    Configuration json =
        new PropertiesConfigurationFactory()
            .getConfiguration(
                logging,
                ConfigurationSource.fromUri(Path.of("conf/log4j2-json.properties").toUri()));
    json.initialize();
    StringLayout layout = (StringLayout) json.getAppender("console").getLayout();
    WriterAppender appender =
        WriterAppender.createAppender(layout, null, written, "json", false, true);
    appender.start();
    LoggerConfig program = new LoggerConfig(PROGRAM, Level.INFO, false);
    program.addAppender(appender, Level.INFO, null);
    logging.getConfiguration().addLogger(PROGRAM, program);
    logging.updateLoggers();
  }

  @AfterEach
  void logAsBefore() {
    logging.getConfiguration().removeLogger(PROGRAM);
    logging.updateLoggers();
  }

  @Test
  void linesOfTheDriverAndOfTasksNameTheirRun() throws Exception {
    JobContext context = SmallModel.context(spark(), List.of());
    RunFolder sweep = new RunFolder(context, JobKind.SWEEP, Output.of(folder.toString()), "a");
    sweep.claim();
    RunFolder unit = new RunFolder(context, JobKind.GENERATE, sweep.within("unit"), "b");
    unit.claim();
    context
        .jobs()
        .parallelize(List.of(1, 2), 2)
        .foreach(number -> LoggerFactory.getLogger(PROGRAM + ".task").info("task {}", number));
    unit.finish("", Map.of());
    sweep.finish("", Map.of());

    assertThat(runs())
        .containsEntry("sweep begins", sweep.runId())
        .containsEntry("generate begins", unit.runId())
        .containsEntry("task 1", unit.runId())
        .containsEntry("task 2", unit.runId())
        .containsEntry("generate is", unit.runId())
        .containsEntry("sweep is", sweep.runId());
  }

  /** The run that each line names, by the line's first two words. */
  private Map<String, String> runs() {
    Function<JsonNode, String> words =
        line -> line.get("message").asText().replaceAll("^(\\S+ \\S+).*", "$1");
    return written
        .toString()
        .lines()
        .map(TestJsonLogs::json)
        .collect(
            Collectors.toMap(
                words, line -> line.at("/contextMap/mdc.run_id").asText(), (one, two) -> two));
  }

  private static JsonNode json(String line) {
    try {
      return new ObjectMapper().readTree(line);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
