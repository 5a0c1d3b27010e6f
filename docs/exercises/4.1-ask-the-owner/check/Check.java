import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Crowd;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;

class Check {
  private static final int PLACES = 2;

  private final BlockingQueue<FutureTask<?>> mailbox = new ArrayBlockingQueue<>(PLACES);
  private final Map<String, Long> data = new HashMap<>();
  private final AtomicReference<String> intruder = new AtomicReference<>();
  private final AtomicInteger messages = new AtomicInteger();
  private volatile Thread owner;
  private final OwnedCounter counter = new OwnedCounter(owned(data), mailbox);

  /** A map that remembers who else than the owner called any of its methods. */
  @SuppressWarnings("unchecked")
  private Map<String, Long> owned(Map<String, Long> map) {
    return (Map<String, Long>)
        Proxy.newProxyInstance(
            Check.class.getClassLoader(),
            new Class<?>[] {Map.class},
            (_, method, arguments) -> {
              if (Thread.currentThread() != owner) {
                intruder.compareAndSet(
                    null, Thread.currentThread().getName() + " called " + method.getName());
              }
              try {
                return method.invoke(map, arguments);
              } catch (InvocationTargetException e) {
                throw e.getCause();
              }
            });
  }

  /** From now on there is an owner. */
  private void startOwner() {
    owner =
        Thread.ofPlatform()
            .name("owner")
            .daemon()
            .unstarted(
                () -> {
                  try {
                    while (true) {
                      var message = mailbox.take();
                      messages.incrementAndGet();
                      message.run();
                    }
                  } catch (InterruptedException e) {
                    // the check is over
                  }
                });
    owner.start();
  }

  private void nobodyElseTouchedTheMap() {
    assertTrue(
        intruder.get() == null,
        "The map belongs to the owner's thread, and " + intruder.get() + " of it.");
  }

  @Test
  @Order(1)
  void theOwnerCountsInItsMapAndNobodyElseTouchesIt() throws Exception {
    data.put("n", 41L);
    startOwner();
    var answers = new ArrayList<Long>();
    Helper.start(
            "the client",
            () -> {
              for (var key : List.of("n", "m", "n", "m")) answers.add(counter.increment(key));
              ask(() -> data.put("n", 9L)); // the owner has other work with its map, too
              answers.add(counter.increment("n"));
            })
        .ends();
    nobodyElseTouchedTheMap();
    assertEquals(List.of(42L, 1L, 43L, 2L, 10L), answers, "the answers");
    assertEquals(Map.of("n", 10L, "m", 2L), data, "what is in the owner's map");
    assertEquals(
        6, messages.get(), "messages to the owner: five increments, and one of the check's own");
  }

  private void ask(Runnable work) throws Exception {
    var message = new FutureTask<>(work, null);
    mailbox.put(message);
    message.get();
  }

  @Test
  @Order(2)
  void whileTheOwnerIsBusyAllWaitAndThenAllAreAnswered() throws Exception {
    var clients = 12;
    var answers = new ConcurrentLinkedQueue<Long>();
    var helpers = new ArrayList<Helper>();
    for (int i = 1; i <= clients; i++) {
      helpers.add(Helper.start("client " + i, () -> answers.add(counter.increment("n"))));
    }
    for (var helper : helpers) helper.waits();
    var before = helpers.stream().mapToLong(Helper::cpuMillis).sum();
    Thread.sleep(1_200); // longer than anybody may be ready to wait
    nobodyElseTouchedTheMap();
    for (var helper : helpers) helper.waits();
    var used = helpers.stream().mapToLong(Helper::cpuMillis).sum() - before;
    assertTrue(
        used < 300,
        "the clients should sleep while they wait, and used " + used + " ms of CPU time in 1.2 s");
    startOwner();
    for (var helper : helpers) helper.ends();
    nobodyElseTouchedTheMap();
    assertEquals(
        LongStream.rangeClosed(1, clients).boxed().toList(),
        answers.stream().sorted().toList(),
        "the answers of twelve clients, sorted");
    assertEquals(Map.of("n", 12L), data, "what is in the owner's map");
    assertEquals(clients, messages.get(), "messages that came to the owner, from twelve clients");
  }

  @Test
  @Order(3)
  void whatTheWorkThrowsReachesTheCaller() throws Exception {
    var full = new IllegalStateException("no room in the map");
    Map<String, Long> failing =
        new HashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          public Long put(String key, Long value) {
            throw full;
          }

          @Override
          public Long merge(
              String key,
              Long value,
              java.util.function.BiFunction<? super Long, ? super Long, ? extends Long> how) {
            throw full;
          }

          @Override
          public Long compute(
              String key,
              java.util.function.BiFunction<? super String, ? super Long, ? extends Long> how) {
            throw full;
          }
        };
    var broken = new OwnedCounter(owned(failing), mailbox);
    startOwner();
    Helper.start(
            "the client",
            () -> {
              try {
                fail(
                    "the owner's work threw an exception, and increment answered "
                        + broken.increment("n"));
              } catch (Exception e) {
                Throwable cause = e;
                while (cause != null && cause != full) cause = cause.getCause();
                assertTrue(
                    cause == full,
                    "the caller should hear " + full + ", also as a cause, not " + e);
              }
            })
        .ends();
    Helper.start("the next client", () -> assertEquals(1, counter.increment("n"))).ends();
  }

  @Test
  @Order(4)
  void whoIsInterruptedWhileItWaitsEndsWithAnInterruptedException() throws Exception {
    var first = Helper.start("client 1", () -> counter.increment("n")).waits();
    var second = Helper.start("client 2", () -> counter.increment("n")).waits();
    var third = Helper.start("client 3, which waits for room,", () -> counter.increment("n"));
    third.waits();
    var fourth = Helper.start("client 4, which waits for room, too,", () -> counter.increment("n"));
    fourth.waits().interrupt().endsBy(InterruptedException.class);
    third.interrupt().endsBy(InterruptedException.class);
    second.interrupt().endsBy(InterruptedException.class);
    startOwner();
    first.ends();
  }

  @Test
  @Order(5)
  void whoIsInterruptedDoesNotInterruptTheOwner() {
    var inside = new CountDownLatch(1);
    var goOn = new AtomicBoolean();
    Map<String, Long> slow =
        new HashMap<>() {
          private static final long serialVersionUID = 1;

          private void pause() {
            inside.countDown();
            while (!goOn.get()) LockSupport.parkNanos(100_000);
          }

          @Override
          public Long put(String key, Long value) {
            pause();
            return super.put(key, value);
          }

          @Override
          public Long merge(
              String key,
              Long value,
              java.util.function.BiFunction<? super Long, ? super Long, ? extends Long> how) {
            pause();
            return super.merge(key, value, how);
          }

          @Override
          public Long compute(
              String key,
              java.util.function.BiFunction<? super String, ? super Long, ? extends Long> how) {
            pause();
            return super.compute(key, how);
          }
        };
    var counter = new OwnedCounter(owned(slow), mailbox);
    startOwner();
    var client =
        Helper.start("a client whose message the owner runs", () -> counter.increment("n"));
    Helper.start("the owner's work", inside::await).ends();
    client.waits().interrupt().endsBy(InterruptedException.class);
    goOn.set(true);
    Helper.start("a client after one who was interrupted", () -> counter.increment("m")).ends();
  }

  /** A map, its counter, and an owner that is one of the actors. */
  private static final class World {
    private final Map<String, Long> map = Fragile.map();
    private final BlockingQueue<FutureTask<?>> mailbox = new LinkedBlockingQueue<>();
    private final OwnedCounter counter = new OwnedCounter(map, mailbox);

    private Object own(int messages) throws InterruptedException {
      for (int i = 0; i < messages; i++) mailbox.take().run();
      return null;
    }
  }

  @Test
  @Order(6)
  void everyClientGetsItsOwnAnswer() {
    Duel.in(World::new)
        .actor("client 1: n", w -> w.counter.increment("n"))
        .actor("client 2: n", w -> w.counter.increment("n"))
        .actor("owner", w -> w.own(2))
        .end(w -> w.map.get("n"))
        .explain("Two clients increment the same number. Each must get an answer of its own:")
        .explore();
    Duel.in(World::new)
        .actor("client 1: n", w -> w.counter.increment("n"))
        .actor("client 2: m", w -> List.of(w.counter.increment("m"), w.counter.increment("m")))
        .actor("owner", w -> w.own(3))
        .end(w -> w.map.get("n") + " and " + w.map.get("m"))
        .explain("Two clients increment different numbers. Each must get the answer to its own:")
        .explore();
  }

  @Test
  @Order(7)
  void everyIncrementOfManyClientsIsAnsweredWithANumberOfItsOwn() {
    startOwner();
    var answers = new ConcurrentLinkedQueue<Long>();
    Crowd.of(8, 200, (_, _) -> answers.add(counter.increment("n")));
    assertEquals(
        LongStream.rangeClosed(1, 1_600).boxed().toList(),
        answers.stream().sorted().toList(),
        "the answers of eight clients, sorted");
    nobodyElseTouchedTheMap();
    assertEquals(Map.of("n", 1_600L), data, "what is in the owner's map");
  }
}
