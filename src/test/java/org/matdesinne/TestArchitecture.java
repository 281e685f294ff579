package org.matdesinne;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

@AnalyzeClasses(packages = "org.matdesinne", importOptions = ImportOption.DoNotIncludeTests.class)
class TestArchitecture {

  @ArchTest
  static final ArchRule dependenciesPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("cli")
          .definedBy("org.matdesinne.cli")
          .layer("spark")
          .definedBy("org.matdesinne.spark..")
          .layer("settings")
          .definedBy("org.matdesinne.settings")
          .layer("pipeline")
          .definedBy("org.matdesinne.pipeline")
          .layer("localization")
          .definedBy("org.matdesinne.localization")
          .layer("surrogate")
          .definedBy("org.matdesinne.surrogate")
          .layer("network")
          .definedBy("org.matdesinne.network")
          .layer("novelty")
          .definedBy("org.matdesinne.novelty")
          .layer("model")
          .definedBy("org.matdesinne.model")
          .layer("training")
          .definedBy("org.matdesinne.training")
          .layer("generator")
          .definedBy("org.matdesinne.generator")
          .layer("flow")
          .definedBy("org.matdesinne.flow")
          .layer("nn")
          .definedBy("org.matdesinne.nn")
          .layer("dataset")
          .definedBy("org.matdesinne.dataset")
          .layer("description")
          .definedBy("org.matdesinne.description")
          .layer("oracle")
          .definedBy("org.matdesinne.oracle")
          .layer("metrics")
          .definedBy("org.matdesinne.metrics")
          .layer("report")
          .definedBy("org.matdesinne.report")
          .layer("chart")
          .definedBy("org.matdesinne.chart")
          .layer("selection")
          .definedBy("org.matdesinne.selection")
          .layer("design")
          .definedBy("org.matdesinne.design")
          .layer("config")
          .definedBy("org.matdesinne.config")
          .whereLayer("cli")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("spark")
          .mayOnlyBeAccessedByLayers("cli")
          .whereLayer("settings")
          .mayOnlyBeAccessedByLayers("spark", "cli")
          .whereLayer("pipeline")
          .mayOnlyBeAccessedByLayers("settings", "spark")
          .whereLayer("model")
          .mayOnlyBeAccessedByLayers("settings", "spark")
          .whereLayer("report")
          .mayOnlyBeAccessedByLayers("spark", "cli")
          .whereLayer("chart")
          .mayOnlyBeAccessedByLayers("report")
          .whereLayer("localization")
          .mayOnlyBeAccessedByLayers("pipeline", "spark")
          .whereLayer("selection")
          .mayOnlyBeAccessedByLayers("pipeline", "spark")
          .whereLayer("surrogate")
          .mayOnlyBeAccessedByLayers("localization", "training", "model", "pipeline", "spark")
          .whereLayer("training")
          .mayOnlyBeAccessedByLayers("model", "spark")
          .whereLayer("flow")
          .mayOnlyBeAccessedByLayers("network", "generator", "model")
          .whereLayer("oracle")
          .mayOnlyBeAccessedByLayers("settings", "spark")
          .whereLayer("generator")
          .mayOnlyBeAccessedByLayers("training", "model", "pipeline", "spark")
          .whereLayer("network")
          .mayOnlyBeAccessedByLayers(
              "generator", "surrogate", "localization", "training", "model", "spark")
          .whereLayer("metrics")
          .mayOnlyBeAccessedByLayers(
              "surrogate", "training", "model", "pipeline", "report", "settings", "spark")
          .whereLayer("novelty")
          .mayOnlyBeAccessedByLayers("metrics", "pipeline", "spark")
          .whereLayer("nn")
          .mayOnlyBeAccessedByLayers(
              "flow",
              "network",
              "generator",
              "surrogate",
              "localization",
              "training",
              "model",
              "pipeline",
              "spark")
          .whereLayer("dataset")
          .mayOnlyBeAccessedByLayers(
              "description", "training", "metrics", "model", "pipeline", "settings", "spark", "cli")
          .whereLayer("description")
          .mayOnlyBeAccessedByLayers("settings", "spark", "cli")
          .whereLayer("design")
          .mayOnlyBeAccessedByLayers(
              "dataset",
              "oracle",
              "network",
              "generator",
              "surrogate",
              "novelty",
              "metrics",
              "selection",
              "localization",
              "training",
              "model",
              "pipeline",
              "report",
              "settings",
              "spark",
              "cli")
          .whereLayer("design")
          .mayOnlyAccessLayers("config")
          .whereLayer("nn")
          .mayOnlyAccessLayers("config")
          .whereLayer("config")
          .mayNotAccessAnyLayer();

  @ArchTest
  static final ArchRule packagesMakeNoCircle =
      slices().matching("org.matdesinne.(*)..").should().beFreeOfCycles();

  @ArchTest
  static final ArchRule packagesFormNoCycle =
      slices().matching("org.matdesinne.(**)").should().beFreeOfCycles();

  /** From storage to jobs; the plugin, which deployments name, lies beside them. */
  @ArchTest
  static final ArchRule roomsOfTheSparkLayerPointDown =
      layeredArchitecture()
          .consideringOnlyDependenciesInLayers()
          .layer("plugin")
          .definedBy("org.matdesinne.spark")
          .layer("storage")
          .definedBy("org.matdesinne.spark.storage")
          .layer("device")
          .definedBy("org.matdesinne.spark.device")
          .layer("run")
          .definedBy("org.matdesinne.spark.run")
          .layer("artifact")
          .definedBy("org.matdesinne.spark.artifact")
          .layer("oracle")
          .definedBy("org.matdesinne.spark.oracle")
          .layer("ingest")
          .definedBy("org.matdesinne.spark.ingest")
          .layer("train")
          .definedBy("org.matdesinne.spark.train")
          .layer("generate")
          .definedBy("org.matdesinne.spark.generate")
          .layer("predict")
          .definedBy("org.matdesinne.spark.predict")
          .layer("evaluate")
          .definedBy("org.matdesinne.spark.evaluate")
          .layer("sweep")
          .definedBy("org.matdesinne.spark.sweep")
          .layer("jobs")
          .definedBy("org.matdesinne.spark.jobs")
          .whereLayer("plugin")
          .mayNotAccessAnyLayer()
          .whereLayer("storage")
          .mayNotAccessAnyLayer()
          .whereLayer("device")
          .mayNotAccessAnyLayer()
          .whereLayer("run")
          .mayOnlyAccessLayers("storage", "device")
          .whereLayer("artifact")
          .mayOnlyAccessLayers("storage", "device", "run")
          .whereLayer("oracle")
          .mayOnlyAccessLayers("storage", "run")
          .whereLayer("ingest")
          .mayOnlyAccessLayers("storage", "device", "run", "artifact", "oracle")
          .whereLayer("train")
          .mayOnlyAccessLayers("storage", "device", "run", "artifact")
          .whereLayer("generate")
          .mayOnlyAccessLayers("plugin", "storage", "device", "run", "artifact")
          .whereLayer("predict")
          .mayOnlyAccessLayers("storage", "device", "run", "artifact")
          .whereLayer("evaluate")
          .mayOnlyAccessLayers("storage", "device", "run", "artifact", "oracle")
          .whereLayer("sweep")
          .mayOnlyAccessLayers("storage", "device", "run", "artifact", "generate", "evaluate")
          .whereLayer("jobs")
          .mayNotBeAccessedByAnyLayer();

  @ArchTest
  static final ArchRule onlyTheSparkLayerKnowsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.matdesinne.spark..", "org.matdesinne.cli")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..", "org.apache.hadoop..", "scala..");

  @ArchTest
  static final ArchRule theCommandLineLeavesDataSetsToTheJobs =
      noClasses()
          .that()
          .resideInAPackage("org.matdesinne.cli")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("org.apache.spark..");

  @ArchTest
  static final ArchRule onlyNumericPackagesKnowTheEngine =
      noClasses()
          .that()
          .resideOutsideOfPackages(
              "org.matdesinne.nn",
              "org.matdesinne.flow",
              "org.matdesinne.network",
              "org.matdesinne.generator",
              "org.matdesinne.surrogate",
              "org.matdesinne.localization",
              "org.matdesinne.training",
              "org.matdesinne.model",
              "org.matdesinne.spark..")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule threeClassesTouchTheEnginesInside =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.matdesinne.nn.GradientTape")
          .and()
          .doNotHaveFullyQualifiedName("org.matdesinne.nn.TorchRuntime")
          .and()
          .doNotHaveFullyQualifiedName("org.matdesinne.nn.TorchScript")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl.pytorch..");

  @ArchTest
  static final ArchRule stateIsNotStatic =
      fields()
          .that()
          .areStatic()
          .and()
          .areNotDeclaredIn("org.matdesinne.nn.TorchRuntime")
          .should()
          .beFinal();
}
