package org.matdesinne.spark.sweep;

import com.typesafe.config.Config;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.codec.digest.DigestUtils;
import org.matdesinne.design.Target;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.settings.SweepSettings;
import org.matdesinne.spark.run.JobContext;

/**
 * One point of a sweep's grid.
 *
 * @param path of its folder within the sweep's
 * @param generator that draws
 * @param constraint name of its limits
 * @param context with its settings
 */
record SweepUnit(String path, String generator, String constraint, JobContext context) {
  private static final int HASH_DIGITS = 8;

  /** The units of a grid: all targets of a seed together, all seeds of a constraint. */
  static List<SweepUnit> of(JobContext context, ConfigurationFile configuration) {
    SweepSettings grid = context.settings().sweep();
    List<? extends Config> constraints =
        configuration.resolved().getConfigList("sweep.constraints");
    List<SweepUnit> units = new ArrayList<>();
    for (String generator : grid.generators()) {
      for (Config constraint : constraints) {
        String name = constraint.getString("name");
        for (long seed : grid.seeds()) {
          for (Target target : grid.targets()) {
            ConfigurationFile own =
                configuration
                    .with("generation.limits", constraint.getList("limits").unwrapped())
                    .with("generation.generator", generator)
                    .with("seed", seed)
                    .with("generation.targets", List.of(target.label()));
            String path =
                String.join(
                    "/", generator, name, "seed-" + seed, "target-" + folder(target.label()));
            units.add(new SweepUnit(path, generator, name, context.with(own)));
          }
        }
      }
    }
    return units;
  }

  /** A label as a folder's name: numbers as they are. */
  private static String folder(String label) {
    String name =
        label
            .replace("<=", "-at-most-")
            .replace(">=", "-at-least-")
            .replaceAll("[^A-Za-z0-9._=+-]+", "_");
    // Others could come to the same name.
    return name.equals(label)
        ? name
        : name + "-" + DigestUtils.sha256Hex(label).substring(0, HASH_DIGITS);
  }

  Target target() {
    return context.settings().generation().targets().get(0);
  }

  long seed() {
    return context.settings().seed();
  }
}
