import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.function.IntToLongFunction;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Uninstrumented;

@Uninstrumented
class Check {
  private static final long MILLI = 1_000_000;

  /** A clock, a sleep and a server that take fake time. */
  private static final class World {
    private final IntToLongFunction service;
    private final long begin;
    private final long every;
    private final long oversleep;
    private long now;
    private long free; // since then the connection is, after the request before
    private int next;

    /**
     * @param service how long the server takes for a request
     * @param oversleep so much longer each sleep takes
     */
    World(long begin, long every, long oversleep, IntToLongFunction service) {
      this.begin = begin;
      this.every = every;
      this.oversleep = oversleep;
      this.service = service;
      now = begin;
      free = begin;
    }

    void sleepUntil(long time) {
      if (now - time < 0) now = time + oversleep;
    }

    void send(int request) {
      assertEquals(next, request, "the number of the request that comes next");
      next++;
      if (now - begin < request * every) {
        throw new AssertionError(
            "Request %d was sent %d µs before it was due."
                .formatted(request, (begin + request * every - now) / 1000));
      }
      now += service.applyAsLong(request);
    }

    /** Runs the reader's loop and fails at the first request that is sent later than it can be. */
    void sendsInTime(int requests) {
      Schedule.latencies(
          requests,
          every,
          () -> now,
          this::sleepUntil,
          request -> {
            long due = begin + request * every;
            long first = free - due < 0 ? due + oversleep : free;
            if (now - first > 0) {
              throw new AssertionError(
                  ("The loop was idle: request %d was due %d µs before, nothing else was under way"
                          + " for %d µs, and only now it was sent.")
                      .formatted(request, (now - due) / 1000, (now - first) / 1000));
            }
            send(request);
            free = now;
          });
    }

    /** Runs the reader's loop and compares each latency with that of a client on a schedule. */
    long[] latencies(int requests) {
      var latencies = Schedule.latencies(requests, every, () -> now, this::sleepUntil, this::send);
      assertEquals(requests, next, "requests that were sent");
      assertEquals(requests, latencies.length, "latencies in the answer");
      long free = begin;
      for (int i = 0; i < requests; i++) {
        long due = begin + i * every;
        free = (free - due < 0 ? due + oversleep : free) + service.applyAsLong(i);
        if (latencies[i] == free - due) continue; // words for each of them take time
        assertEquals(
            micros(free - due),
            micros(latencies[i]),
            "the latency of request %d, due %d ms after the beginning"
                .formatted(i, i * every / MILLI));
      }
      return latencies;
    }

    private static String micros(long nanos) {
      return nanos / 1000.0 + " µs";
    }
  }

  private static World stalling(long oversleep) {
    return new World(0, MILLI, oversleep, i -> i == 500 ? 1_000 * MILLI : MILLI / 10);
  }

  @Test
  @Order(1)
  void aQuietServerHasItsOwnLatencies() {
    new World(0, MILLI, 0, i -> (i % 7 + 1) * 10_000L).latencies(100);
  }

  @Test
  @Order(2)
  void anIdleLoopSendsInTime() {
    stalling(0).sendsInTime(2_000);
    stalling(60_000).sendsInTime(2_000);
    new World(-77, MILLI, 0, _ -> 3 * MILLI).sendsInTime(100);
  }

  @Test
  @Order(3)
  void aStallMeetsAllWhoComeMeanwhile() {
    var latencies = stalling(0).latencies(10_000);
    Arrays.sort(latencies);
    // 1 s of standing still, caught up with by 0.9 ms at each request
    assertEquals(100_000, latencies[4_999], "the median in nanoseconds");
    assertEquals(910_000_000, latencies[9_899], "the 99th percentile in nanoseconds");
    assertEquals(1_000_000_000, latencies[9_999], "the longest in nanoseconds");
    assertEquals(1_111, Arrays.stream(latencies).filter(l -> l > 150_000).count(), "late requests");
  }

  @Test
  @Order(4)
  void sleepingTooLongDoesNotShiftTheSchedule() {
    new World(0, MILLI, 60_000, _ -> 100_000).latencies(1_000);
    stalling(60_000).latencies(3_000);
  }

  @Test
  @Order(5)
  void aServerThatNeverKeepsUpHasLatenciesThatGrow() {
    new World(0, MILLI, 0, _ -> 3 * MILLI).latencies(500);
  }

  @Test
  @Order(6)
  void twoStallsFollowEachOther() {
    new World(0, 2 * MILLI, 5_000, i -> i == 3 || i == 20 || i == 90 ? 70 * MILLI : 1_900_000)
        .latencies(1_000);
  }

  @Test
  @Order(7)
  void theClockMayShowAnything() {
    new World(-5_000_000_123L, MILLI, 60_000, i -> i == 5 ? 50 * MILLI : 200_000).latencies(9_000);
    // the clock passes its end between two requests, or while it waits for one
    for (var before : new long[] {7 * MILLI, 7 * MILLI + MILLI / 2}) {
      new World(Long.MAX_VALUE - before, MILLI, 60_000, _ -> 200_000).latencies(20);
      new World(Long.MAX_VALUE - before, MILLI, 0, _ -> 200_000).sendsInTime(20);
    }
    // an hour between two: a schedule of many hours
    new World(77, 3_600_000 * MILLI, 0, _ -> MILLI).latencies(100);
  }

  @Test
  @Order(8)
  void noRequestOrOne() {
    assertArrayEquals(new long[0], new World(9, MILLI, 0, _ -> 100).latencies(0));
    new World(9, MILLI, 0, _ -> 5 * MILLI).latencies(1);
  }
}
