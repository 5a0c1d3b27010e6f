import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import java.util.ArrayList;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Crowd;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;

class Check {

  /** A load that stands still until it is told to go on. */
  private static final class Slow implements Function<String, String> {
    private final CountDownLatch inside = new CountDownLatch(1);
    private final CountDownLatch goOn = new CountDownLatch(1);
    private final AtomicInteger loads = new AtomicInteger();
    private volatile Throwable failure;

    @Override
    public String apply(String key) {
      loads.incrementAndGet();
      inside.countDown();
      try {
        goOn.await();
      } catch (InterruptedException e) {
        throw new IllegalStateException("the load was interrupted", e);
      }
      if (failure instanceof Error error) throw error;
      if (failure != null) throw (RuntimeException) failure;
      return "value of " + key;
    }

    private Helper startedBy(String name, LoadOnce values, String key) throws Exception {
      var helper = asks(name, values, key, this, "value of " + key);
      if (!inside.await(1, TimeUnit.SECONDS)) helper.ends(); // with what it waits for
      return helper;
    }
  }

  private static Helper asks(
      String name, LoadOnce values, String key, Function<String, String> load, String expected) {
    return Helper.start(name, () -> assertEquals(expected, values.get(key, load), "the answer"));
  }

  @Test
  @Order(1)
  void eachKeyIsLoadedOnce() throws Exception {
    var values = new LoadOnce();
    assertEquals("1", values.get("k", _ -> "1"));
    assertEquals(
        "1", values.get(new String("k"), _ -> "2"), "asked again, for a key that is there");
    assertEquals("3", values.get("l", _ -> "3"));
    var here = Thread.currentThread().getName();
    assertEquals(
        here,
        values.get("m", _ -> Thread.currentThread().getName()),
        "the thread that calls load should be the one that asks");
  }

  @Test
  @Order(2)
  void nobodyWaitsForTheLoadOfAnotherKey() throws Exception {
    var values = new LoadOnce();
    assertEquals("1", values.get("there", _ -> "1"));
    var slow = new Slow();
    var first = slow.startedBy("a slow load of k", values, "k");
    for (int i = 0; i < 100; i++) {
      // so many that some fall into k's bin of any table, and that tables grow
      var key = "key " + i;
      asks("who asks for '" + key + "' during a load of 'k'", values, key, k -> k, key).ends();
    }
    asks("who asks for a key that is there", values, "there", _ -> "2", "1").ends();
    slow.goOn.countDown();
    first.ends();
  }

  @Test
  @Order(3)
  void howeverManyLoadsRunTheNextOneRunsBesideThem() throws Exception {
    var values = new LoadOnce();
    var slow = new ArrayList<Slow>();
    var helpers = new ArrayList<Helper>();
    for (int i = 1; i <= 60; i++) {
      var next = new Slow();
      slow.add(next);
      helpers.add(
          next.startedBy("the load of a key beside " + (i - 1) + " others", values, "k" + i));
    }
    for (var one : slow) one.goOn.countDown();
    for (var helper : helpers) helper.ends();
  }

  @Test
  @Order(4)
  void whoAsksDuringALoadWaitsForItsValue() throws Exception {
    var values = new LoadOnce();
    var slow = new Slow();
    var first = slow.startedBy("the first who asks", values, "k");
    var second =
        asks("the second who asks", values, "k", _ -> "loaded twice", "value of k").waits();
    var third = asks("the third who asks", values, "k", _ -> "loaded twice", "value of k").waits();
    slow.goOn.countDown();
    first.ends();
    second.ends();
    third.ends();
  }

  @Test
  @Order(5)
  void aFailureIsHeardByAllWhoWaitedAndIsNotRemembered() throws Exception {
    for (var failure : new Throwable[] {new IllegalStateException("no disk"), new Error("worse")}) {
      var values = new LoadOnce();
      var slow = new Slow();
      slow.failure = failure;
      var heard = new Throwable[3];
      var helpers = new ArrayList<Helper>();
      for (int i = 0; i < 3; i++) {
        var n = i;
        var helper =
            Helper.start(
                i == 0 ? "the first who asks" : "one who waits for a load that fails",
                () -> {
                  try {
                    values.get(
                        "k", n == 0 ? slow : _ -> "loaded instead of hearing of the failure");
                  } catch (Throwable e) {
                    heard[n] = e;
                  }
                });
        helpers.add(helper);
        slow.inside.await();
        helper.waits();
      }
      slow.goOn.countDown();
      for (var helper : helpers) helper.ends();
      for (var one : heard) {
        assertSame(
            failure, one, "The load threw. Everybody who waited for it should get just that");
      }
      asks("who asks after a load that failed", values, "k", _ -> "new", "new").ends();
    }
  }

  @Test
  @Order(6)
  void whoIsInterruptedGoesAndTheLoadGoesOn() throws Exception {
    var values = new LoadOnce();
    var slow = new Slow();
    var first = slow.startedBy("the first who asks", values, "k");
    var second = asks("one who waits", values, "k", _ -> "loaded twice", "value of k").waits();
    Helper.start("one who is interrupted while it waits", () -> values.get("k", _ -> "wrong"))
        .waits()
        .interrupt()
        .endsBy(InterruptedException.class);
    second.waits();
    asks("one who comes later", values, "k", _ -> "loaded twice", "value of k").waits();
    slow.goOn.countDown();
    first.ends();
    second.ends();
    assertEquals(1, slow.loads.get(), "loads");
  }

  /** Counts the loads, of which the first may fail. */
  private static final class World {
    private final LoadOnce values = new LoadOnce();
    private final Map<String, String> steps = Fragile.map(); // a step in the midst of a load
    private final AtomicInteger done = new AtomicInteger();

    private String load(String key) {
      steps.get("");
      return key + done.incrementAndGet();
    }

    private Object ask() throws InterruptedException {
      return values.get("k", this::load);
    }

    private Object failThenAsk() throws InterruptedException {
      try {
        values.get(
            "k",
            _ -> {
              steps.get("");
              throw new IllegalStateException();
            });
      } catch (IllegalStateException e) {
        // as it should be, unless another one's load came first
      }
      return ask();
    }
  }

  @Test
  @Order(7)
  void twoWhoAskAtTheSameTimeLoadOnce() {
    Duel.in(World::new)
        .actor("get k", World::ask)
        .actor("another get k", World::ask)
        .judge((w, answers) -> assertEquals("[k1, k1]", answers.toString(), "the answers"))
        .explain("Two asked for the same key at the same time:")
        .explore();
  }

  @Test
  @Order(8)
  void aLateComerOfAFailedLoadDoesNotSpoilTheNextOne() {
    Duel.in(World::new)
        .actor("get k (fails), get k", World::failThenAsk)
        .actor(
            "get k",
            w -> {
              try {
                return w.ask();
              } catch (IllegalStateException e) {
                return "failed";
              }
            })
        .judge(
            (w, _) -> {
              w.ask();
              assertEquals(1, w.done.get(), "loads that succeeded; the first value was forgotten");
            })
        .explain("A load failed. It was tried again, while another one heard of the failure:")
        .explore();
  }

  @Test
  @Order(9)
  void whoHasHeardOfAFailureAndAsksAgainLoads() {
    Duel.in(World::new)
        .actor("get k (fails)", w -> fails(w))
        .actor(
            "get k, and again if it fails",
            w -> {
              try {
                return w.ask();
              } catch (IllegalStateException e) {
                return w.ask();
              }
            })
        .judge((w, answers) -> assertEquals("k1", answers.get(1), "the answer to who asks again"))
        .explain("A load failed. Who heard of it asked once more:")
        .explore();
  }

  private static Object fails(World w) throws InterruptedException {
    try {
      return w.values.get(
          "k",
          _ -> {
            w.steps.get("");
            throw new IllegalStateException("the old failure");
          });
    } catch (IllegalStateException e) {
      return "failed";
    }
  }

  @Test
  @Order(10)
  void inACrowdEachKeyIsLoadedOnce() {
    var values = new LoadOnce();
    var loads = new AtomicInteger();
    Crowd.of(4, 300, (_, time) -> values.get("key " + time, k -> k + loads.incrementAndGet()));
    assertEquals(300, loads.get(), "loads of 300 keys by 4 clients");
  }
}
