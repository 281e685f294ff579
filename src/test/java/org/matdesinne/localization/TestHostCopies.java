package org.matdesinne.localization;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import com.typesafe.config.ConfigFactory;
import java.io.File;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.Boxes;
import org.matdesinne.design.Ranges;
import org.matdesinne.design.Target;
import org.matdesinne.model.BundledModel;
import org.matdesinne.model.SavedModel;
import org.matdesinne.model.TrainedNetwork;
import org.matdesinne.nn.HostCopies;
import org.matdesinne.nn.PointBatch;
import org.matdesinne.nn.Tensors;
import org.matdesinne.settings.RunSettings;
import org.matdesinne.surrogate.Surrogate;

/** What goes between host and device while candidates are localized, with the bundled networks. */
class TestHostCopies {
  private static final double TARGET = 0.5;
  private static final RunSettings RUN =
      RunSettings.from(
          ConfigFactory.parseFile(new File("conf/mos2.conf"))
              .resolve()
              .withoutPath("profiles")
              .withoutPath("generation.by-generator"));
  private static final SavedModel MODEL = new SavedModel(BundledModel.all().get(0));

  private record Copies(List<Long> toDevice, List<Long> toHost, int steps) {}

  private static Copies localize(Localizer localizer, Surrogate surrogate, double[][] starts) {
    return Tensors.scoped(
        () -> {
          PointBatch batch = PointBatch.of(surrogate.manager(), starts, starts[0].length);
          Assessment there = localizer.assess(batch);
          try (HostCopies copies = HostCopies.count()) {
            List<Localized> found = localizer.localize(batch, there, Target.of(TARGET));
            return new Copies(
                copies.toDevice(),
                copies.toHost(),
                found.stream().mapToInt(Localized::steps).max().orElseThrow());
          }
        });
  }

  /**
   * With a student, and without one; the first run copies the numbers that steps calculate with.
   */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void pointsComeToTheHostOnceAndNothingElseDoes(boolean guided) {
    TrainedNetwork dense = MODEL.load("dense");
    Ranges box = dense.manifest().ranges();
    double[][] rows = BundledModel.all().get(0).trainingSet().orElseThrow().x();
    try (Surrogate surrogate = dense.surrogate(Device.cpu());
        Surrogate student = MODEL.load("student").student(Device.cpu());
        Localizer localizer =
            new BatchLocalizer(
                surrogate,
                guided ? Optional.of(student) : Optional.empty(),
                Boxes.of(box),
                dense.manifest().scaling().designScale(),
                RUN.generation().localization())) {
      localize(localizer, surrogate, Arrays.copyOf(rows, 50));
      for (int size : new int[] {40, 400}) {
        Copies copies = localize(localizer, surrogate, Arrays.copyOf(rows, size));
        assertThat(copies.steps).as("steps of the slowest").isGreaterThan(5);
        // The candidates, and what became of each.
        long parameters = rows[0].length;
        assertThat(copies.toHost).containsExactly(size * parameters, size * 5L);
        assertThat(copies.toDevice).as("sizes of copies to the device").isEmpty();
      }
    }
  }
}
