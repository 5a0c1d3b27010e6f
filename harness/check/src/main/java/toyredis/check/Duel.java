package toyredis.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Two or three actors who work on one thing at the same time, in all orders that two changes of
 * turn can make: one is stopped after each of its steps, and another one comes, in full or again up
 * to each of its steps. A world is made anew for each order. Nothing is left to chance.
 *
 * <p>What they were answered and what is there at the end must be as if they had come one after the
 * other, in one of the possible orders ({@link #judge} asks for something else).
 *
 * @param <W> what they work on
 */
public final class Duel<W> {
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final Duration A_MOMENT = Duration.ofMillis(20);
  private static final int ROUNDS = 20;
  private static final int MOST_ORDERS = 2_500;
  private static final String MARK = "\u200b"; // begins a message that has its trace already

  /** Something an actor does. */
  @FunctionalInterface
  public interface Action<W> {
    /** An answer; null if there is none. */
    Object on(W world) throws Exception;
  }

  /** Looks at the answers, in the actors' order, and throws AssertionError if they are wrong. */
  @FunctionalInterface
  public interface Judge<W> {
    void look(W world, List<Object> answers) throws Exception;
  }

  private record Role<W>(String name, Action<W> action) {}

  /** So many steps of an actor; {@link Integer#MAX_VALUE}: until it ends. */
  private record Go(int actor, int steps) {}

  private record Outcome(List<Object> answers, Object end) {
    @Override
    public String toString() {
      var told = answers.stream().map(Duel::told).collect(Collectors.joining(" and "));
      return told + (end == null ? "" : ", and at the end " + told(end));
    }
  }

  private final Callable<W> world;
  private final List<Role<W>> roles = new ArrayList<>();
  private final Set<String> mayWait = new HashSet<>();
  private Function<W, Object> end = _ -> null;
  private Consumer<W> invariant = _ -> {};
  private Judge<W> judge;
  private String explanation = "";
  private boolean mustBeWoken;
  private boolean oneStop;
  private int mostOrders = MOST_ORDERS;

  // The order that is played now.
  private List<Actor> actors = List.of();
  private List<Actor.Row> trace = List.of();
  private W played;
  private boolean firstWasStopped; // in its first go, before its end
  private int stepsOfFirst; // when it was not

  private Duel(Callable<W> world) {
    this.world = world;
  }

  /**
   * Begins one.
   *
   * @param world makes what the actors work on; it is called for each order
   */
  public static <W> Duel<W> in(Callable<W> world) {
    return new Duel<>(world);
  }

  /** Adds an actor. */
  public Duel<W> actor(String name, Action<W> action) {
    roles.add(new Role<>(name, action));
    return this;
  }

  /** What is compared at the end, by {@code equals}; it is called when all actors have ended. */
  public Duel<W> end(Function<W, Object> state) {
    end = state;
    return this;
  }

  /** Looked at each time the turn changes, and at the end; it throws AssertionError. */
  public Duel<W> always(Consumer<W> invariant) {
    this.invariant = invariant;
    return this;
  }

  /** In place of the comparison with the actors one after the other. */
  public Duel<W> judge(Judge<W> judge) {
    this.judge = judge;
    return this;
  }

  /** This actor need not come to its end; while the judge looks it goes on by itself. */
  public Duel<W> mayWait(String actor) {
    mayWait.add(actor);
    return this;
  }

  /**
   * Who waits must be woken. It is a failure if all stand still until somebody's limited time is
   * up; back-off of less than 30 ms is not seen.
   */
  public Duel<W> woken() {
    mustBeWoken = true;
    return this;
  }

  /**
   * Only the orders in which one actor is stopped once: they are quick, and enough to find a
   * deadlock of two, or what an earlier duel has looked at in all orders with other values.
   */
  public Duel<W> oneStop() {
    oneStop = true;
    return this;
  }

  /**
   * At most about so many orders in which two actors are stopped, for each pair of them: the others
   * are left out evenly. For three actors, of whom it takes long to try all.
   */
  public Duel<W> atMost(int orders) {
    mostOrders = orders;
    return this;
  }

  /** What goes wrong, in a sentence; it is printed above the order that shows it. */
  public Duel<W> explain(String sentence) {
    explanation = sentence;
    return this;
  }

  /**
   * Plays all orders.
   *
   * @throws AssertionError at the first one that goes wrong, with its lines
   */
  public void explore() {
    var expected = new LinkedHashSet<Outcome>();
    for (var order : permutations(roles.size())) {
      var outcome = play(order.stream().map(Duel::whole).toList());
      if (judge == null) expected.add(outcome);
    }
    for (int x = 0; x < roles.size(); x++) {
      for (int y = 0; y < roles.size(); y++) {
        if (x != y) exploreStopping(x, y, expected);
      }
    }
  }

  /** Stops x after each of its steps, and lets y come. */
  private void exploreStopping(int x, int y, Set<Outcome> expected) {
    var stepsOfY = 1;
    for (int k = 1; playStopped(expected, new Go(x, k), whole(y)); k++) {
      stepsOfY = Math.max(stepsOfY, actors.get(y).stepsDone());
    }
    if (oneStop) return;
    int stepsOfX = Math.max(1, stepsOfFirst);
    int stride = 1 + stepsOfX * stepsOfY / mostOrders;
    for (int k = 1; k <= stepsOfX; k++) {
      for (int j = 1 + k % stride; j <= stepsOfY; j += stride) {
        playStopped(expected, new Go(x, k), new Go(y, j), whole(x));
        if (roles.size() == 3) {
          playStopped(expected, new Go(x, k), new Go(y, j), whole(3 - x - y), whole(x));
        }
      }
    }
  }

  /** Whether the first of them was really stopped, and did not come to its end. */
  private boolean playStopped(Set<Outcome> expected, Go... goes) {
    var outcome = play(List.of(goes));
    if (judge == null && !expected.contains(outcome)) {
      var right = expected.stream().map(Outcome::toString).collect(Collectors.joining("\n  or: "));
      throw failure("Answered: " + outcome + ".\nOne after the other it would be: " + right + ".");
    }
    return firstWasStopped;
  }

  private static Go whole(int actor) {
    return new Go(actor, Integer.MAX_VALUE);
  }

  private Outcome play(List<Go> goes) {
    try {
      played = world.call();
    } catch (Exception e) {
      throw new AssertionError("this cannot even be made: " + e, e);
    }
    Fragile.forget();
    trace = Collections.synchronizedList(new ArrayList<>());
    var world = played;
    actors =
        roles.stream()
            .map(role -> new Actor(role.name, () -> role.action.on(world), trace))
            .toList();
    for (var actor : actors) actor.among(actors);
    try {
      for (int i = 0; i < goes.size(); i++) {
        var go = goes.get(i);
        var state = actors.get(go.actor).move(go.steps);
        if (i == 0) {
          firstWasStopped = state == Actor.State.PAUSED;
          if (!firstWasStopped) stepsOfFirst = actors.get(go.actor).stepsDone();
        }
        lookAround();
      }
      finish();
      var answers = new ArrayList<Object>();
      for (var actor : actors) answers.add(actor.hasEnded() ? normal(actor.answer()) : "no answer");
      // whoever waits in rounds could be stopped with a lock that the judge needs
      unfinished().forEach(Actor::letGo);
      if (judge != null) judge.look(world, answers);
      return new Outcome(answers, normal(end.apply(world)));
    } catch (AssertionError e) {
      var whole = e.getMessage() != null && e.getMessage().startsWith(MARK);
      throw whole ? e : failure(e.getMessage());
    } catch (Exception e) {
      throw failure("what is there at the end cannot be looked at: " + e);
    } finally {
      actors.forEach(Actor::abandon);
    }
  }

  private void lookAround() {
    var violation = Fragile.violation();
    if (violation != null) throw failure(violation);
    try {
      invariant.accept(played);
    } catch (AssertionError e) {
      throw failure(e.getMessage());
    }
  }

  /** Lets all come to their ends, each as far as it can at a time. */
  private void finish() {
    var giveUp = System.nanoTime() + PATIENCE.toNanos();
    var atMost = giveUp + PATIENCE.toNanos(); // for those who look again and again
    var left = System.nanoTime(); // since when only those who may wait have not ended
    var rounds = 0; // since then, of those who look again and again
    while (true) {
      var moved = false;
      var spinning = false;
      for (var actor : actors) {
        if (actor.hasEnded()) continue;
        var state = actor.thread() == null ? Actor.State.PAUSED : actor.look();
        if (state == Actor.State.PAUSED) {
          state = actor.move(Integer.MAX_VALUE);
          spinning |= state == Actor.State.SPINS;
          moved |= state != Actor.State.SPINS;
          lookAround();
        }
      }
      if (actors.stream().allMatch(Actor::hasEnded)) {
        lookAround();
        return;
      }
      var now = System.nanoTime();
      if (!allMayWait()) {
        left = now;
        rounds = 0;
      } else if (moved || spinning) {
        rounds++;
        // not by time alone: one that has been given a lock just now may not have been awake yet
        if (rounds > ROUNDS && now - left > A_MOMENT.toNanos()) return;
      }
      if (moved && now < atMost) {
        giveUp = now + PATIENCE.toNanos();
      } else if (nobodyCanGoOn() && !spinning) {
        // a moment for those who were woken just now, or wait for a thread that is no actor
        if (waitedInVain(giveUp)) return;
      } else if (now > giveUp) {
        throw failure("Somebody goes round in a circle and never comes to an end.\n" + stacks());
      } else {
        LockSupport.parkNanos(50_000);
      }
    }
  }

  private boolean allMayWait() {
    return unfinished().stream().allMatch(actor -> mayWait.contains(actor.role()));
  }

  private boolean nobodyCanGoOn() {
    return unfinished().stream().allMatch(actor -> actor.look() == Actor.State.WAITING);
  }

  /** True if those who wait may do so; false if somebody has moved. */
  private boolean waitedInVain(long giveUp) {
    var allMay = allMayWait();
    var limited = unfinished().stream().anyMatch(Actor::waitsForTime);
    var until =
        allMay || deadlocked()
            ? System.nanoTime() + A_MOMENT.toNanos()
            : limited && mustBeWoken
                ? System.nanoTime() + 30_000_000
                : limited ? giveUp + PATIENCE.toNanos() : giveUp;
    while (System.nanoTime() < until) {
      if (unfinished().isEmpty()) return false;
      if (unfinished().stream().anyMatch(actor -> actor.look() != Actor.State.WAITING)) {
        return false;
      }
      LockSupport.parkNanos(100_000);
    }
    if (allMay) return true;
    if (limited && mustBeWoken) {
      throw failure("Nobody wakes it: it goes on only because its time is up.\n" + stacks());
    }
    throw failure(
        (unfinished().size() > 1 ? "Deadlock: they wait for each other." : "It waits for ever.")
            + "\n"
            + stacks());
  }

  private boolean deadlocked() {
    var found = java.lang.management.ManagementFactory.getThreadMXBean().findDeadlockedThreads();
    return found != null
        && unfinished().stream()
            .allMatch(
                actor -> Arrays.stream(found).anyMatch(id -> id == actor.thread().threadId()));
  }

  private String stacks() {
    return String.join("\n", Stacks.of(unfinished().stream().map(Actor::thread).toList()));
  }

  private List<Actor> unfinished() {
    return actors.stream().filter(actor -> !actor.hasEnded()).toList();
  }

  private AssertionError failure(String what) {
    var lines = new ArrayList<String>();
    if (!explanation.isEmpty()) lines.add(explanation);
    lines.addAll(Trace.of(actors, new ArrayList<>(trace)));
    lines.add(
        Trace.row(
            Trace.WIDTH / actors.size(),
            actors.stream()
                .map(a -> a.hasEnded() ? "    answered " + told(normal(a.answer())) : "")
                .toList()));
    lines.add(what);
    return new AssertionError(MARK + String.join("\n", lines));
  }

  /** Arrays are compared and shown by what is in them. */
  private static Object normal(Object value) {
    return switch (value) {
      case byte[] bytes -> Bytes.shown(bytes);
      case long[] numbers -> Arrays.toString(numbers);
      case Object[] objects -> Arrays.stream(objects).map(Duel::normal).toList();
      case List<?> list -> list.stream().map(Duel::normal).toList();
      case null, default -> value;
    };
  }

  private static String told(Object value) {
    if (value == null) return "nothing";
    return value instanceof String text ? "\"" + text + "\"" : value.toString();
  }

  private static List<List<Integer>> permutations(int size) {
    if (size == 1) return List.of(List.of(0));
    var all = new ArrayList<List<Integer>>();
    for (var shorter : permutations(size - 1)) {
      for (int place = 0; place <= shorter.size(); place++) {
        var longer = new ArrayList<>(shorter);
        longer.add(place, size - 1);
        all.add(longer);
      }
    }
    return all;
  }
}
