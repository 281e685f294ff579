package org.matdesinne.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.matdesinne.CodeVersion;
import org.matdesinne.spark.run.Session;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParseResult;

/**
 * The one main class that spark-submit starts; the first argument names the job.
 *
 * <p>Exit codes: 0 done, 2 where the user or the environment must change something, 1 where the
 * program is at fault, 3 done but with too few candidates, where these were required. Standard
 * output carries only what was asked for; messages go to standard error, of a failure one line: its
 * trace is in the log file that the launcher has named by the property {@value #LOG_FILE}, or
 * behind the line with {@code --verbose}.
 */
@Command(
    name = "matdesinne",
    description = "Inverse design of materials with invertible neural networks on Spark.",
    mixinStandardHelpOptions = true,
    scope = CommandLine.ScopeType.INHERIT,
    versionProvider = Main.Version.class,
    synopsisSubcommandLabel = "JOB",
    subcommands = {
      InverseDesignCommand.class,
      DescribeCommand.class,
      IngestCommand.class,
      TrainCommand.class,
      GenerateCommand.class,
      PredictCommand.class,
      BenchmarkCommand.class,
      SweepCommand.class,
      ShowCommand.class,
      DevicesCommand.class
    })
public final class Main implements Runnable {
  static final int DONE = 0;
  static final int FAILED = 1;
  static final int WRONG_USE = 2;

  /** Done, but a target got fewer candidates than was asked for by {@code --require-samples}. */
  static final int TOO_FEW = 3;

  private static final String LOG_FILE = "matdesinne.log";

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  @Option(
      names = "--verbose",
      scope = CommandLine.ScopeType.INHERIT,
      description = "Print all log messages, and the stack trace of a failure.")
  private boolean verbose;

  /** Runs a job and ends the process with its exit code, by returning where that is 0. */
  public static void main(String[] arguments) {
    // UTF-8 in every locale, and not a system call a line.
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    System.setOut(out);
    Interruption interruption = Interruption.watch(List.of(arguments).contains("--output"));
    int exitCode = run(arguments);
    interruption.end();
    Session.close();
    out.flush();
    // A driver on YARN that leaves by exit has failed, whatever its code.
    if (exitCode != DONE) {
      System.exit(exitCode);
    }
  }

  /** Runs a job in this process and returns its exit code. */
  static int run(String... arguments) {
    PrintWriter messages = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
    Main main = new Main();
    CommandLine commandLine = new CommandLine(main);
    commandLine.setErr(messages);
    commandLine
        .getSubcommands()
        .values()
        .forEach(job -> job.getCommandSpec().versionProvider(new Version()));
    commandLine.setCaseInsensitiveEnumValuesAllowed(true);
    commandLine.setParameterExceptionHandler(
        (exception, args) -> {
          String job = exception.getCommandLine().getCommandSpec().qualifiedName(" ");
          messages.println("error: " + exception.getMessage() + "; see " + job + " --help");
          return WRONG_USE;
        });
    commandLine.setExecutionExceptionHandler(
        (exception, command, parse) -> main.tell(exception, messages));
    commandLine.setExecutionStrategy(main::execute);
    return commandLine.execute(arguments);
  }

  /** Errors too, such as one of memory, are told in one line. */
  private int execute(ParseResult parsed) {
    try {
      return new CommandLine.RunLast().execute(parsed);
    } catch (Error e) {
      return tell(e, parsed.commandSpec().commandLine().getErr());
    }
  }

  /** Loaded when there is something to log: help is printed where there is no log4j. */
  private static final class Log {
    static final Logger LOG = LoggerFactory.getLogger(Main.class);
  }

  /** Where to read more, as the end of a line; empty where the terminal has it all. */
  static String logFile() {
    String log = System.getProperty(LOG_FILE);
    return log == null ? "" : " (details: " + log + ")";
  }

  private int tell(Throwable error, PrintWriter messages) {
    Failure failure = Failure.of(error);
    if (failure.expected() && !verbose) {
      messages.println("error: " + failure.sentence());
      return failure.exitCode();
    }
    if (verbose || logFile().isEmpty()) {
      error.printStackTrace(messages);
    } else {
      Log.LOG.error("the run failed", error);
    }
    messages.println("error: " + failure.sentence() + (verbose ? "" : logFile()));
    return failure.exitCode();
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(
        spec.commandLine(), "name a job: " + String.join(", ", spec.subcommands().keySet()));
  }

  /** Prints the version that the build recorded. */
  static final class Version implements IVersionProvider {
    @Override
    public String[] getVersion() {
      return new String[] {"matdesinne " + CodeVersion.current()};
    }
  }
}
