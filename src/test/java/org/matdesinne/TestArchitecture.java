package org.matdesinne;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

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
          .definedBy("org.matdesinne.spark")
          .layer("settings")
          .definedBy("org.matdesinne.settings")
          .layer("pipeline")
          .definedBy("org.matdesinne.pipeline")
          .layer("localization")
          .definedBy("org.matdesinne.localization")
          .layer("surrogate")
          .definedBy("org.matdesinne.surrogate")
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
          .mayOnlyBeAccessedByLayers("generator", "training", "model")
          .whereLayer("oracle")
          .mayOnlyBeAccessedByLayers("settings", "spark");

  @ArchTest
  static final ArchRule onlyTheSparkLayerKnowsSpark =
      noClasses()
          .that()
          .resideOutsideOfPackages("org.matdesinne.spark", "org.matdesinne.cli")
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
              "org.matdesinne.generator",
              "org.matdesinne.surrogate",
              "org.matdesinne.training",
              "org.matdesinne.model",
              "org.matdesinne.spark")
          .should()
          .dependOnClassesThat()
          .resideInAnyPackage("ai.djl..");

  @ArchTest
  static final ArchRule twoClassesTouchTheEnginesInside =
      noClasses()
          .that()
          .doNotHaveFullyQualifiedName("org.matdesinne.nn.GradientTape")
          .and()
          .doNotHaveFullyQualifiedName("org.matdesinne.nn.TorchRuntime")
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
