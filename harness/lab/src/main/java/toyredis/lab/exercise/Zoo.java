package toyredis.lab.exercise;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Installed;
import toyredis.lab.screen.LabException;
import toyredis.report.book.Exercise;
import toyredis.report.book.Kills;

/**
 * Tries a check with all the solutions that are known for its exercise: the right ones must pass it
 * every time, the wrong ones, and the starter, must fail it every time, for a reason that the check
 * gives.
 *
 * @param runs of each; every second one gets a single core where there is taskset, of util-linux
 * @param atATime how many checks run side by side
 */
public record Zoo(Checkout checkout, int runs, int atATime) {
  private static final boolean TASKSET = Installed.find("taskset").isPresent();
  private static final int PATIENT_SECONDS = 60; // the machine has much else to do

  /**
   * What one of them came to.
   *
   * @param report of a run that did not go as it must; else of the last one
   */
  public record Tried(Kills.Member member, boolean good, String report) {}

  /** A check, and the numbers of the places where no run is at the moment. */
  private record Cages(ExerciseCheck check, BlockingQueue<Integer> free) {
    ExerciseCheck.Outcome outcome(ExerciseCheck.Candidate candidate, boolean onOneCore)
        throws IOException, InterruptedException {
      int place = free.take();
      try {
        int core = place % Runtime.getRuntime().availableProcessors();
        List<String> prefix =
            onOneCore ? List.of("taskset", "-c", Integer.toString(core)) : List.of();
        return candidate.check(prefix, PATIENT_SECONDS);
      } finally {
        free.add(place);
      }
    }
  }

  private record Visitor(boolean right, String name, String sentence, List<Source> sources) {
    Visitor with(List<Source> made) {
      return new Visitor(right, name, sentence, made);
    }
  }

  /** Tries those that are wanted; each is told as soon as it is through. */
  public List<Tried> of(Exercise exercise, Predicate<String> wanted, Consumer<Tried> told)
      throws IOException, InterruptedException {
    var all = new ArrayList<Tried>();
    try (var check = ExerciseCheck.of(checkout, exercise);
        var pool = Executors.newFixedThreadPool(atATime)) {
      var trials = new ArrayList<Future<Tried>>();
      var places = IntStream.range(0, atATime).boxed().toList();
      var free = new ArrayBlockingQueue<>(atATime, false, places);
      for (var task : tasks(exercise, wanted, new Cages(check, free)))
        trials.add(pool.submit(task));
      for (var trial : trials) {
        try {
          var tried = trial.get();
          all.add(tried);
          told.accept(tried);
        } catch (ExecutionException e) {
          pool.shutdownNow();
          throw new IOException(LabException.message(e), e);
        }
      }
    }
    return all;
  }

  private List<Callable<Tried>> tasks(Exercise exercise, Predicate<String> wanted, Cages cages)
      throws IOException {
    var tasks = new ArrayList<Callable<Tried>>();
    try {
      var solution = Source.of(exercise.solutions());
      var starter =
          new Visitor(false, "starter", "nothing is done yet", Source.of(exercise.starters()));
      var reference = new Visitor(true, "solution", "the reference solution", solution);
      for (var visitor : List.of(starter, reference)) {
        if (wanted.test(visitor.name)) tasks.add(() -> tried(cages, visitor));
      }
      for (var member : ZooMember.read(exercise.folder().resolve("zoo.txt"))) {
        if (!wanted.test(member.name())) continue;
        tasks.add(() -> tried(cages, member, solution));
      }
    } catch (Unusable e) {
      throw new IOException(exercise.folder() + ": " + e.getMessage());
    }
    return tasks;
  }

  private Tried tried(Cages cages, ZooMember member, List<Source> solution)
      throws InterruptedException {
    var visitor = new Visitor(member.right(), member.name(), member.sentence(), List.of());
    try {
      return tried(cages, visitor.with(Composition.of(solution, member.text())));
    } catch (Unusable | IOException | RuntimeException e) {
      return untried(visitor, "It cannot be put together:\n" + e.getMessage());
    }
  }

  private static Tried untried(Visitor visitor, String why) {
    var kills = new Kills.Member(visitor.name, visitor.right, visitor.sentence, 0, 0, 0);
    return new Tried(kills, false, why);
  }

  /** One that cannot be tried at all does not keep the others from it. */
  private Tried tried(Cages cages, Visitor visitor) throws InterruptedException {
    try (var candidate = cages.check.candidate(visitor.sources)) {
      return timesTried(cages, visitor, candidate);
    } catch (Unusable | IOException | RuntimeException e) {
      return untried(visitor, "It cannot be tried:\n" + LabException.message(e));
    }
  }

  private Tried timesTried(Cages cages, Visitor visitor, ExerciseCheck.Candidate candidate)
      throws IOException, InterruptedException {
    int asItMust = 0;
    double seconds = 0;
    int done = 0;
    var bad = "";
    var last = "";
    while (done < runs) {
      var outcome = cages.outcome(candidate, TASKSET && done % 2 == 1);
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
        new Kills.Member(visitor.name, visitor.right, visitor.sentence, asItMust, done, seconds);
    return new Tried(kills, asItMust == runs, bad.isEmpty() ? last : bad);
  }

  /**
   * The check's own words, or an exception of the solution's; not one of the check's own, and not
   * the end of its time.
   */
  private static boolean isAssertion(String report) {
    if (report.contains("This did not end within ")) return false;
    var exception = report.contains("Your code ended with ");
    return report.contains("  failed  ") && (!exception || report.contains("    at line "));
  }
}
