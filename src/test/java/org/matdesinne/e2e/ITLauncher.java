package org.matdesinne.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.commons.io.FileUtils;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What the launcher hands to an installed Spark, whose spark-submit only prints what it was given.
 */
class ITLauncher {
  private static final String PRINTING_SPARK_SUBMIT =
      """
      #!/usr/bin/env bash
      printf '%s\\n' "$PWD" "SPARK_LOCAL_IP=${SPARK_LOCAL_IP-}" "LC_ALL=${LC_ALL-}" \\
        "OPTS=${SPARK_SUBMIT_OPTS-}" "$@"
      exit 7
      """;

  @TempDir private Path folder;
  private JobProcess launcher;
  private Path checkout;
  private Path jar;

  @BeforeEach
  void copyTheCheckoutToAFolderWithASpaceInItsName() throws IOException {
    checkout = folder.resolve("a checkout");
    for (String part : List.of("pom.xml", "jobs", "conf", "deploy", "data-schemas", "src/main")) {
      copy(Path.of(part), checkout.resolve(part));
    }
    String name = JobProcess.applicationJar().getFileName().toString();
    jar = checkout.resolve("target").resolve(name.replace("app-spark-4", "app"));
    Files.createDirectories(jar.getParent());
    Files.createFile(jar);

    Path submit = folder.resolve("spark/bin/spark-submit");
    Files.createDirectories(submit.getParent());
    Files.writeString(submit, PRINTING_SPARK_SUBMIT);
    assertThat(submit.toFile().setExecutable(true)).isTrue();
    holdsSpark("2.12-3.5.9");
    Path elsewhere = Files.createDirectory(folder.resolve("elsewhere"));
    launcher =
        new JobProcess(
            checkout,
            elsewhere,
            Map.of("SPARK_HOME", folder.resolve("spark").toString(), "MAVEN", "no-such-maven"));
  }

  private void holdsSpark(String version) throws IOException {
    Path jars = folder.resolve("spark/jars");
    FileUtils.deleteDirectory(jars.toFile());
    Files.createDirectories(jars);
    Files.createFile(jars.resolve("spark-core_" + version + ".jar"));
  }

  @Test
  void spark4GetsTheApplicationBuiltForIt() throws Exception {
    holdsSpark("2.13-4.2.0");
    Path other = jar.resolveSibling(jar.getFileName().toString().replace("app", "app-spark-4"));
    Files.createFile(other);
    assertThat(lines(launcher, "data")).contains(other.toString()).doesNotContain(jar.toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.13-3.5.9", "2.12-3.4.4", "2.12-2.4.8"})
  void anotherSparkIsRefused(String version) throws Exception {
    holdsSpark(version);
    JobProcess.Finished finished = launcher.run("show", "data");
    assertThat(finished.exitCode()).isEqualTo(2);
    assertThat(finished.messages())
        .startsWith("error: SPARK_HOME=" + folder.resolve("spark") + " holds ")
        .contains(version, "allowed: Spark 3.5 for Scala 2.12, Spark 4 for Scala 2.13");
  }

  @Test
  void optionsBeforeTheDashesAreSparksAndTheRestAreTheJobs() throws Exception {
    assertThat(lines(launcher, "--name", "two words", "--", "--limit", "3", "--", "x"))
        .containsSubsequence(
            "--name", "two words", jar.toString(), "show", "--limit", "3", "--", "x");
  }

  @Test
  void withoutDashesEveryOptionIsTheJobs() throws Exception {
    assertThat(lines(launcher, "--name", "a b")).endsWith(jar.toString(), "show", "--name", "a b");
  }

  @Test
  void jobsStayInTheCallersFolderAndTheirExitCodeIsPassedOn() throws Exception {
    JobProcess.Finished finished = launcher.run("show", "data");

    assertThat(finished.exitCode()).isEqualTo(7);
    assertThat(finished.output()).startsWith(launcher.workingFolder() + "\n");
    assertThat(finished.messages()).isEmpty();
  }

  @Test
  void anUnnamedMasterIsThisMachine() throws Exception {
    assertThat(lines(launcher, "data"))
        .contains("SPARK_LOCAL_IP=127.0.0.1")
        .containsSubsequence("--properties-file", checkout + "/conf/spark-local.conf");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--master yarn", "--master=yarn", "--conf spark.master=yarn"})
  void aNamedClusterIsLeftAsItIs(String options) throws Exception {
    String[] words = (options + " -- data").split(" ");

    assertThat(lines(launcher, words))
        .contains("SPARK_LOCAL_IP=")
        .doesNotContain("--properties-file");
  }

  @Test
  void theMasterInTheDefaultsOfAnInstalledSparkIsKept() throws Exception {
    Path conf = Files.createDirectory(folder.resolve("spark/conf"));
    Files.writeString(conf.resolve("spark-defaults.conf"), "spark.master  spark://head:7077\n");

    assertThat(lines(launcher, "data"))
        .contains("SPARK_LOCAL_IP=")
        .doesNotContain("--properties-file");
  }

  @Test
  void aDriverOnTheClusterIsGivenWhatJava17AsksOfSpark() throws Exception {
    List<String> words =
        lines(
            launcher,
            "--master",
            "spark://head:7077",
            "--deploy-mode",
            "cluster",
            "--conf",
            "spark.driver.extraJavaOptions=-Dmine=1",
            "--",
            "data");
    assertThat(words).satisfies(ITLauncher::driverHasJava17AndMine);
  }

  @Test
  void aDriverOnTheClusterByAPropertiesFileIsGivenTheSame() throws Exception {
    Path properties = folder.resolve("mine.conf");
    Files.writeString(
        properties, "spark.submit.deployMode cluster\nspark.driver.extraJavaOptions=-Dmine=1\n");
    assertThat(lines(launcher, "--properties-file", properties.toString(), "--", "data"))
        .satisfies(ITLauncher::driverHasJava17AndMine);
  }

  private static void driverHasJava17AndMine(List<? extends String> words) {
    assertThat(words)
        .filteredOn(word -> word.startsWith("spark.driver.extraJavaOptions="))
        .last()
        .asString()
        .contains("--add-opens=java.base/sun.nio.ch=ALL-UNNAMED")
        .endsWith(" -Dmine=1");
  }

  @Test
  void aSourceNewerThanTheJarIsBuilt() throws Exception {
    Files.setLastModifiedTime(
        checkout.resolve("conf/mos2.conf"), FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(launcher.run("show", "data"))
        .isEqualTo(
            new JobProcess.Finished(
                2,
                "",
                "error: there is no no-such-maven to build with; install Maven 3.8 or newer\n"));
  }

  @Test
  void anotherSparkConfigurationBuildsNothing() throws Exception {
    Files.setLastModifiedTime(
        checkout.resolve("conf/spark-local.conf"), FileTime.from(Instant.now().plusSeconds(60)));

    assertThat(launcher.run("show", "data").exitCode()).isEqualTo(7);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "--version"})
  void helpNeedsNeitherSparkNorAHomeNorAName(String option) throws Exception {
    // Without a Spark to look at, the launcher wants the application that this build is of.
    Path built = JobProcess.applicationJar();
    Path own = jar.resolveSibling(built.getFileName());
    Files.copy(built, own, StandardCopyOption.REPLACE_EXISTING);
    Files.setLastModifiedTime(own, FileTime.from(Instant.now()));
    JobProcess.Finished finished = nameless().with("SPARK_HOME", "/no/spark").run("show", option);
    assertThat(finished.messages()).isEmpty();
    assertThat(finished.exitCode()).isZero();
    assertThat(finished.output())
        .startsWith(option.equals("--help") ? "Usage: matdesinne show" : "matdesinne ");
  }

  /** The launcher as it finds a user of whom the system knows nothing. */
  private JobProcess nameless() throws IOException {
    Path tools = Files.createDirectories(folder.resolve("tools"));
    Path getent = tools.resolve("getent");
    Files.writeString(getent, "#!/bin/sh\nexit 2\n");
    assertThat(getent.toFile().setExecutable(true)).isTrue();
    return launcher
        .with("PATH", tools + ":" + System.getenv("PATH"))
        .with("HOME", "/no/home")
        .with("TMPDIR", folder.toString());
  }

  @Test
  void aUserWithoutANameGetsOneAndAHome() throws Exception {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    Path home = folder.resolve("matdesinne-" + user);
    assertThat(lines(nameless(), "data"))
        .filteredOn(line -> line.startsWith("OPTS="))
        .singleElement()
        .asString()
        .contains("\"-javaagent:" + jar + "=uid-" + user + "\"")
        .contains("\"-Duser.home=" + home + "\"");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home)))
        .isEqualTo("rwx------");
  }

  @Test
  void executorsOnThisMachineAreThatUsersToo() throws Exception {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    String own = "spark.executor.extraJavaOptions=-Dmine=1 -Dtwo=2";
    String[] local = {"--master", "local-cluster[1,1,1024]", "--conf", own, "--", "data"};
    assertThat(lines(nameless(), local))
        .filteredOn(line -> line.startsWith("spark.executor.extraJavaOptions="))
        .last()
        .asString()
        .contains("\"-javaagent:" + jar + "=uid-" + user + "\"")
        .endsWith(" -Dmine=1 -Dtwo=2");
    assertThat(lines(launcher, local)).containsOnlyOnce(own);
    // The workers of a cluster are users of their own.
    String[] cluster = {"--master", "spark://head:7077", "--conf", own, "--", "data"};
    assertThat(lines(nameless(), cluster))
        .filteredOn(line -> line.startsWith("spark.executor.extraJavaOptions="))
        .containsExactly(own);
  }

  @Test
  void aHomeThatOthersMadeIsNotTaken() throws Exception {
    Object user = Files.getAttribute(Path.of("/proc/self"), "unix:uid");
    Path home = Files.createDirectory(folder.resolve("matdesinne-" + user));
    Files.setPosixFilePermissions(home, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertThat(nameless().run("show", "data"))
        .isEqualTo(
            new JobProcess.Finished(
                2,
                "",
                "error: you have no home that you can write in, and "
                    + home
                    + " is not yours alone; set HOME to a folder that you can write in\n"));
  }

  @Test
  void aKnownUserKeepsNameAndHome() throws Exception {
    assertThat(lines(launcher, "data"))
        .isNotEmpty()
        .noneMatch(line -> line.contains("-javaagent") || line.contains("-Duser.home"));
  }

  @Test
  void namesAreUtf8InTheLocaleC() throws Exception {
    JobProcess inC = launcher.with("LC_ALL", "C");
    assertThat(lines(inC, "gr\u00f6\u00dfe"))
        .contains("LC_ALL=C.UTF-8")
        .endsWith("show", "gr\u00f6\u00dfe");
  }

  @Test
  void aMissingJavaIsOneLineThatSaysWhatToDo() throws Exception {
    assertThat(launcher.with("JAVA_HOME", "/no/jdk").run("show", "data"))
        .isEqualTo(
            new JobProcess.Finished(
                2, "", "error: no Java at /no/jdk; set JAVA_HOME to a JDK 17\n"));
  }

  private static List<String> lines(JobProcess launcher, String... arguments) throws Exception {
    return launcher.run("show", arguments).output().lines().toList();
  }

  private static void copy(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from)) {
      for (Path file : files.toList()) {
        Path copy = to.resolve(from.relativize(file).toString());
        Files.createDirectories(copy.getParent());
        Files.copy(file, copy);
      }
    }
  }
}
