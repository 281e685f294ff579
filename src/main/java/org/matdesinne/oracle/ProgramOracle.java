package org.matdesinne.oracle;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.matdesinne.config.InputException;
import org.matdesinne.oracle.Outcome.Status;
import org.matdesinne.oracle.ProgramMessages.Answer;
import org.matdesinne.oracle.ProgramProcess.Reply;

/**
 * Any program as an oracle. It gets one design point a line on standard input and answers with one
 * line on standard output, both JSON:
 *
 * <pre>
 * {"id": 3, "parameters": {"x": 0.5, "y": -0.2}}
 * {"id": 3, "properties": {"height": 1.25}}
 * </pre>
 *
 * <p>Instead of properties, or beside them, an answer may hold {@code "converged": false}, a {@code
 * "message"}, and {@code "retry": true} where another try may help. The end of standard input ends
 * the program.
 *
 * <p>One process answers point after point. One that hangs, ends, or says something else is killed,
 * with all that it has started, and another takes its place: the fault costs one point at most. A
 * point whose process ended or said something else is tried again as often as {@code retries} says,
 * one that took too long is not.
 *
 * <p>Not safe for concurrent use: each thread has its own.
 */
public final class ProgramOracle implements AutoCloseable {
  /** A program that has failed so often and never answered is not one for this purpose. */
  private static final int MOST_FAULTS_AT_FIRST = 10;

  private static final int QUOTED = 200;

  /** Between the end of its output and its own. */
  private static final long MILLISECONDS_TO_END = 1000;

  private final ProgramSettings settings;
  private final Map<String, byte[]> files;
  private final ProgramMessages messages;

  private ProgramProcess process;
  private boolean processHasAnswered;
  private boolean hasAnswered;
  private int faults;
  private long asked;

  /**
   * An oracle that has not started its program yet.
   *
   * @param files to lie in the program's folder, by name
   * @param parameters their names, in order
   * @param properties their names, in order
   */
  public ProgramOracle(
      ProgramSettings settings,
      Map<String, byte[]> files,
      List<String> parameters,
      List<String> properties) {
    this.settings = settings;
    this.files = files;
    messages = new ProgramMessages(parameters, properties);
  }

  /** What came of one try, and whether another makes sense. */
  private record Attempt(Outcome outcome, boolean again) {}

  /**
   * Starts the program where it does not run.
   *
   * @throws InputException when there is no such program
   */
  public void start() {
    if (process == null) {
      process = ProgramProcess.start(settings.command(), files);
      processHasAnswered = false;
    }
  }

  /**
   * Asks the program for the properties of one point.
   *
   * @param point (parameters)
   * @throws InputException when there is no such program, or it has never answered anything
   */
  public Outcome evaluate(double[] point) throws InterruptedException {
    long start = System.nanoTime();
    int tries = 0;
    while (true) {
      if (process != null && process.isTalking()) {
        // After its last answer it said more, or ended: that is no fault of this point.
        kill();
      }
      // A process that has served other points may fail because of them: that is not counted.
      boolean counts = process == null || !processHasAnswered;
      Attempt attempt = attempt(point);
      tries += counts || process != null ? 1 : 0;
      if (!attempt.again || tries > settings.retries()) {
        return attempt.outcome.after((System.nanoTime() - start) / 1e9);
      }
    }
  }

  private Attempt attempt(double[] point) throws InterruptedException {
    start();
    long id = asked++;
    long until = System.nanoTime() + (long) (1e9 * settings.secondsPerPoint());
    process.tell(messages.request(id, point));
    while (true) {
      Reply reply;
      try {
        reply = process.reply(until);
      } catch (InterruptedException e) {
        kill();
        throw e;
      }
      if (!(reply instanceof Reply.Line line)) {
        return fault(reply);
      }
      Optional<Answer> answer = messages.answer(line.text());
      if (answer.isEmpty() || answer.get().id() > id) {
        return new Attempt(
            failed("it said something else than an answer: " + quoted(line.text()), 0), true);
      }
      // What repeats an earlier answer is passed over.
      if (answer.get().id() == id) {
        processHasAnswered = true;
        hasAnswered = true;
        return new Attempt(answer.get().outcome(), answer.get().again());
      }
    }
  }

  private Attempt fault(Reply reply) throws InterruptedException {
    if (reply instanceof Reply.Late late) {
      String half = late.rest().isEmpty() ? "" : " but half a line: " + quoted(late.rest());
      return new Attempt(
          failed("it gave no answer within " + settings.secondsPerPoint() + " s" + half, 0), false);
    }
    String rest = ((Reply.Ended) reply).rest();
    return new Attempt(
        failed(
            "it ended "
                + (rest.isEmpty()
                    ? "without an answer"
                    : "in the middle of a line: " + quoted(rest)),
            MILLISECONDS_TO_END),
        true);
  }

  /** Kills the process: what it says next would be of another point. */
  private Outcome failed(String what, long milliseconds) throws InterruptedException {
    String state = process.state(milliseconds);
    kill();
    String message = what + (state.isEmpty() ? "" : " (" + state + ")");
    faults++;
    if (!hasAnswered && faults >= MOST_FAULTS_AT_FIRST) {
      throw new InputException(
          "the program of the oracle, %s, has answered none of its first %s points; at the last one"
              + " %s; correct oracle.command or the program",
          String.join(" ", settings.command()), faults, message);
    }
    return Outcome.without(Status.RETRY, message);
  }

  private static String quoted(String text) {
    return '"' + (text.length() > QUOTED ? text.substring(0, QUOTED) + "…" : text) + '"';
  }

  private void kill() {
    process.kill();
    process = null;
  }

  /** Ends the program. */
  @Override
  public void close() {
    if (process != null) {
      process.close();
      process = null;
    }
  }
}
