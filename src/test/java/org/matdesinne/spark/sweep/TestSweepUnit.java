package org.matdesinne.spark.sweep;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.SmallArm;
import org.matdesinne.spark.SmallModel;
import org.matdesinne.spark.SparkSuite;

class TestSweepUnit extends SparkSuite {
  private List<SweepUnit> units(ConfigurationFile configuration) {
    return SweepUnit.of(SmallModel.context(spark(), List.of()).with(configuration), configuration);
  }

  @Test
  void aNumberIsAFolderAsEver() {
    assertThat(units(SmallModel.configuration().with("sweep.targets=[0, 0.5, 1e-4]")))
        .extracting(SweepUnit::path)
        .containsExactly(
            "cinn/none/seed-2021/target-0.0",
            "cinn/none/seed-2021/target-0.5",
            "cinn/none/seed-2021/target-1.0E-4");
  }

  @Test
  void otherTargetsAreFoldersThatAnyFileSystemTakesAndEachHasItsOwn() {
    List<SweepUnit> units =
        units(
            SmallArm.configuration()
                .with(
                    "sweep.targets=[\"height=0.5, grip force=12\", \"height=-0.2..0.4\","
                        + " \"height<=1\", \"height>=1\", \"grip force>=1\", 3]"));
    assertThat(units)
        .extracting(SweepUnit::path)
        .allMatch(path -> path.matches("cinn/none/seed-1/target-[A-Za-z0-9._=+-]+"))
        .doesNotHaveDuplicates()
        .satisfiesExactly(
            path -> assertThat(path).contains("/target-height=0.5_grip_force=12.0-"),
            path -> assertThat(path).contains("/target-height=-0.2..0.4"),
            path -> assertThat(path).contains("/target-height-at-most-1.0-"),
            path -> assertThat(path).contains("/target-height-at-least-1.0-"),
            path -> assertThat(path).contains("/target-grip_force-at-least-1.0-"),
            path -> assertThat(path).contains("/target-height=3.0"));
    assertThat(units.get(0).target())
        .isEqualTo(units.get(0).context().settings().generation().targets().get(0))
        .hasToString("height=0.5, grip force=12.0");
  }
}
