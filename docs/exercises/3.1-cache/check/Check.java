import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Crowd;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;

class Check {

  /** A cache, its map, and a load that counts. */
  private static final class World {
    private final Map<String, String> entries = new HashMap<>();
    private final Map<String, String> steps = Fragile.map(); // a step in the midst of a load
    private final Cache cache = new Cache(Fragile.over(entries));
    private final AtomicInteger loads = new AtomicInteger();

    private String load(String key) {
      var number = loads.incrementAndGet();
      steps.get("");
      return key + " from load " + number;
    }

    private Object ask(String key) {
      return cache.getOrLoad(key, this::load);
    }

    private Object end() {
      return Map.of("loads", "" + loads.get(), "keys", Set.copyOf(entries.keySet()).toString());
    }
  }

  @Test
  @Order(1)
  void aKeyThatIsNotThereIsLoadedAndOneThatIsThereIsNot() {
    var world = new World();
    world.entries.put("old", "value");
    asks("the first who asks for k", world, "k", "k from load 1");
    asks("the second who asks for k", world, "k", "k from load 1");
    asks("who asks for l", world, "l", "l from load 2");
    asks("who asks for a key that the map has held from the start", world, "old", "value");
    assertEquals(
        Map.of("k", "k from load 1", "l", "l from load 2", "old", "value"),
        new HashMap<>(world.entries),
        "the map given to the cache");
  }

  private static void asks(String who, World world, String key, String expected) {
    Helper.start(who, () -> assertEquals(expected, world.ask(key), "the answer to " + who)).ends();
  }

  @Test
  @Order(2)
  void aFailedLoadIsHeardAndNotRemembered() {
    for (var failure : new Throwable[] {new IllegalStateException("no disk"), new Error("worse")}) {
      var world = new World();
      Helper.start(
              "who asks for k while the disk is broken",
              () -> world.cache.getOrLoad("k", _ -> fails(failure)))
          .endsBy(failure.getClass());
      assertEquals(Map.of(), new HashMap<>(world.entries), "the map, after a load that failed");
      asks("who asks for k after a load that failed", world, "k", "k from load 1");
      asks("who asks for l after a load that failed", world, "l", "l from load 2");
      asks("who asks for k again", world, "k", "k from load 1");
    }
  }

  private static String fails(Throwable failure) {
    if (failure instanceof Error error) throw error;
    throw (RuntimeException) failure;
  }

  @Test
  @Order(3)
  void whenTheMapThrowsOthersCanGoOn() {
    for (var call : new String[] {"first get", "second get", "first put"}) {
      var times = new AtomicInteger(call.startsWith("second") ? 2 : 1);
      var map =
          map(
              new HashMap<>(),
              method -> {
                if (call.endsWith(method) && times.decrementAndGet() == 0)
                  throw new IllegalStateException("broken map");
              });
      var cache = new Cache(map);
      var heard = new AtomicBoolean();
      Helper.start(
              "who asks while the map throws at the " + call,
              () -> {
                try {
                  cache.getOrLoad("k", k -> k);
                } catch (IllegalStateException e) {
                  heard.set(true);
                }
              })
          .ends();
      if (times.get() > 0) continue; // it did not call that so often
      assertTrue(heard.get(), "the map threw at the " + call + ", and who asked did not hear it");
      Helper.start(
              "who asks after the map threw at the " + call, () -> cache.getOrLoad("l", l -> l))
          .ends();
      Helper.start("who asks for a key that is there", () -> cache.getOrLoad("l", l -> l)).ends();
    }
  }

  @Test
  @Order(4)
  void twoReadersMayBeInsideTheMapTogether() {
    var inside = new CountDownLatch(1);
    var goOn = new CountDownLatch(1);
    var entries = new HashMap<>(Map.of("k", "1", "l", "2"));
    var slow = new AtomicBoolean(true);
    var map =
        map(
            entries,
            method -> {
              if (!method.startsWith("get") && !method.equals("containsKey")) return;
              if (!slow.getAndSet(false)) return;
              inside.countDown();
              await(goOn);
            });
    var cache = new Cache(map);
    var first =
        Helper.start("a slow reader", () -> assertEquals("1", cache.getOrLoad("k", _ -> "wrong")));
    await(inside);
    var second =
        Helper.start(
            "a reader", () -> assertEquals("2", cache.getOrLoad("l", _ -> "loaded without need")));
    try {
      second.ends();
    } catch (AssertionError e) {
      throw new AssertionError(
          "While one reader is inside the map another one, who finds its key too, should not"
              + " wait.\n"
              + e.getMessage(),
          e);
    }
    goOn.countDown();
    first.ends();
    Helper.start(
            "who asks for a new key when all readers have left", () -> cache.getOrLoad("m", m -> m))
        .ends();
  }

  private static void await(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private interface Before {
    void call(String method);
  }

  /** A map that does something before each of its basic calls. */
  @SuppressWarnings("unchecked")
  private static Map<String, String> map(Map<String, String> entries, Before before) {
    return (Map<String, String>)
        Proxy.newProxyInstance(
            Check.class.getClassLoader(),
            new Class<?>[] {Map.class},
            (proxy, method, arguments) -> {
              if (method.isDefault()) {
                return java.lang.reflect.InvocationHandler.invokeDefault(proxy, method, arguments);
              }
              before.call(method.getName());
              try {
                return method.invoke(entries, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  @Test
  @Order(5)
  void twoWhoFindNothingAtTheSameTimeLoadOnce() {
    Duel.in(World::new)
        .actor("getOrLoad k", w -> w.ask("k"))
        .actor("another getOrLoad k", w -> w.ask("k"))
        .end(World::end)
        .explain("Two asked for a key that was not there:")
        .atMost(300)
        .explore();
  }

  @Test
  @Order(6)
  void nobodyReadsTheMapWhileAnotherOneWrites() {
    Duel.in(Check::withOld)
        .actor("getOrLoad old", w -> w.ask("old"))
        .actor("getOrLoad k", w -> w.ask("k"))
        .end(World::end)
        .explain("One reads while another one loads:")
        .atMost(300)
        .explore();
    Duel.in(Check::withOld)
        .actor("getOrLoad l", w -> w.cache.getOrLoad("l", _ -> "L"))
        .actor("getOrLoad k", w -> w.cache.getOrLoad("k", _ -> "K"))
        .end(w -> new HashMap<>(w.entries))
        .explain("Two load different keys at the same time:")
        .atMost(300)
        .explore();
  }

  private static World withOld() {
    var world = new World();
    world.entries.put("old", "value");
    return world;
  }

  @Test
  @Order(7)
  void whoAsksDuringALoadThatFailsLoadsAgainOrFinds() {
    Duel.in(World::new)
        .actor(
            "getOrLoad k (the load fails)",
            w -> {
              try {
                return w.cache.getOrLoad("k", _ -> fails(new IllegalStateException()));
              } catch (IllegalStateException e) {
                return "failed";
              }
            })
        .actor("getOrLoad k", w -> w.ask("k"))
        .judge(
            (w, answers) -> {
              assertEquals("k from load 1", answers.get(1), "who loads well is answered");
              assertEquals(Map.of("k", "k from load 1"), new HashMap<>(w.entries), "the map");
            })
        .explain("A load failed while another one asked for the same key:")
        .atMost(300)
        .explore();
  }

  @Test
  @Order(8)
  void inACrowdEachKeyIsLoadedOnce() {
    var world = new World();
    Crowd.of(
        4,
        400,
        (_, time) -> {
          var key = "key " + time / 4;
          if (!((String) world.ask(key)).startsWith(key)) fail("the value of another key");
        });
    assertEquals(100, world.loads.get(), "loads of 100 keys by 4 clients");
  }
}
