package toyredis.lab.plan;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import toyredis.bench.Benchmarks;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Child;
import toyredis.lab.process.Scratch;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.results.BenchResult;
import toyredis.results.BenchResult.Score;
import toyredis.results.Machine;
import toyredis.results.Result;
import toyredis.results.ServerInfo;

/** Has JMH measure the stores, in JVMs of their own: this one calls no store. */
public record BenchRun(Checkout checkout, Screen screen, Length length) {
  private static final Pattern PROGRESS = Pattern.compile("(\\d+)/(\\d+) (.*)");
  private static final int WORDS = 20; // lines that are kept for a message

  /** The lengths that {@link Benchmarks} knows. */
  public enum Length {
    TRIAL(1),
    QUICK(2.1),
    DEFAULT(4.2),
    THOROUGH(26);

    private final double secondsEach;

    Length(double secondsEach) {
      this.secondsEach = secondsEach;
    }
  }

  /**
   * Runs all of it.
   *
   * @throws LabException with JMH's words when it fails
   */
  public BenchResult run() throws IOException, InterruptedException {
    var started = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
    var machine = Machine.read(checkout.root());
    var json = Files.createTempFile(Scratch.folder(), "bench", ".json");
    try {
      var flags = List.of("-XX:+UseSerialGC", "--sun-misc-unsafe-memory-access=allow");
      var main = List.of(Benchmarks.class.getName(), length.name());
      var command = new ArrayList<String>();
      command.add(Checkout.java());
      command.addAll(flags);
      command.add("-Djava.io.tmpdir=" + json.getParent());
      command.addAll(List.of("-cp", System.getProperty("java.class.path")));
      command.addAll(main);
      command.add(json.toString());
      measure(command);
      var recorded = new ArrayList<>(List.of("java"));
      recorded.addAll(flags);
      recorded.addAll(main);
      return new BenchResult(
          Result.FORMAT,
          "bench",
          "bench",
          started,
          new ServerInfo("stores", "", "platform", recorded),
          scores(json),
          machine);
    } finally {
      screen.clearStatus();
      Files.delete(json);
    }
  }

  private void measure(List<String> command) throws IOException, InterruptedException {
    var words = new ArrayDeque<String>();
    var left = new AtomicReference<TimeLeft>();
    int exit = Child.run(Child.of(command), line -> tell(line, left, words));
    if (exit != 0) throw new LabException("the benchmark failed:\n" + String.join("\n", words));
  }

  private void tell(String line, AtomicReference<TimeLeft> left, Deque<String> words) {
    var progress = PROGRESS.matcher(line);
    if (progress.matches()) {
      int number = Integer.parseInt(progress.group(1));
      int of = Integer.parseInt(progress.group(2));
      if (number == 1) left.set(new TimeLeft(Collections.nCopies(of, length.secondsEach)));
      screen.status(line + ", " + left.get().after(number - 1) + " left");
    } else if (!line.isBlank()) {
      words.add(line);
      if (words.size() > WORDS) words.remove();
    }
  }

  /** What JMH has written, in the words of a result. */
  private static List<Score> scores(Path json) throws IOException {
    var scores = new ArrayList<Score>();
    for (var each : JSON.std.listFrom(Files.readString(json))) {
      var run = map(each);
      var name = run.get("benchmark").toString();
      scores.add(score(name.substring(name.lastIndexOf('.') + 1), run));
    }
    return scores;
  }

  private static Score score(String benchmark, Map<?, ?> run) {
    var metric = map(run.get("primaryMetric"));
    var parameters = map(run.get("params"));
    var readShare = parameters.get("readShare");
    return new Score(
        benchmark,
        parameters.get("store").toString(),
        (int) number(run.get("threads")),
        readShare == null ? 1 : Integer.parseInt(readShare.toString()) / 100.0,
        number(metric.get("score")),
        number(metric.get("scoreError")));
  }

  private static Map<?, ?> map(Object json) {
    return (Map<?, ?>) json;
  }

  /** JMH writes {@code "NaN"} where one iteration tells no error. */
  private static double number(Object json) {
    return json instanceof Number number ? number.doubleValue() : 0;
  }
}
