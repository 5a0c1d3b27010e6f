package toyredis.report;

import static java.util.Comparator.comparing;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import toyredis.results.BenchResult;
import toyredis.results.LoadResult;
import toyredis.results.Machine;
import toyredis.results.RaceResult;
import toyredis.results.Result;
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

  private static final Set<String> LOADS =
      Set.of(Result.ORIGINAL, Result.SATURATED, Result.LAW, Result.PIPELINED, Result.CONNECTIONS);

  private final List<RaceResult> races = new ArrayList<>();
  private final List<LoadResult> loads = new ArrayList<>();
  private final List<StallResult> stalls = new ArrayList<>();
  private Optional<BenchResult> bench = Optional.empty();
  private final List<Result> all = new ArrayList<>();

  /**
   * @param results in any order; those of other experiments and servers are left aside
   * @throws BookException if there is none of the book's experiments, or they come from two
   *     machines
   */
  public Measurements(List<? extends Result> results) throws BookException {
    for (var result : results.stream().sorted(comparing(Result::started)).toList()) {
      if (result instanceof BenchResult measured) {
        bench = Optional.of(measured);
        all.add(result);
        continue;
      }
      if (Step.of(result.server().name()).isEmpty()) continue;
      switch (result) {
        case RaceResult race when race.experiment().equals(Result.RACE) -> races.add(race);
        case LoadResult load when LOADS.contains(load.experiment()) -> loads.add(load);
        case StallResult stall when stall.experiment().equals(Result.STALL) -> stalls.add(stall);
        default -> {
          continue;
        }
      }
      all.add(result);
    }
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

  /** The step's race check, the latest if there are several. */
  public Optional<RaceResult> race(Step step) {
    return races.stream()
        .filter(race -> race.server().name().equals(step.id()))
        .reduce((earlier, later) -> later);
  }

  /** The runs of an experiment, in the order in which they were run. */
  public List<LoadResult> loads(String experiment) {
    return loads.stream().filter(load -> load.experiment().equals(experiment)).toList();
  }

  /** The runs of one server among them, as it is typed: {@code "step4/batch"}. */
  public List<LoadResult> loads(String experiment, String server) {
    return loads(experiment).stream().filter(load -> load.server().typed().equals(server)).toList();
  }

  /** The longest GETs beside a KEYS, in the order in which they were measured. */
  public List<StallResult> stalls() {
    return List.copyOf(stalls);
  }

  /** The stores without the network, the latest if there are several. */
  public Optional<BenchResult> bench() {
    return bench;
  }

  /** The step's among them. */
  public List<LoadResult> loads(String experiment, Step step) {
    return loads(experiment, step.id());
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
    return List.copyOf(all);
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
