package toyredis.check;

import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;

/**
 * What one thread does, moved step by step by the thread that made it, its <em>director</em>. It
 * stands still before its first step; at most one actor of a director moves at a time.
 *
 * <p>Public only because the reader's instrumented classes call {@link #step}.
 */
public final class Actor {
  /** So many steps in one go are no work any more: it waits in a loop. */
  static final int SPINNING = 20_000;

  /** What has become of it since it was last allowed to move. */
  enum State {
    /** Before a step that it may not do yet. */
    PAUSED,
    /** It waits for a lock, a condition, time or another thread. */
    WAITING,
    /** It goes round without an end. */
    SPINS,
    ENDED
  }

  /** Thrown into an actor whose schedule is over. */
  private static final class Abandoned extends Error {
    private static final long serialVersionUID = 1;

    private Abandoned() {
      super("the schedule is over", null, false, false);
    }
  }

  private final String role;
  private final Callable<?> action;
  private final List<Row> trace; // whoever moves writes, mostly one; the director reads
  private final Thread director = Thread.currentThread();
  private final Object gate = new Object();

  private Stage stage; // for the director; null before the first move
  private int allowed; // guarded by gate: steps it may still do
  private volatile boolean paused;
  private volatile boolean atGate = true; // paused or not begun, or not yet awake after that
  private volatile boolean ended;
  private volatile boolean abandoned;
  private volatile int done; // steps of the present go; written by this thread
  private volatile Object answer;
  private volatile Visit visit; // null between calls; written by this thread
  private volatile List<Actor> others = List.of(); // and this one

  /** A step of the reader's code, or of a {@link Fragile} map in it. */
  record Row(Actor actor, String file, int line) {}

  /**
   * @param role its name in what is printed
   * @param trace takes each step; for several threads
   */
  Actor(String role, Callable<?> action, List<Row> trace) {
    this.role = role;
    this.action = action;
    this.trace = trace;
  }

  /** Called before each step of the reader's code, by whatever thread runs it. */
  public static void step(String file, int line) {
    var actor = Stage.current();
    if (actor == null) return;
    actor.visit = null; // if the call ended by an exception, or calls the reader's code
    actor.step(new Row(actor, file, line));
  }

  /** As {@link #step}, before the end of a monitor; it does not throw. */
  public static void stepOut(String file, int line) {
    try {
      step(file, line);
    } catch (Abandoned over) {
      // the monitor is left all the same
    }
  }

  /**
   * Called after the step before a call of an object of java.util. A step lies in the midst of the
   * call, as far as others can see: if one of them uses the same object then, and it is not made
   * for several threads, that is a failure.
   */
  public static void inside(Object collection, String call) {
    var actor = Stage.current();
    if (actor == null) return;
    if (collection == null || !Fragile.isForOneThread(collection, call)) return;
    actor.visit = new Visit(collection, call, Fragile.writes(call));
    for (var other : actor.others) Fragile.compare(actor, actor.visit, other, other.visit);
    actor.step(actor.trace.getLast());
    actor.visit = new Visit(collection, call, Fragile.writes(call)); // a step ends it
  }

  /** Called after a call of an object of java.util. */
  public static void outside() {
    var actor = Stage.current();
    if (actor != null) actor.visit = null;
  }

  /** A collection that an actor is in the midst of using. */
  record Visit(Object collection, String call, boolean writes) {}

  /** A step in the midst of a call that the reader's code made. */
  static void stepInside() {
    var actor = Stage.current();
    if (actor == null) return;
    var last = actor.trace.isEmpty() ? null : actor.trace.getLast();
    if (last != null && last.actor() == actor) actor.step(last);
    else actor.step(new Row(actor, "", 0));
  }

  private void step(Row row) {
    if (abandoned) throw new Abandoned();
    awaitTurn();
    done++;
    trace.add(row);
  }

  private void awaitTurn() {
    var interrupted = false;
    atGate = true;
    synchronized (gate) {
      while (allowed == 0) {
        paused = true;
        LockSupport.unpark(director);
        try {
          gate.wait(); // not park: the reader's code may have been given a permit of its own
        } catch (InterruptedException e) {
          interrupted = true;
        }
        if (abandoned) throw new Abandoned();
      }
      paused = false;
      allowed--;
    }
    atGate = false;
    if (interrupted) Thread.currentThread().interrupt();
  }

  // What follows is for its stage.

  /** From its beginning to its end; false if it was abandoned. */
  boolean play() {
    atGate = false;
    try {
      answer = action.call();
    } catch (Abandoned over) {
      return false;
    } catch (Throwable e) {
      answer = new Thrown(e);
    } finally {
      visit = null;
    }
    return !abandoned;
  }

  void end() {
    ended = true;
    LockSupport.unpark(director);
  }

  /** What it ended with in place of an answer. */
  record Thrown(Throwable why) {
    @Override
    public String toString() {
      return "threw " + why;
    }

    @Override
    public boolean equals(Object other) {
      return other instanceof Thrown thrown && thrown.why.getClass() == why.getClass();
    }

    @Override
    public int hashCode() {
      return why.getClass().hashCode();
    }
  }

  // What follows is for the director.

  /** Tells it of all the actors of its director. */
  void among(List<Actor> all) {
    others = all;
  }

  /** Lets it do so many steps; returns when it has done them or cannot go on. */
  State move(int steps) {
    allow(steps);
    if (stage == null) stage = Stage.of(this);
    return look();
  }

  /** Lets it do what it can, beside others; at most as much as is work. */
  void letGo() {
    allow(SPINNING);
  }

  private void allow(int steps) {
    done = 0;
    synchronized (gate) {
      allowed = steps;
      if (steps > 0) {
        paused = false;
        gate.notifyAll();
      }
    }
  }

  /** Waits until it stands still, and says how. */
  State look() {
    var spinUntil = 200;
    while (true) {
      if (ended) return State.ENDED;
      if (paused) return State.PAUSED;
      var before = done;
      if (before > SPINNING) {
        stopAtNextStep();
        return State.SPINS;
      }
      if (spinUntil-- > 0) {
        Thread.onSpinWait();
        continue;
      }
      if (isWaiting() && !paused && !ended) {
        LockSupport.parkNanos(20_000);
        if (isWaiting() && !paused && !ended && before == done) {
          stopAtNextStep();
          return paused ? State.PAUSED : State.WAITING;
        }
      }
      LockSupport.parkNanos(20_000);
    }
  }

  private void stopAtNextStep() {
    synchronized (gate) {
      allowed = 0;
    }
  }

  private boolean isWaiting() {
    return !atGate && isAsleep() && !atGate;
  }

  private boolean isAsleep() {
    return switch (stage.getState()) {
      case BLOCKED, WAITING, TIMED_WAITING -> true;
      default -> false;
    };
  }

  /** Whether it waits for a limited time: it may go on by itself. */
  boolean waitsForTime() {
    return stage.getState() == Thread.State.TIMED_WAITING;
  }

  /** The thread it plays on; null before its first move. */
  Thread thread() {
    return stage;
  }

  String role() {
    return role;
  }

  boolean hasEnded() {
    return ended;
  }

  /** Only when it has ended; null if it answers nothing. */
  Object answer() {
    return answer;
  }

  int stepsDone() {
    return done;
  }

  /** Ends it, wherever it is, if it can be ended. */
  void abandon() {
    if (stage == null) return;
    abandoned = true;
    synchronized (gate) {
      gate.notifyAll();
    }
    stage.interrupt(this);
  }
}
