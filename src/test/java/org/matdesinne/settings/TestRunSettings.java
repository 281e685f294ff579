package org.matdesinne.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.matdesinne.config.Amounts;
import org.matdesinne.config.InputException;
import org.matdesinne.design.Target;
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
              assertThat(training.inputNoiseAtReference()).isZero();
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
    assertThat(paper).isEqualTo(new TargetNoise(Amounts.of(5e-3), 2e-3));
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
        "generation.generator=dense    | generation.generator is 'dense', which predicts and draws no candidates; generators: cinn, cvae, flow-matching, inn, mdn, spline-cinn, multi-start",
        "generation.surrogate=cinn     | generation.surrogate is 'cinn', which predicts no property; networks that do: dense, inn",
        "generation.targets=[0, NaN]   | every number must be finite",
        "generation.targets=[Infinity] | every number must be finite",
        "sweep.targets=[-Infinity]     | every number must be finite",
        "generation.limits=[{ parameter = field, minimum = NaN, maximum = 1 }]| 'generation.limits[0].minimum' is \"NaN\"",
        "generation.window=0.25 J      | the property's unit is eV; give it in that",
        "networks.inn.kind=gan         | allowed: ",
        "networks.inn.training.epochs=0| 'networks.inn.training.epochs' is 0",
        "data.test-fraction=2          | 'data.test-fraction' is 2",
        "networks.inn.training.label-noise=-1| allowed: 0.0 to",
        "networks.inn.training.latent-noise=2| allowed: 0.0 to 1.0",
        "seed=red                      | 'seed' (--set seed=red: 1) must be a whole number",
        "property.minimum=red          | must be a number",
        "networks.dense.teacher=${networks.cinn.teacher}| 5 members and a teacher, 'dense'",
        "generation.localization.gauss-newton.uncertainty-penalty.weight=0| must be above 0",
        "generation.localization.gauss-newton.guide=leader| generation uses 'leader', which is no network",
        "networks.student.teacher=null | learns from a surrogate, and none is named: set teacher",
      })
  void aWrongValueIsNamed(String assignment, String message) {
    assertThatThrownBy(() -> with(assignment))
        .isInstanceOf(InputException.class)
        .hasMessageContaining(message);
  }

  @Test
  void localizationIsLedByWhatHasLearnedFromTheSurrogate() {
    with("seed=1").requireGuide();
    String guide = "generation.localization.gauss-newton.guide";
    assertThatThrownBy(with(guide + "=dense")::requireGuide)
        .isInstanceOf(InputException.class)
        .hasMessage(
            guide
                + " is 'dense', which does not learn from the surrogate 'dense'; name one that does"
                + " (student) or set it to null");
    assertThatThrownBy(with("generation.surrogate=inn")::requireGuide)
        .isInstanceOf(InputException.class)
        .hasMessage(
            guide + " is 'student', which does not learn from the surrogate 'inn'; set it to null");
  }

  @Test
  void allWrongKeysAreNamedAtOnce() {
    assertThatThrownBy(
            () ->
                RunSettings.from(
                    ConfigurationFile.builtIn()
                        .with("generation.sample=5")
                        .with("networks.inn.training.epochs=0")
                        .with("name=[]")
                        .resolved()))
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("3 things are wrong in the configuration: (1) ")
        .hasMessageContaining("'name' (--set name=[]: 1) must be a text; (")
        .hasMessageContaining("'networks.inn.training.epochs' is 0")
        .hasMessageContaining("unknown configuration key 'generation.sample'");
  }

  @Test
  void aFileWithoutTheIncludeIsToldThatItStandsAlone() {
    assertThatThrownBy(
            () ->
                RunSettings.from(
                    ConfigurationFile.parse("generation.samples = 5", "my.conf").resolved()))
        .isInstanceOf(InputException.class)
        .hasMessage(
            "the configuration stands alone and lacks name, seed, device, design-space, property,"
                + " data, networks, benchmark, sweep, search; give them, or begin the file with"
                + " include classpath(\"conf/mos2.conf\") to change single values of the built-in"
                + " configuration");
  }

  @Test
  void theFloorAndTheOracleCanBeTakenAway() {
    assertThat(with("property.minimum=null").properties().first().hasFloor()).isFalse();
    assertThat(with("property.minimum=null").properties().first().floor())
        .isEqualTo(Double.NEGATIVE_INFINITY);
    RunSettings without = with("oracle=null");
    assertThat(without.oracle()).isEmpty();
    assertThatThrownBy(without::requireOracle)
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("data.source is 'oracle', and the configuration has no oracle");
  }

  @Test
  void targetsBelowTheFloorAreAskedForInVain() {
    assertThatThrownBy(() -> with("generation.targets=[-1]").requirePossibleTargets())
        .isInstanceOf(InputException.class)
        .hasMessageStartingWith("target -1.0 eV lies below property.minimum, 0.0 eV");
    with("generation.targets=[0]").requirePossibleTargets();
  }

  @Test
  void aTargetOfMinusZeroIsOneOfZero() {
    assertThat(with("generation.targets=[-0.0]").generation().targets())
        .containsExactly(Target.of(0));
    assertThatThrownBy(() -> with("generation.targets=[0, -0.0]"))
        .hasMessageContaining("targets are [0.0, 0.0]; name at least one, and each once");
  }

  @ParameterizedTest(name = "{0}, {1} samples: {2}")
  @CsvSource({
    "1024, 100, 1024",
    "16, 100, 16",
    "4096, 10, 4096",
    "10000000, 100, 1024",
    "10000000, 2000, 2000",
    "10000000, 100000, 4096",
  })
  void aBlockIsNoLargerThanWantedOrThanMemoryAllows(int given, int samples, int used) {
    RunSettings settings =
        RunSettings.from(
            ConfigurationFile.builtIn()
                .with("generation.block-size", given)
                .with("generation.samples", samples)
                .resolved());
    assertThat(settings.generation().candidatesPerBlock()).isEqualTo(used);
  }
}
