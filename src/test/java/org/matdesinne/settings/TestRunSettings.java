package org.matdesinne.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.InputException;
import org.matdesinne.training.TargetNoise;
import org.matdesinne.training.TrainingSettings;

class TestRunSettings {
  private static RunSettings with(String assignment) {
    return RunSettings.from(ConfigurationFile.builtIn().with(assignment).resolved());
  }

  @ParameterizedTest
  @ValueSource(strings = {"quick", "paper"})
  void everyProfileOfTheBuiltInConfigurationCanBeRead(String profile) {
    RunSettings settings =
        RunSettings.from(ConfigurationFile.builtIn().profile(profile).resolved());
    assertThat(settings.networks()).containsKeys("cinn", "inn");
  }

  @Test
  void thePaperProfileTrainsAsThePaperDid() {
    RunSettings settings =
        RunSettings.from(ConfigurationFile.builtIn().profile("paper").resolved());
    assertThat(List.of(settings.networks().get("cinn"), settings.networks().get("inn")))
        .allSatisfy(
            network -> {
              TrainingSettings training = network.training();
              assertThat(network.blueprint().toString())
                  .contains("blocks=6, hidden=256, clamp=2.0");
              assertThat(training.epochs()).isEqualTo(1000);
              assertThat(training.batch()).isEqualTo(500);
              assertThat(training.learningRate()).isEqualTo(1e-3);
              assertThat(training.finalLearningRateShare()).isEqualTo(0.02);
              assertThat(training.inputNoise()).isZero();
              assertThat(training.sheetNoise()).isZero();
              assertThat(training.keep()).isEqualTo(TrainingSettings.Keep.LAST);
              assertThat(training.adam().weightDecay()).isEqualTo(1e-5);
              assertThat(training.adam().gradientClamp()).isEqualTo(15);
            });
  }

  @Test
  void onlyThePaperProfilePutsNoiseOnTheTargetsOfTheInvertibleNetwork() {
    TargetNoise usual =
        RunSettings.from(ConfigurationFile.builtIn().resolved())
            .networks()
            .get("inn")
            .training()
            .targetNoise();
    TargetNoise paper =
        RunSettings.from(ConfigurationFile.builtIn().profile("paper").resolved())
            .networks()
            .get("inn")
            .training()
            .targetNoise();
    assertThat(usual).isEqualTo(TargetNoise.NONE);
    assertThat(paper).isEqualTo(new TargetNoise(5e-3, 2e-3));
  }

  @ParameterizedTest
  @ValueSource(strings = {"cinn", "mdn", "cvae", "spline-cinn", "flow-matching", "dense"})
  void noiseOnTargetsIsRefusedOfNetworksThatHaveNoUseForIt(String network) {
    assertThatThrownBy(() -> with("networks." + network + ".training.label-noise=5e-3"))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(
            "is trained with TargetNoise[label=0.005, latent=0.0]; only invertible networks (kind"
                + " inn) are trained in both directions: set training.label-noise and"
                + " training.latent-noise to 0, or leave them out");
    assertThat(with("networks." + network + ".training.latent-noise=0").networks())
        .containsKey(network);
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "generation.sample=5           | unknown configuration key 'generation.sample'",
        "generation.samples=0          | 'generation.samples' is 0",
        "generation.generator=gan      | generation uses 'gan', which is no network",
        "networks.inn.kind=gan         | allowed: ",
        "networks.inn.training.epochs=0| 'networks.inn.training.epochs' is 0",
        "data.test-fraction=2          | 'data.test-fraction' is 2",
        "networks.inn.training.label-noise=-1| allowed: 0.0 to",
        "networks.inn.training.latent-noise=2| allowed: 0.0 to 1.0",
        "seed=red                      | 'seed' (--set seed=red: 1) must be a whole number",
        "property.minimum=red          | must be a number",
        "networks.dense.teacher=${networks.cinn.teacher}| 5 members and a teacher, 'dense'",
        "generation.localization.gauss-newton.caution.weight=0| must be above 0",
      })
  void aWrongValueIsNamed(String assignment, String message) {
    assertThatThrownBy(() -> with(assignment))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }
}
