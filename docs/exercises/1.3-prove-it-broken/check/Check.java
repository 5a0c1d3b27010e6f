import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Helper;
import toyredis.check.Uninstrumented;

@Uninstrumented
class Check {
  private static final int TIMES = 3;
  private static final long SOON = 800_000_000; // nanoseconds
  private static final long MILLI = 1_000_000;

  private static void verdict(Counters.Kind kind, Boolean expected) {
    var known = threads();
    var counters = new ArrayList<Counters.Watched>();
    var answer = new AtomicReference<Boolean>();
    try {
      Helper.start(
              "loses() with " + kind.name(),
              () -> {
                answer.set(
                    Proof.loses(
                        pause -> {
                          var made = new Counters.Watched(kind, pause);
                          synchronized (counters) {
                            counters.add(made);
                          }
                          return made;
                        }));
                synchronized (counters) {
                  counters.forEach(Counters.Watched::answered);
                }
              })
          .ends();
      look(kind, counters);
      nobodyIsLeft(kind, known);
      if (expected == null || answer.get().equals(expected)) return;
      throw new AssertionError(
          expected
              ? "loses() answered false for a counter that loses updates: "
                  + kind.name()
                  + ".\n"
                  + kind.story()
              : "loses() answered true for a counter that never loses an update: "
                  + kind.name()
                  + ".\n"
                  + kind.story());
    } finally {
      synchronized (counters) {
        counters.forEach(Counters.Watched::end);
      }
    }
  }

  private static void look(Counters.Kind kind, List<Counters.Watched> counters) {
    synchronized (counters) {
      if (counters.size() != 1) {
        throw new AssertionError(
            "One counter is to be made, and " + counters.size() + " were: the proof is one run.");
      }
      counters.getFirst().look(kind);
    }
  }

  private static Set<Thread> threads() {
    return Thread.getAllStackTraces().keySet();
  }

  private static void nobodyIsLeft(Counters.Kind kind, Set<Thread> known) {
    var until = System.nanoTime() + 300 * MILLI; // for those that are ending now
    while (true) {
      var left =
          threads().stream()
              .filter(thread -> !known.contains(thread) && thread.isAlive() && isTheReaders(thread))
              .map(Thread::getName)
              .collect(Collectors.toSet());
      if (left.isEmpty()) return;
      if (System.nanoTime() > until) {
        throw new AssertionError(
            "loses() has answered for %s, and left a thread behind: %s"
                .formatted(kind.name(), left));
      }
      java.util.concurrent.locks.LockSupport.parkNanos(MILLI);
    }
  }

  /** The JDK has threads of its own, and a pool that all share. */
  private static boolean isTheReaders(Thread thread) {
    return !(thread instanceof Counters.Owner)
        && !thread.getClass().getName().startsWith("jdk.internal.")
        && !thread.getName().matches("(ForkJoinPool|VirtualThread|CompletableFuture|Helper).*");
  }

  /**
   * The first use of a class makes threads wait for each other; what is answered then is nothing.
   */
  private static void loadTheClasses() {
    verdict(Counters.BROKEN.getFirst(), null);
    verdict(Counters.RIGHT.getFirst(), null);
  }

  @Test
  @Order(1)
  void aCounterThatLosesUpdatesIsFoundOutEveryTime() {
    loadTheClasses();
    for (var kind : Counters.BROKEN) {
      for (int i = 0; i < TIMES; i++) verdict(kind, true);
    }
  }

  @Test
  @Order(2)
  void aSlowClientIsWaitedFor() {
    verdict(Counters.SLOW, true);
  }

  @Test
  @Order(3)
  void theAnswerIsRightAndComesSoonWhereNobodyIsSlow() {
    soon(Counters.BROKEN.getFirst(), true);
    for (var kind : Counters.RIGHT) soon(kind, false);
  }

  @Test
  @Order(4)
  void aRightCounterIsNeverAccused() {
    for (var kind : Counters.RIGHT) {
      for (int i = 0; i < TIMES; i++) verdict(kind, false);
    }
  }

  private static void soon(Counters.Kind kind, boolean expected) {
    var best = Long.MAX_VALUE;
    for (int i = 0; i < 3 && best > SOON; i++) {
      var began = System.nanoTime();
      verdict(kind, expected);
      best = Math.min(best, System.nanoTime() - began);
    }
    if (best <= SOON) return;
    throw new AssertionError(
        ("loses() took %d ms for %s, the best of three, where no client is slow: a limited"
                + " time is too short for a slow client and too long for a quick one. Look at the"
                + " thread's state.")
            .formatted(best / MILLI, kind.name()));
  }
}
