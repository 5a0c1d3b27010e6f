package toyredis.report;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import toyredis.results.BenchResult;
import toyredis.results.LoadResult;
import toyredis.results.Machine;
import toyredis.results.ProfileResult;
import toyredis.results.RaceResult;
import toyredis.results.Result;
import toyredis.results.ServerInfo;
import toyredis.results.StallResult;
import toyredis.results.Step;

/**
 * The results of the book's experiments, sorted by what the charts and claims ask for.
 *
 * <p>All of them come from one machine: figures of two machines in one chart would compare the
 * machines.
 */
public final class Measurements {
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("d MMMM yyyy", Locale.ENGLISH).withZone(ZoneOffset.UTC);

  /** Longer than any of the book's runs takes. */
  private static final Duration PAUSE = Duration.ofMinutes(1);

  private static final Set<String> EXPERIMENTS =
      Set.of(
          Result.RACE,
          Result.ORIGINAL,
          Result.SATURATED,
          Result.LAW,
          Result.PIPELINED,
          Result.STALL,
          Result.CONNECTIONS,
          Result.PROFILE,
          Result.BENCH);

  private final List<Result> all;

  /**
   * @param results in any order; those of other experiments and servers are left aside
   * @throws BookException if there is none of the book's experiments, or they come from two
   *     machines
   */
  public Measurements(List<? extends Result> results) throws BookException {
    all =
        results.stream()
            .filter(Measurements::isOfTheBook)
            .sorted(comparing(Result::started))
            .map(Result.class::cast)
            .toList();
    if (all.isEmpty()) {
      throw new BookException("no results of the book's experiments; measure them: ./lab book");
    }
    for (var result : all) {
      var differences = all.getFirst().machine().differences(result.machine());
      if (differences.isEmpty()) continue;
      throw new BookException(
          "the results come from different machines or JDKs ("
              + String.join("; ", differences)
              + "); delete the older ones and measure again: ./lab book");
    }
  }

  private static boolean isOfTheBook(Result result) {
    return EXPERIMENTS.contains(result.experiment())
        && (result instanceof BenchResult || Step.of(result.server().name()).isPresent());
  }

  private <R extends Result> Stream<R> all(Class<R> kind) {
    return all.stream().filter(kind::isInstance).map(kind::cast);
  }

  /** The race check of the step as it is by default, the latest if there are several. */
  public Optional<RaceResult> race(Step step) {
    return all(RaceResult.class)
        .filter(race -> race.server().typed().equals(step.id()))
        .reduce((earlier, later) -> later);
  }

  /** The runs of an experiment on all its servers, in the order in which they were run. */
  public List<LoadResult> loads(String experiment) {
    return all(LoadResult.class).filter(load -> load.experiment().equals(experiment)).toList();
  }

  /** Among them those of the step as it is by default. */
  public List<LoadResult> loads(String experiment, Step step) {
    return loads(experiment, step.id());
  }

  /**
   * Among them a server's.
   *
   * @param server as {@link ServerInfo#typed} names it: {@code "step4/batch"}, {@code
   *     "step2/platform"}
   */
  public List<LoadResult> loads(String experiment, String server) {
    return loads(experiment).stream().filter(load -> load.server().typed().equals(server)).toList();
  }

  /** How long GETs wait beside a KEYS: the latest of each server, ordered by its label. */
  public List<StallResult> stalls() {
    return latest(StallResult.class);
  }

  /** Where the CPU time goes: the latest of each server, ordered by its label. */
  public List<ProfileResult> profiles() {
    return latest(ProfileResult.class);
  }

  private <R extends Result> List<R> latest(Class<R> kind) {
    var latest = new TreeMap<String, R>();
    all(kind).forEach(result -> latest.put(result.server().typed(), result));
    return List.copyOf(latest.values());
  }

  /** The stores without the network; empty where that was not measured: the book does not ask. */
  public Optional<BenchResult> bench() {
    return all(BenchResult.class).reduce((earlier, later) -> later);
  }

  /**
   * Whether others took so much of the machine that runs scatter. Only a run that follows no other
   * tells: the rest find the machine busy with the book's own.
   */
  public boolean onBusyMachine() {
    var before = Instant.MIN;
    for (var result : all) {
      var started = Instant.parse(result.started());
      if (result.machine().busy() && started.isAfter(before.plus(PAUSE))) return true;
      before = started;
    }
    return false;
  }

  /** All results that were kept, in the order in which they were run. */
  public List<Result> all() {
    return all;
  }

  /** The machine in a few words, as charts and pages name it. */
  public String machine() {
    return describe(all.getFirst().machine());
  }

  /** The run among these with the median throughput (the upper one of two); not of none. */
  public static LoadResult median(List<LoadResult> runs) {
    return runs.stream()
        .sorted(comparing(LoadResult::operationsPerSecond))
        .toList()
        .get(runs.size() / 2);
  }

  /** The day on which it was measured: {@code "3 February 2001"}. */
  public static String day(Result result) {
    return DAY.format(Instant.parse(result.started()));
  }

  /** A machine in a few words. */
  public static String describe(Machine machine) {
    return String.format(
        Locale.ROOT,
        "%s, %s, %.1f GiB, %s, JDK %s",
        machine.cpu().isEmpty() ? "unknown processor" : machine.cpu(),
        machine.cores() == 1 ? "1 core" : machine.cores() + " cores",
        machine.memoryMiB() / 1024.0,
        machine.os(),
        machine.jdk());
  }
}
