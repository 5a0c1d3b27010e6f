import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Bytes;
import toyredis.check.Conversation;
import toyredis.check.Crowd;
import toyredis.check.Direct;
import toyredis.check.Helper;
import toyredis.check.Uninstrumented;
import toyredis.check.Wire;
import toyredis.server.Extension;
import toyredis.server.Store;
import toyredis.step4.MailboxStore;
import toyredis.step4.Owner;

@Uninstrumented // the order is made by holding the owner, message by message
class Check {
  private static final long BEGIN = 1_000_000;

  @Test
  @Order(1)
  void oneClientIsAnsweredAsRedisWouldAnswer() {
    Conversation.play(
        """
        > TTL nokey
        < :-2
        > PTTL nokey
        < :-2
        > PERSIST nokey
        < :0
        > SET k v
        < +OK
        > TTL k
        < :-1
        > PTTL k
        < :-1
        > PERSIST k
        < :0
        > SETEX k 100 w
        > TTL k
        > GET k
        < +OK
        < :100
        < $1
        < w
        > PERSIST k
        < :1
        > PERSIST k
        < :0
        > TTL k
        < :-1
        > SETEX k 100 v
        > SET k x
        > TTL k
        < +OK
        < +OK
        < :-1
        > SETEX n 100000 5
        > INCR n
        > TTL n
        > SET n 9 NX
        > TTL n
        > SET n 7 XX
        > TTL n
        < +OK
        < :6
        < :100000
        < $-1
        < :100000
        < +OK
        < :-1
        > SETEX d 100 v
        > DEL d
        > TTL d
        > SET d v
        > TTL d
        < +OK
        < :1
        < :-2
        < +OK
        < :-1
        > SETEX k 0 y
        < -ERR invalid expire time in 'setex' command
        > SETEX k -1 y
        < -ERR invalid expire time in 'setex' command
        > SETEX k 9223372036854775807 y
        < -ERR invalid expire time in 'setex' command
        > SETEX k 9223372036854775 y
        < -ERR invalid expire time in 'setex' command
        > SETEX k x y
        < -ERR value is not an integer or out of range
        > SETEX k 9223372036854775808 y
        < -ERR value is not an integer or out of range
        > SETEX k "" y
        < -ERR value is not an integer or out of range
        > SETEX
        < -ERR wrong number of arguments for 'setex' command
        > SETEX k 1
        < -ERR wrong number of arguments for 'setex' command
        > SETEX k 1 v v
        < -ERR wrong number of arguments for 'setex' command
        > TTL
        < -ERR wrong number of arguments for 'ttl' command
        > TTL k k
        < -ERR wrong number of arguments for 'ttl' command
        > PTTL
        < -ERR wrong number of arguments for 'pttl' command
        > PERSIST
        < -ERR wrong number of arguments for 'persist' command
        > PERSIST k k
        < -ERR wrong number of arguments for 'persist' command
        > GET k
        < $1
        < x
        > setex "\\x00 \\xff" 9223370000000000 "\\r\\n\\x00\\xfe"
        < +OK
        > GET "\\x00 \\xff"
        < $4
        < \\r\\n\\x00\\xfe
        i setex k 50 typed
        i ttl k
        < +OK
        < :50
        > DBSIZE
        < :4
        > FLUSHALL
        > INCR k
        > TTL k
        < +OK
        < :1
        < :-1
        """);
  }

  /** A store, its owner, a clock that is moved by hand, and maps that know who touches them. */
  private static final class World {
    final AtomicLong now = new AtomicLong(BEGIN);
    volatile long tick; // so far the clock goes on at each of the owner's looks
    volatile long later; // to other threads than the owner's
    final Map<String, byte[]> map = new HashMap<>(); // read here while the owner has nothing to do
    final Map<String, Long> deadlines = new HashMap<>();
    final AtomicReference<String> intruder = new AtomicReference<>();
    final Owner owner = Owner.start(Thread.ofPlatform().daemon());
    final Thread ownersThread = owner.ask(Thread::currentThread);
    final Direct clients;

    World() {
      Expiring expiring =
          new Expiring(owned(map, "the map"), owned(deadlines, "the deadlines"), owner, this::time);
      Store store = expiring;
      Extension extension = expiring;
      clients = Direct.on(new MailboxStore(store, owner), extension);
    }

    private long time() {
      return Thread.currentThread() == ownersThread ? now.getAndAdd(tick) : now.get() + later;
    }

    @SuppressWarnings("unchecked")
    private <V> Map<String, V> owned(Map<String, V> real, String name) {
      return (Map<String, V>)
          Proxy.newProxyInstance(
              Check.class.getClassLoader(),
              new Class<?>[] {Map.class},
              (_, method, arguments) -> {
                if (Thread.currentThread() != ownersThread) {
                  intruder.compareAndSet(
                      null,
                      "%s called %s of %s"
                          .formatted(toldOf(Thread.currentThread()), method.getName(), name));
                }
                try {
                  return method.invoke(real, arguments);
                } catch (InvocationTargetException e) {
                  throw e.getCause();
                }
              });
    }

    /** A client that asks in a thread of its own, and need not be answered at once. */
    Client client(String command) {
      return new Client(this, command);
    }

    /** Asks, and returns the reply. */
    String ask(String command) {
      return client(command).answer();
    }

    void expect(String reply, String command) {
      assertEquals(reply + "\\r\\n", ask(command), "the reply to " + command + when());
    }

    private String when() {
      return now.get() == BEGIN ? "" : ", " + (now.get() - BEGIN) + " ms after the beginning";
    }

    void nobodyElseTouchedTheMaps() {
      assertTrue(
          intruder.get() == null,
          "The maps belong to the owner's thread, and " + intruder.get() + ".");
    }

    private static String toldOf(Thread thread) {
      return thread.getName().isEmpty() ? "a new thread" : "the thread of " + thread.getName();
    }

    /** So that the owner is busy until it is released. */
    Hold hold() {
      return new Hold(owner);
    }
  }

  private static final class Client {
    private final World world;
    private final String command;
    private final Helper thread;
    private volatile String reply;

    Client(World world, String command) {
      this.world = world;
      this.command = command;
      thread = Helper.start(command, () -> reply = world.clients.ask(command));
    }

    /** True if it waits for the owner; false if it has been answered. */
    boolean waits() {
      try {
        thread.waits();
        return true;
      } catch (AssertionError e) {
        if (thread.hasEnded()) return false;
        throw e;
      }
    }

    String answer() {
      thread.ends();
      world.nobodyElseTouchedTheMaps();
      if (reply.contains(" in the store")) fail(command + " was answered " + reply);
      return reply;
    }
  }

  /** A message that keeps the owner busy. */
  private static final class Hold {
    private final CountDownLatch begun = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private final Helper asker;

    Hold(Owner owner) {
      asker =
          Helper.start(
              "the check",
              () ->
                  owner.ask(
                      () -> {
                        begun.countDown();
                        over.await();
                        return null;
                      }));
      asker.waits();
    }

    Hold begins() {
      Helper.start("the check, which awaits the owner,", begun::await).ends();
      return this;
    }

    void release() {
      over.countDown();
      asker.ends();
    }
  }

  @Test
  @Order(2)
  void onlyTheOwnerTouchesTheMapAndTheDeadlines() {
    var world = new World();
    for (var command :
        List.of(
            "SETEX k 10 v",
            "TTL k",
            "PTTL k",
            "GET k",
            "PERSIST k",
            "SETEX k 10 1",
            "INCR k",
            "SET k w NX",
            "KEYS *",
            "DBSIZE",
            "DEL k",
            "SETEX k 0 v",
            "TTL k",
            "FLUSHALL")) {
      world.ask(command);
    }
    world.nobodyElseTouchedTheMaps();
  }

  @Test
  @Order(3)
  void aKeyIsThereForSoLongAndNotLonger() {
    var world = new World();
    world.expect("+OK", "SETEX k 10 v");
    world.expect(":10000", "PTTL k");
    world.now.set(BEGIN + 500);
    world.expect(":10", "TTL k");
    world.now.set(BEGIN + 501);
    world.expect(":9", "TTL k");
    world.expect(":9499", "PTTL k");
    world.now.set(BEGIN + 9_501);
    world.expect(":0", "TTL k");
    world.now.set(BEGIN + 10_000);
    world.expect("$1\\r\\nv", "GET k");
    world.expect(":0", "PTTL k");
    world.now.set(BEGIN + 10_001);
    world.expect("$-1", "GET k");
    world.expect(":-2", "TTL k");
    world.expect(":-2", "PTTL k");
    world.expect(":0", "EXISTS k");
    assertEquals(Map.of(), world.map, "what is in the map when the only key has expired");
    assertEquals(Map.of(), world.deadlines, "the deadlines when the only key has expired");
  }

  @Test
  @Order(4)
  void anExpiredKeyIsAbsentToEveryCommand() {
    var expected =
        new String[][] {
          {"GET k", "$-1"},
          {"EXISTS k", ":0"},
          {"STRLEN k", ":0"},
          {"TTL k", ":-2"},
          {"PTTL k", ":-2"},
          {"PERSIST k", ":0"},
          {"DEL k", ":0"},
          {"INCR k", ":1"},
          {"SET k w NX", "+OK"},
          {"SET k w XX", "$-1"},
          {"SET k w GET", "$-1"},
          {"KEYS *", "*1\\r\\n$5\\r\\nother"},
          {"DBSIZE", ":1"},
          {"SETEX k 10 w", "+OK"},
        };
    for (var pair : expected) {
      var world = new World();
      world.ask("SETEX k 10 5");
      world.ask("SET other v");
      world.now.addAndGet(10_001);
      world.expect(pair[1], pair[0]);
      boolean back = List.of("INCR k", "SET k w NX", "SET k w GET").contains(pair[0]);
      boolean again = pair[0].startsWith("SETEX");
      assertEquals(
          again ? 1 : 0,
          world.deadlines.size(),
          "deadlines that are kept when " + pair[0] + " has come upon an expired key");
      assertEquals(
          back || again,
          world.map.containsKey("k"),
          "whether the key is in the map when " + pair[0] + " has come upon it, expired");
      if (back) world.expect(":-1", "TTL k");
      if (again) world.expect(":10000", "PTTL k");
      world.expect("$1\\r\\nv", "GET other");
    }
  }

  @Test
  @Order(5)
  void setEndsTheDeadlineAndIncrKeepsIt() {
    var world = new World();
    world.ask("SETEX k 10 5");
    world.now.addAndGet(4_000);
    world.expect(":6", "INCR k");
    world.expect(":6000", "PTTL k");
    world.expect("$-1", "SET k 9 NX");
    world.expect(":6000", "PTTL k");
    world.expect("-ERR invalid expire time in 'setex' command", "SETEX k 0 9");
    world.expect(":6000", "PTTL k");
    world.expect("+OK", "SETEX k 2 7");
    world.expect(":2000", "PTTL k");
    world.expect("+OK", "SETEX k 20 8");
    world.now.addAndGet(2_001);
    world.expect("$1\\r\\n8", "GET k");
    world.expect(":17999", "PTTL k");
    for (var end : List.of("SET k w", "SET k w XX", "PERSIST k", "DEL k", "FLUSHALL")) {
      world.ask("SETEX k 10 v");
      world.ask(end);
      assertEquals(Map.of(), world.deadlines, "the deadlines after " + end);
    }
    world.ask("SETEX a 1 v");
    world.ask("SETEX b 2 v");
    world.ask("SETEX c 3 v");
    world.now.addAndGet(2_001);
    world.expect(":1", "DBSIZE");
    world.expect(":999", "PTTL c");
    world.expect("*1\\r\\n$1\\r\\nc", "KEYS *");
    world.now.set(Long.MAX_VALUE - 5_500); // no time may be left in a long
    world.expect("-ERR invalid expire time in 'setex' command", "SETEX k 6 v");
    world.expect("+OK", "SETEX k 5 v");
    world.expect(":5000", "PTTL k");
  }

  @Test
  @Order(6)
  void theTimeIsThatAtWhichTheOwnerGetsToTheCommand() {
    var world = new World();
    world.ask("SETEX k 10 v");
    var hold = world.hold().begins();
    var reads = world.client("PTTL k");
    var writes = world.client("SETEX other 10 v");
    assertTrue(reads.waits() & writes.waits(), "PTTL and SETEX must wait while the owner is busy");
    world.now.addAndGet(4_000);
    hold.release();
    assertEquals(
        ":6000\\r\\n",
        reads.answer(),
        "the reply to PTTL k, for which the owner had no time for 4 of the key's 10 seconds");
    writes.answer();
    world.expect(":10000", "PTTL other");
    world.later = 6_001; // until a client has taken notice of the owner's answer
    world.expect(":6000", "PTTL k");
    world.expect(":6", "TTL k");
    world.expect(":1", "PERSIST k");
  }

  @Test
  @Order(7)
  void theClockGoesOnWhileTheOwnerWorks() {
    for (int before = 0; before < 4; before++) {
      for (var command : List.of("PTTL a", "TTL a", "DBSIZE", "KEYS *")) {
        var world = new World();
        world.ask("SETEX a 10 v");
        world.ask("SETEX b 10 v");
        world.now.set(BEGIN + 10_000 - before);
        world.tick = 1;
        var reply = world.ask(command);
        boolean wrong =
            switch (command) {
              case "DBSIZE" -> reply.equals(":1\\r\\n");
              case "KEYS *" -> reply.startsWith("*1\\r\\n");
              case "TTL a" -> !reply.equals(":0\\r\\n") && !reply.equals(":-2\\r\\n");
              default -> reply.equals(":-1\\r\\n");
            };
        assertTrue(
            !wrong,
            """
            a and b expire at the same time, and that came while the owner was at work for %s.
            The reply is %s. %s\
            """
                .formatted(
                    command,
                    reply,
                    command.endsWith("TTL a")
                        ? "-1 means that a never expires."
                        : "One of the two is there, and the other is not."));
      }
    }
  }

  /** Two commands, the replies to them, and what is there at the end. */
  private static String inTurn(String before, String one, String other, boolean swapped) {
    var world = new World();
    world.ask(before);
    var first = world.ask(swapped ? other : one);
    var second = world.ask(swapped ? one : other);
    return told(world, swapped ? second : first, swapped ? first : second);
  }

  private static String told(World world, String one, String other) {
    return "%s and %s, at the end GET k %s, PTTL k %s"
        .formatted(one, other, world.ask("GET k"), world.ask("PTTL k"))
        .replace("\\r\\n", " ");
  }

  /**
   * The other comes when the owner has got the {@code messages}-th message of the one, and is about
   * to answer it; so it is there before any further message of the one's.
   *
   * @return null if the one has not sent so many
   */
  private static String between(String before, String one, String other, int messages) {
    var world = new World();
    world.ask(before);
    var hold = world.hold().begins();
    var first = world.client(one);
    for (int i = 1; i < messages; i++) {
      if (!first.waits()) return null;
      var next = world.hold();
      hold.release();
      hold = next.begins();
    }
    if (!first.waits()) {
      hold.release();
      return null;
    }
    var second = world.client(other);
    second.waits();
    hold.release();
    return told(world, first.answer(), second.answer());
  }

  private static void atTheSameTime(String before, String one, String other) {
    var right = new LinkedHashSet<String>();
    right.add(inTurn(before, one, other, false));
    right.add(inTurn(before, one, other, true));
    for (int messages = 1; messages <= 3; messages++) {
      var seen = between(before, one, other, messages);
      if (seen == null) return;
      if (!right.contains(seen)) {
        fail(
            """
            After %s there came %s; and %s came while the owner was at work for the first.
            Answered: %s
            One after the other it would be: %s
            What a client asks in two messages, others can come between.\
            """
                .formatted(before, one, other, seen, String.join("\n  or: ", right)));
      }
    }
  }

  @Test
  @Order(8)
  void nobodyComesBetweenTwoHalvesOfACommand() {
    atTheSameTime("SETEX k 10 v", "PERSIST k", "PERSIST k");
    atTheSameTime("SETEX k 10 v", "PERSIST k", "DEL k");
    atTheSameTime("SETEX k 10 v", "PERSIST k", "SET k w");
    atTheSameTime("SET k v", "SETEX k 10 w", "SET k x");
    atTheSameTime("SET k v", "SETEX k 10 w", "DEL k");
    atTheSameTime("SETEX k 10 v", "SETEX k 20 w", "PERSIST k");
    atTheSameTime("SETEX k 10 v", "SETEX k 20 w", "PTTL k");
    atTheSameTime("SETEX k 10 v", "PTTL k", "SET k w");
    atTheSameTime("SETEX k 10 v", "TTL k", "PERSIST k");
    atTheSameTime("SETEX k 10 v", "TTL k", "DEL k");
  }

  @Test
  @Order(9)
  void overTheNetworkOneOfManyPersistsIsAnsweredOne() {
    int clients = 4;
    var wires = new Wire[clients];
    for (int i = 0; i < clients; i++) wires[i] = Wire.toServer();
    try {
      wires[0].ask("FLUSHALL");
      wires[0].ask("SETEX time 100 v");
      long left = wires[0].number("PTTL time");
      assertTrue(left > 50_000 && left <= 100_000, "of 100 s there were left " + left + " ms");
      var keys = new ArrayList<String>();
      for (int i = 0; i < 50; i++) keys.add("key:" + i);
      for (var key : keys) wires[0].ask("SETEX " + key + " 100 v");
      var persisted = new AtomicInteger();
      Crowd.of(
          clients,
          keys.size(),
          (member, time) ->
              persisted.addAndGet((int) wires[member].number("PERSIST " + keys.get(time))));
      assertEquals(keys.size(), persisted.get(), "of four clients one has persisted each of 50");
      Bytes.same(Bytes.of(":-1\r\n"), wires[0].ask("TTL key:7"), "TTL of a key that was persisted");
    } finally {
      for (var wire : wires) wire.close();
    }
  }
}
