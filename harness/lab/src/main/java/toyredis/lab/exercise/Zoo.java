package toyredis.lab.exercise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import toyredis.lab.process.Checkout;
import toyredis.report.book.Exercise;
import toyredis.report.book.Kills;

/**
 * Tries a check with all the solutions that are known for its exercise: the right ones must pass
 * it every time, the wrong ones, and the starter, must fail it every time, for a reason that the
 * check gives.
 *
 * @param runs of each
 * @param prefix of the command that runs the check
 */
public record Zoo(Checkout checkout, int runs, List<String> prefix, int parallel) {

  /**
   * What one of them came to.
   *
   * @param report of a run that did not go as it must; else of the last one
   */
  public record Tried(Kills.Member member, boolean good, String report) {}

  private record Visitor(boolean right, String name, String sentence, List<Source> sources) {}

  /** Tries those that are wanted; each is told as soon as it is through. */
  public List<Tried> of(Exercise exercise, String only, Consumer<Tried> told)
      throws IOException, InterruptedException {
    var all = new ArrayList<Tried>();
    try (var check = ExerciseCheck.of(checkout, exercise, prefix);
        var pool = Executors.newFixedThreadPool(parallel)) {
      var trials = new ArrayList<Future<Tried>>();
      for (var task : tasks(exercise, only, check)) trials.add(pool.submit(task));
      for (var trial : trials) {
        try {
          var tried = trial.get();
          all.add(tried);
          told.accept(tried);
        } catch (ExecutionException e) {
          pool.shutdownNow();
          if (e.getCause() instanceof IOException io) throw io;
          if (e.getCause() instanceof RuntimeException runtime) throw runtime;
          throw new IllegalStateException(e.getCause());
        }
      }
    }
    return all;
  }

  private List<Callable<Tried>> tasks(Exercise exercise, String only, ExerciseCheck check)
      throws IOException {
    var tasks = new ArrayList<Callable<Tried>>();
    try {
      var solution = Source.of(exercise.solutions());
      var starter = new Visitor(false, "starter", "nothing is done yet", Source.of(exercise.starters()));
      var reference = new Visitor(true, "solution", "the reference solution", solution);
      for (var visitor : List.of(starter, reference)) {
        if (only == null || only.equals(visitor.name)) tasks.add(() -> tried(check, visitor));
      }
      for (var member : ZooMember.read(exercise.folder().resolve("zoo.txt"))) {
        if (only != null && !only.equals(member.name())) continue;
        tasks.add(() -> tried(check, member, solution));
      }
    } catch (Unusable e) {
      throw new IOException(exercise.folder() + ": " + e.getMessage());
    }
    return tasks;
  }

  private Tried tried(ExerciseCheck check, ZooMember member, List<Source> solution)
      throws IOException, InterruptedException {
    try {
      var sources = Composition.of(solution, member.text());
      return tried(
          check, new Visitor(member.right(), member.name(), member.sentence(), sources));
    } catch (Unusable e) {
      var kills = new Kills.Member(member.name(), member.right(), member.sentence(), 0, 0, 0);
      return new Tried(kills, false, "It cannot be put together:\n" + e.getMessage());
    }
  }

  private Tried tried(ExerciseCheck check, Visitor visitor)
      throws IOException, InterruptedException {
    int asItMust = 0;
    double seconds = 0;
    int done = 0;
    var bad = "";
    var last = "";
    while (done < runs) {
      var outcome = check.of(visitor.sources);
      done++;
      seconds = Math.max(seconds, outcome.seconds());
      last = outcome.output();
      var good =
          visitor.right
              ? outcome.passed()
              : outcome.ran() && !outcome.passed() && outcome.judged() && isAssertion(last);
      if (good) asItMust++;
      else if (bad.isEmpty()) bad = last.isBlank() ? "(no output)" : last;
      if (!outcome.ran()) break; // it will not do so the next time
    }
    var kills =
        new Kills.Member(
            visitor.name, visitor.right, visitor.sentence, asItMust, done, seconds);
    return new Tried(kills, asItMust == runs, bad.isEmpty() ? last : bad);
  }

  /** The check's own words, not an exception that the check did not expect of anybody. */
  private static boolean isAssertion(String report) {
    return report.contains("  failed  ") && !report.contains("The check itself failed");
  }
}
