package org.matdesinne.cli;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.matdesinne.config.InputException;
import org.matdesinne.report.BenchmarkTable;
import org.matdesinne.report.ComparisonChart;
import org.matdesinne.report.ComparisonPage;
import org.matdesinne.report.ComparisonSummary;
import org.matdesinne.report.ComparisonTable;
import org.matdesinne.report.SpeedReport;
import org.matdesinne.settings.ConfigurationFile;
import org.matdesinne.spark.evaluate.BenchmarkJob;
import org.matdesinne.spark.evaluate.JudgeOption;
import org.matdesinne.spark.ingest.DataOption;
import org.matdesinne.spark.jobs.ComparisonJob;
import org.matdesinne.spark.jobs.OriginalProgram;
import org.matdesinne.spark.jobs.SpeedJob;
import org.matdesinne.spark.run.JobContext;
import org.matdesinne.spark.run.RunManifest;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

@Command(
    name = "benchmark",
    description = {
      "Measures generated candidates (--candidates). Or trains several generators, draws candidates"
          + " with each, and compares them (--models). Or times how fast a trained model makes"
          + " candidates (--speed).",
      "Prints a table of errors and shares, with published figures where there are any."
    })
final class BenchmarkCommand implements Callable<Integer> {
  /** Each way to use the command has options that the other has no use for. */
  private static final List<String> OF_CANDIDATES_ONLY = List.of("--data");

  private static final List<String> OF_MODELS_ONLY =
      List.of("--repeats", "--report", "--x", "--y", "--table", "--columns", "--source", "--rows");

  private static final List<String> OF_JUDGING = List.of("--judge", "--judge-network");

  /** Of all ways that draw candidates. */
  private static final List<String> OF_DRAWING =
      List.of("--targets", "--target", "--samples", "--max-draws", "--allow-extrapolation");

  private static final List<String> OF_SPEED_ONLY =
      List.of("--model", "--original", "--python", "--saved");

  @Spec private CommandSpec spec;

  @Mixin private ConfigurationOptions configuration;
  @Mixin private DataOptions data;
  @Mixin private GenerationOptions generation;

  @Option(
      names = "--candidates",
      paramLabel = "URI",
      description = "Folder that 'generate' or 'inverse-design' wrote.")
  private Optional<String> candidates = Optional.empty();

  @Option(
      names = "--models",
      split = ",",
      paramLabel = "NAME",
      description = "Generators to compare, separated by commas, or 'all'.")
  private Set<String> models = Set.of();

  @Option(
      names = "--repeats",
      paramLabel = "N",
      description =
          "How often to train each generator, each time with another seed (default:"
              + " ${DEFAULT-VALUE}).")
  private int repeats = 1;

  @Option(
      names = "--report",
      paramLabel = "FILE",
      description =
          "Also write the comparison as a Markdown page, with a picture (SVG) beside it: a local file"
              + " or any Hadoop URI.")
  private Optional<String> report = Optional.empty();

  @Option(
      names = "--judge",
      paramLabel = "URI",
      description = {
        "Check every candidate with an independent network, the judge: a folder that 'train' or"
            + " 'inverse-design' wrote with another seed, data split or architecture."
      })
  private Optional<String> judge = Optional.empty();

  @Option(
      names = "--judge-network",
      paramLabel = "NAME",
      description = "Which network of --judge to use. Default: the one configured as surrogate.")
  private Optional<String> judgeNetwork = Optional.empty();

  @Option(
      names = "--speed",
      description = {
        "Generate candidates with --model, and time the run, the networks and the engine's matrix"
            + " product.",
        "Writes the candidates and speed.json, and prints ratios that can be compared between"
            + " machines."
      })
  private boolean speed;

  @Option(
      names = "--model",
      paramLabel = "MODEL",
      description = "With --speed: trained networks, as for 'generate'.")
  private Optional<String> model = Optional.empty();

  @Option(
      names = "--original",
      paramLabel = "FILE",
      description =
          "With --speed: also run a Python program that times another implementation's localization,"
              + " and compare; needs PyTorch for Python.")
  private Optional<String> original = Optional.empty();

  @Option(
      names = "--python",
      paramLabel = "COMMAND",
      description = "Interpreter of --original (default: ${DEFAULT-VALUE}).")
  private String python = "python3";

  @Option(
      names = "--saved",
      paramLabel = "FILE",
      description =
          "With --speed: the speed.json of an earlier run; ratios that are more than 20 % lower are"
              + " reported.")
  private Optional<String> saved = Optional.empty();

  @Mixin private TrainingSetOption trainingSet;
  @Mixin private OutputOption output;

  @Override
  public Integer call() {
    if ((candidates.isPresent() ? 1 : 0) + (models.isEmpty() ? 0 : 1) + (speed ? 1 : 0) != 1) {
      throw new InputException("give one of --candidates, --models and --speed");
    }
    if (speed) {
      String why = "goes with --models or --candidates; --speed measures nothing else";
      refuse(OF_MODELS_ONLY, why);
      refuse(OF_JUDGING, why);
      time();
      return Main.DONE;
    }
    refuse(OF_SPEED_ONLY, "goes with --speed");
    if (judgeNetwork.isPresent() && judge.isEmpty()) {
      throw new InputException("--judge-network is a network of --judge; give both");
    }
    refuse(List.of("--generator"), "names one generator: --models names those to compare");
    if (candidates.isPresent()) {
      String why = "goes with --models; --candidates are measured as they are";
      refuse(OF_MODELS_ONLY, why);
      refuse(OF_DRAWING, why);
      measure(candidates.get());
    } else {
      refuse(OF_CANDIDATES_ONLY, "goes with --candidates; --models are trained on --x and --y");
      compare(data.option());
    }
    return Main.DONE;
  }

  private void refuse(List<String> options, String why) {
    ParseResult given = spec.commandLine().getParseResult();
    for (String option : options) {
      if (given.hasMatchedOption(option)) {
        throw new InputException("%s %s; leave it out", option, why);
      }
    }
  }

  private void measure(String generated) {
    JobContext context =
        JobContext.open("benchmark", configuration.resolved()).writing(output.uri());
    BenchmarkJob job = new BenchmarkJob(context);
    job.run(generated, trainingSet.uri(), judging(), output.uri());
    System.out.print(
        new BenchmarkTable(context.settings().properties(), job.measurements(output.uri()))
            .render());
  }

  private void time() {
    String trained =
        model.orElseThrow(() -> new InputException("--speed times a model; name it with --model"));
    JobContext context =
        JobContext.open("benchmark", generation.applyTo(configuration.load()).resolved())
            .writing(output.uri());
    Optional<SpeedReport> before = saved.map(file -> saved(context, file));
    SpeedReport report =
        new SpeedJob(context)
            .run(
                trained,
                trainingSet.uri(),
                generation.extrapolation(),
                original.map(file -> new OriginalProgram(python, file)),
                output.uri());
    System.out.print(report.render());
    before.ifPresent(
        each ->
            report
                .regressions(each)
                .forEach(line -> context.progress().say("warning: slower than saved: " + line)));
  }

  private static SpeedReport saved(JobContext context, String file) {
    String place = context.storage().here(file);
    String json =
        context
            .storage()
            .text(place)
            .orElseThrow(() -> new InputException("--saved %s: there is no such file", file));
    try {
      return SpeedReport.parse(json);
    } catch (IllegalArgumentException e) {
      throw new InputException(
          e,
          "--saved %s is not a speed.json that 'benchmark --speed' wrote: %s",
          file,
          e.getMessage());
    }
  }

  private void compare(DataOption option) {
    ConfigurationFile file = generation.applyTo(data.applyTo(configuration.load()));
    JobContext context = JobContext.open("benchmark", file.resolved()).writing(output.uri());
    Set<String> generators =
        models.equals(Set.of("all")) ? context.settings().generators() : models;
    Optional<String> page = report.map(context.storage()::here);
    Optional<String> picture = page.map(BenchmarkCommand::picture);
    page.ifPresent(context.storage()::requireFile);
    picture.ifPresent(context.storage()::requireFile);
    ComparisonJob job = new ComparisonJob(context, file);
    RunManifest manifest =
        job.run(
            option,
            new ComparisonJob.Contenders(generators, repeats),
            generation.extrapolation(),
            judging(),
            output.uri());
    System.out.print(
        new ComparisonTable(context.settings().properties(), job.measurements(output.uri()))
            .render());
    if (page.isPresent()) {
      ComparisonSummary summary = summary(context, job);
      context.storage().write(picture.get(), new ComparisonChart(summary).render());
      context
          .storage()
          .write(
              page.get(),
              new ComparisonPage(summary, provenance(manifest), name(picture.get())).render());
    }
  }

  /** The picture's place: beside its page, and called like it. */
  private static String picture(String page) {
    int dot = page.lastIndexOf('.');
    String picture = (dot > page.lastIndexOf('/') ? page.substring(0, dot) : page) + ".svg";
    if (picture.equals(page)) {
      throw new InputException(
          "--report %s is where the picture of the page goes; give the page another name, such as"
              + " one that ends in .md",
          page);
    }
    return picture;
  }

  private static String name(String place) {
    return place.substring(place.lastIndexOf('/') + 1);
  }

  private ComparisonSummary summary(JobContext context, ComparisonJob job) {
    return new ComparisonSummary(
        context.settings().properties(),
        job.measurements(output.uri()),
        job.published(output.uri()));
  }

  private Optional<JudgeOption> judging() {
    return judge.map(model -> new JudgeOption(model, judgeNetwork));
  }

  /** What stood behind the script's name, as a shell takes it. */
  private String arguments() {
    return spec.commandLine().getParseResult().originalArgs().stream()
        .dropWhile(spec.name()::equals)
        .map(ShellWord::quoted)
        .collect(Collectors.joining(" "));
  }

  private static String judge(RunManifest manifest) {
    String weights = manifest.networks().get("judge");
    return weights == null ? "" : ". Judge: weights of SHA-256 " + weights.substring(0, 16) + "…";
  }

  private List<String> provenance(RunManifest manifest) {
    return List.of(
        "Data: "
            + manifest.source()
            + ", "
            + manifest.rows().get("training_set")
            + " rows. Seeds from "
            + manifest.seed()
            + judge(manifest)
            + ". Version "
            + manifest.codeVersion()
            + ", Spark "
            + manifest.sparkVersion()
            + ". From "
            + manifest.started()
            + " to "
            + manifest.finished()
            + ".",
        "",
        "```",
        "jobs/benchmark.sh " + arguments(),
        "```");
  }
}
