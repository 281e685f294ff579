package org.matdesinne.cli;

import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.design.DesignSpace;
import org.matdesinne.design.PointText;
import org.matdesinne.pipeline.GenerationSettings;
import org.matdesinne.selection.GivenPoints;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.ingest.PointTable;
import org.matdesinne.spark.run.JobContext;
import picocli.CommandLine.Option;

/** The options that say which points candidates are to be near. */
final class NearOptions {
  @Option(
      names = "--near",
      paramLabel = "POINT|TABLE",
      description = {
        "Make candidates near what you have: a point, as 'NAME=VALUE, NAME=VALUE, ...' of all design"
            + " parameters, or a table with a column for each (CSV with a header or Parquet, any"
            + " Hadoop URI).",
        "Candidates start around these points instead of being drawn by a network. The column"
            + " 'moved' of the candidates says how far each went."
      })
  private Optional<String> near = Optional.empty();

  @Option(
      names = "--within",
      paramLabel = "SHARE",
      description =
          "With --near: greatest difference of a candidate from the nearest of these points, as a"
              + " share of each parameter's range; default: ${DEFAULT-VALUE}.",
      defaultValue = "0.1")
  private double within;

  boolean isGiven() {
    return near.isPresent();
  }

  /** The configuration with what these options say of the generation. */
  ConfigurationFile applyTo(ConfigurationFile configuration) {
    if (near.isEmpty()) {
      return configuration;
    }
    if (!(within > 0 && within <= 1)) {
      throw new InputException("--within is %s; give a share above 0 and at most 1", within);
    }
    return configuration
        .with("generation.generator", GenerationSettings.NEAR)
        .with("generation.within", within);
  }

  /** The points: (given, parameters) in the units of the design space. */
  double[][] points(JobContext context) {
    String text = near.orElseThrow();
    DesignSpace space = context.settings().designSpace();
    return PointText.isPoint(text, space)
        ? new double[][] {checked(context, PointText.parse(text, space))}
        : PointTable.read(context, text, GivenPoints.MOST);
  }

  private static double[] checked(JobContext context, double[] point) {
    context
        .settings()
        .rowCheck()
        .point(point, j -> "--near, " + context.settings().designSpace().names().get(j));
    return point;
  }
}
