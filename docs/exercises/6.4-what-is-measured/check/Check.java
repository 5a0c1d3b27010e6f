import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Uninstrumented;

@Uninstrumented
class Check {
  private static final long SET_UP = 1_000_000;
  private static final long READING = 25;

  /** What a round works on. */
  private static final class Subject {}

  /** A clock that moves only as set-ups, operations and its own readings make it move. */
  private static final class World {
    private final List<String> keys;
    private final int warmUps;
    private final int rounds;
    private final IntToLongFunction cost; // of an operation, by its number
    private final List<Subject> subjects = new ArrayList<>();
    private final List<Subject> used = new ArrayList<>(); // by each operation
    private final List<String> asked = new ArrayList<>(); // by each operation
    private final List<Object> results = new ArrayList<>();
    private final List<Object> sunk = new ArrayList<>();
    private long now;

    World(long now, int keys, int warmUps, int rounds, IntToLongFunction cost) {
      this.now = now;
      this.keys = IntStream.range(0, keys).mapToObj(i -> "key:" + i * 7919 % 1000).toList();
      this.warmUps = warmUps;
      this.rounds = rounds;
      this.cost = cost;
    }

    private Subject setUp() {
      now += SET_UP;
      subjects.add(new Subject());
      return subjects.getLast();
    }

    private Object operate(Subject subject, String key) {
      now += cost.applyAsLong(asked.size());
      used.add(subject);
      asked.add(key);
      // some results are null, and some are equal to others
      int n = results.size();
      results.add(n % 5 == 3 ? null : new String("result " + n / 2));
      return results.getLast();
    }

    private long read() {
      now += READING;
      return now;
    }

    /** Runs the reader's benchmark, and compares what it did with what it should do. */
    double[] run() {
      var nanos =
          Benchmark.measure(
              this::setUp, this::operate, keys, warmUps, rounds, this::read, sunk::add);
      int all = warmUps + rounds;
      assertEquals(
          all * keys.size(),
          asked.size(),
          "operations in %d warm-up and %d measured rounds, with %d keys"
              .formatted(warmUps, rounds, keys.size()));
      for (int i = 0; i < asked.size(); i++) {
        assertEquals(
            keys.get(i % keys.size()),
            asked.get(i),
            "the key of operation %d of a round".formatted(i % keys.size() + 1));
      }
      eachRoundHasItsOwnSubject(all);
      assertEquals(
          results.size(), sunk.size(), "results in the sink, those of warm-up rounds included");
      for (int i = 0; i < sunk.size(); i++) {
        assertSame(results.get(i), sunk.get(i), "result %d in the sink".formatted(i + 1));
      }
      assertEquals(rounds, nanos.length, "figures in the answer");
      return nanos;
    }

    private void eachRoundHasItsOwnSubject(int all) {
      assertEquals(all, subjects.size(), "set-ups: one for each round");
      var seen = new IdentityHashMap<Subject, Integer>();
      for (int i = 0; i < used.size(); i++) {
        int round = i / keys.size();
        var before = seen.putIfAbsent(used.get(i), round);
        assertTrue(
            before == null || before == round,
            "Round %d works on what round %d has worked on before."
                .formatted(round + 1, before == null ? 0 : before + 1));
      }
      assertEquals(all, seen.size(), "things that were worked on: one in each round");
    }

    /** As {@link #run}; each figure must be that of the operations alone. */
    void measures() {
      var nanos = run();
      int n = keys.size();
      for (int round = 0; round < rounds; round++) {
        int first = (warmUps + round) * n;
        double each = IntStream.range(first, first + n).mapToLong(cost).asDoubleStream().sum() / n;
        double most = each + (double) READING / n;
        assertTrue(
            nanos[round] > each - 1e-6 && nanos[round] < most + 1e-6,
            () -> told(nanos, each, most, first / n - warmUps));
      }
    }

    private String told(double[] nanos, double each, double most, int round) {
      return ("In measured round %d an operation took %s ns on average, or with one reading of the"
              + " clock in the round %s ns. The answer is %s ns.")
          .formatted(round + 1, each, most, nanos[round]);
    }
  }

  @Test
  @Order(1)
  void eachRoundDoesTheOperationOnceWithEachKeyAndHandsOverItsResult() {
    new World(0, 3, 0, 2, _ -> 100).run();
    new World(0, 10, 4, 3, _ -> 100).run();
  }

  @Test
  @Order(2)
  void aFigureIsTheTimeOfTheOperationsAlone() {
    new World(0, 100, 0, 3, _ -> 100).measures();
    new World(0, 1, 0, 1, _ -> 100).measures();
    new World(0, 1_000, 0, 2, _ -> 7).measures();
  }

  @Test
  @Order(3)
  void warmUpRoundsAreRunAndNotMeasured() {
    // dear at first; it becomes cheaper as it is compiled
    new World(0, 100, 5, 4, i -> i < 500 ? 3_000 - i * 5 : 50).measures();
    new World(0, 20, 3, 1, i -> i < 60 ? 9_000 : 10).measures();
  }

  @Test
  @Order(4)
  void eachFigureIsThatOfItsOwnRound() {
    new World(0, 50, 2, 6, i -> 100 + i / 50 * 30L).measures();
    new World(0, 50, 1, 5, i -> i / 50 == 3 ? 4_000 : 90).measures();
  }

  @Test
  @Order(5)
  void fractionsOfANanosecondCount() {
    new World(0, 64, 1, 3, i -> i % 4 == 0 ? 3 : 2).measures();
  }

  @Test
  @Order(6)
  void longRoundsAndAnyClockAreMeasured() {
    new World(-40_000_000_007L, 100, 1, 3, _ -> 300_000_000).measures();
    new World(Long.MAX_VALUE - 5_000_000, 100, 1, 9, _ -> 1_000).measures();
  }

  @Test
  @Order(7)
  void noRoundsAndNoWarmUps() {
    new World(9, 5, 3, 0, _ -> 10).measures();
    new World(9, 5, 0, 0, _ -> 10).measures();
    new World(9, 5, 0, 1, _ -> 10).measures();
  }
}
