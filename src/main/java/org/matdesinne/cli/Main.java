package org.matdesinne.cli;

import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import org.matdesinne.CodeVersion;
import org.matdesinne.config.InputException;
import org.matdesinne.spark.Session;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;

/**
 * The one main class that spark-submit starts; the first argument names the job.
 *
 * <p>Exit codes: 0 done, 2 wrong use or bad input, 1 failed run. Standard output carries only what
 * was asked for; messages go to standard error.
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

  @CommandLine.Spec private CommandLine.Model.CommandSpec spec;

  /** Runs a job and ends the process with its exit code, by returning where that is 0. */
  public static void main(String[] arguments) {
    // UTF-8 in every locale, and not a system call a line.
    PrintStream out =
        new PrintStream(
            new BufferedOutputStream(new FileOutputStream(FileDescriptor.out)),
            false,
            StandardCharsets.UTF_8);
    System.setOut(out);
    int exitCode = run(arguments);
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
    CommandLine commandLine = new CommandLine(new Main());
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
        (exception, command, parse) -> {
          // Of a task's failure Spark keeps the cause.
          for (Throwable cause = exception; cause != null; cause = cause.getCause()) {
            if (cause instanceof InputException) {
              messages.println("error: " + cause.getMessage());
              return WRONG_USE;
            }
          }
          messages.println("error: the run failed: " + exception);
          exception.printStackTrace(messages);
          return FAILED;
        });
    return commandLine.execute(arguments);
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
