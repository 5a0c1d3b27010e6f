import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;
import toyredis.check.Helper;
import toyredis.check.WakeUp;

class Check {

  /** A message with a name. */
  private record Named(String name) implements Runnable {
    @Override
    public void run() {}
  }

  private static void send(Mailbox mailbox, String name) throws InterruptedException {
    mailbox.send(new Named(name));
  }

  private static String receive(Mailbox mailbox) throws InterruptedException {
    return mailbox.receive() instanceof Named named ? named.name() : "a message that nobody sent";
  }

  private static Mailbox filled(int capacity, int messages) throws InterruptedException {
    var mailbox = new Mailbox(capacity);
    for (int i = 1; i <= messages; i++) send(mailbox, "message " + i);
    return mailbox;
  }

  private static int size(Mailbox mailbox) {
    var size = new AtomicInteger();
    Helper.start("who asks for the size", () -> size.set(mailbox.size())).ends();
    return size.get();
  }

  @Test
  @Order(1)
  void exactlyAsManyFitAsItsCapacitySays() {
    for (var capacity : new int[] {1, 2, 7}) {
      var mailbox = new Mailbox(capacity);
      Helper.start(
              "who sends " + capacity + " messages to a mailbox for " + capacity,
              () -> {
                for (int i = 1; i <= capacity; i++) send(mailbox, "message " + i);
              })
          .ends();
      assertEquals(capacity, size(mailbox), "messages in it, by size()");
      var oneMore =
          Helper.start(
                  "who sends one message more than fit (" + capacity + ")",
                  () -> send(mailbox, "one more"))
              .waits();
      assertEquals(capacity, size(mailbox), "messages in it while somebody waits, by size()");
      Helper.start(
              "the receiver",
              () -> {
                for (int i = 1; i <= capacity; i++) assertEquals("message " + i, receive(mailbox));
              })
          .ends();
      oneMore.ends();
      Helper.start("the receiver", () -> assertEquals("one more", receive(mailbox))).ends();
      assertEquals(0, size(mailbox), "messages when all are received, by size()");
    }
  }

  @Test
  @Order(2)
  void aReceiverWaitsForAMessage() {
    var mailbox = new Mailbox(3);
    var receiver = Helper.start("the receiver", () -> assertEquals("late", receive(mailbox)));
    receiver.waits();
    Helper.start("the sender", () -> send(mailbox, "late")).ends();
    receiver.ends();
  }

  @Test
  @Order(3)
  void ofThreeWhoWaitOneGoesOnForEachMessageReceived() throws InterruptedException {
    var mailbox = filled(1, 1);
    var sent = new AtomicInteger();
    var senders = new ArrayList<Helper>();
    for (int i = 1; i <= 3; i++) {
      senders.add(
          Helper.start(
                  "sender " + i,
                  () -> {
                    send(mailbox, "of a waiting sender");
                    sent.incrementAndGet();
                  })
              .waits());
    }
    for (int received = 1; received <= 3; received++) {
      Helper.start("the receiver", () -> receive(mailbox)).ends();
      for (var patience = 0; sent.get() < received; patience++) {
        assertTrue(patience < 3_000, "a place is free, and none of the waiting senders goes on");
        LockSupport.parkNanos(1_000_000);
      }
      for (var sender : senders) if (!sender.hasEnded()) settle(sender);
      assertEquals(received, sent.get(), "senders that went on, after as many messages received");
      assertEquals(1, size(mailbox), "messages in a mailbox for one, by size()");
    }
  }

  /** It has ended, or waits. */
  private static void settle(Helper helper) {
    try {
      helper.waits();
    } catch (AssertionError e) {
      if (!helper.hasEnded()) throw e;
    }
  }

  @Test
  @Order(4)
  void whoWaitsSleepsAndBearsToBeWokenWithoutAReason() throws InterruptedException {
    var full = filled(2, 2);
    var empty = new Mailbox(2);
    var threads = new ConcurrentLinkedQueue<Thread>();
    var sender =
        Helper.start(
            "the sender",
            () -> {
              threads.add(Thread.currentThread());
              send(full, "late");
            });
    var receiver =
        Helper.start(
            "the receiver",
            () -> {
              threads.add(Thread.currentThread());
              assertEquals("late", receive(empty));
            });
    var waiting = List.of(sender.waits(), receiver.waits());
    var before = waiting.stream().mapToLong(Helper::cpuMillis).sum();
    LockSupport.parkNanos(300_000_000);
    var used = waiting.stream().mapToLong(Helper::cpuMillis).sum() - before;
    assertTrue(used < 100, "who waits should sleep; CPU time used in 300 ms: " + used + " ms");
    for (var mailbox : List.of(full, empty)) {
      WakeUp.withoutReason(mailbox);
    }
    threads.forEach(LockSupport::unpark);
    sender.waits();
    receiver.waits();
    assertEquals(2, size(full), "messages in a mailbox for two");
    Helper.start("another receiver", () -> assertEquals("message 1", receive(full))).ends();
    Helper.start("another sender", () -> send(empty, "late")).ends();
    sender.ends();
    receiver.ends();
  }

  @Test
  @Order(5)
  void whoIsInterruptedEndsAndTheOthersGoOn() throws InterruptedException {
    var mailbox = filled(1, 1);
    var given = Helper.start("sender 1", () -> send(mailbox, "given up")).waits();
    var other = Helper.start("sender 2", () -> send(mailbox, "sent")).waits();
    given.interrupt().endsBy(InterruptedException.class);
    other.waits();
    Helper.start(
            "the receiver",
            () -> {
              assertEquals("message 1", receive(mailbox));
              assertEquals("sent", receive(mailbox), "(sender 1 was interrupted)");
            })
        .ends();
    other.ends();
    var receiver = Helper.start("a receiver", () -> receive(mailbox)).waits();
    receiver.interrupt().endsBy(InterruptedException.class);
    Helper.start("a sender", () -> send(mailbox, "later")).ends();
    assertEquals(1, size(mailbox), "messages after a receiver was interrupted and one was sent");
  }

  @Test
  @Order(6)
  void nobodySleepsPastItsWaking() {
    Duel.in(() -> filled(1, 1))
        .actor("sender", m -> sent(m, "x"))
        .actor("receiver", m -> receive(m))
        .end(Mailbox::size)
        .explain("The mailbox is full. A sender comes, and a receiver makes room:")
        .explore();
    Duel.in(() -> new Mailbox(1))
        .actor("receiver", m -> receive(m))
        .actor("sender", m -> sent(m, "x"))
        .end(Mailbox::size)
        .explain("The mailbox is empty. A receiver comes, and a sender:")
        .explore();
  }

  private static Object sent(Mailbox mailbox, String name) throws InterruptedException {
    send(mailbox, name);
    return "sent";
  }

  @Test
  @Order(7)
  void theLastPlaceIsGivenOnce() {
    Duel.in(() -> filled(2, 1))
        .actor("sender 1", m -> sent(m, "x"))
        .actor("sender 2", m -> sent(m, "y"))
        .mayWait("sender 1")
        .mayWait("sender 2")
        .judge(
            (m, answers) -> {
              var went = answers.stream().filter("sent"::equals).count();
              if (went != 1) fail("One place was free, and this many senders went on: " + went);
              assertEquals(2, m.size(), "messages in a mailbox for two, by size()");
            })
        .explain("One place is free, and two senders come:")
        .atMost(300)
        .explore();
  }

  @Test
  @Order(8)
  void theLastMessageIsReceivedOnceAndNoneIsLost() {
    Duel.in(() -> filled(2, 1))
        .actor("receiver 1", m -> receive(m))
        .actor("receiver 2", m -> receive(m))
        .actor("sender", m -> sent(m, "x"))
        .judge(
            (m, answers) -> {
              var received = answers.subList(0, 2).stream().sorted().toList();
              assertEquals(List.of("message 1", "x"), received, "what was received, sorted");
              assertEquals(0, m.size(), "messages left, by size()");
            })
        .explain("One message is there, another one is sent, and two receivers come:")
        .atMost(300)
        .explore();
    for (var other : List.of("sender", "receiver")) {
      Duel.in(() -> filled(3, 1))
          .actor(other, m -> other.equals("sender") ? sent(m, "x") : receive(m))
          .actor("size()", Mailbox::size)
          .end(Mailbox::size)
          .explain("A " + other + " comes, and somebody asks for the size:")
          .explore();
    }
  }

  /** A mailbox, and two who wait for the same thing. */
  private record Waited(Mailbox mailbox, List<Thread> waiting) {

    /** They send to a full one, or receive from an empty one. */
    private static Waited by(String kind, int capacity) throws InterruptedException {
      var sending = kind.equals("sender");
      var world = new Waited(filled(capacity, sending ? capacity : 0), new ArrayList<>());
      for (int i = 1; i <= 2; i++) {
        var thread =
            Thread.ofPlatform()
                .name("waiting " + kind + " " + i)
                .daemon()
                .start(
                    () -> {
                      try {
                        if (sending) send(world.mailbox, "of one that waited");
                        else receive(world.mailbox);
                      } catch (InterruptedException e) {
                        // nobody does
                      }
                    });
        world.waiting.add(thread);
        Waited.settle(thread);
      }
      return world;
    }

    private void settle() {
      waiting.forEach(Waited::settle);
    }

    private static void settle(Thread thread) {
      for (int still = 0; still < 3; ) {
        still = thread.getState() == Thread.State.RUNNABLE ? 0 : still + 1;
        LockSupport.parkNanos(30_000);
      }
    }

    private void look(List<Object> answers) throws InterruptedException {
      for (var answer : answers) {
        assertTrue(answer instanceof String, "one of the two who came later " + answer);
      }
      for (var thread : waiting) {
        assertTrue(thread.join(Duration.ofSeconds(2)), thread.getName() + " sleeps on");
      }
    }
  }

  @Test
  @Order(9)
  void nobodyIsWokenInPlaceOfOneWhoCanGoOn() {
    // the second one who comes gets the monitor before the first one who was woken; in a mailbox
    // for one it joins those who sleep, and now two of different kinds sleep; in a larger one it
    // finds it neither full nor empty, and still has somebody to wake
    for (var capacity : new int[] {1, 2}) {
      twoWaitAndTwoCome(
          "A mailbox for " + capacity + " is full, two senders sleep, and two receivers come:",
          Duel.in(() -> Waited.by("sender", capacity))
              .actor("receiver 1", w -> receive(w.mailbox))
              .actor("receiver 2", w -> receive(w.mailbox)));
      twoWaitAndTwoCome(
          "A mailbox for " + capacity + " is empty, two receivers sleep, and two senders come:",
          Duel.in(() -> Waited.by("receiver", capacity))
              .actor("sender 1", w -> sent(w.mailbox, "x"))
              .actor("sender 2", w -> sent(w.mailbox, "y")));
    }
  }

  private static void twoWaitAndTwoCome(String explanation, Duel<Waited> duel) {
    duel.always(Waited::settle).judge(Waited::look).atMost(60).explain(explanation).explore();
  }

  @Test
  @Order(10)
  void aCrowdGetsStuckNowhereAndKeepsTheOrderOfEachSender() throws InterruptedException {
    crowd(1);
    crowd(3);
  }

  private static void crowd(int capacity) throws InterruptedException {
    int each = 800;
    int senders = 4;
    int receivers = 4;
    var mailbox = new Mailbox(capacity);
    var moves = new AtomicInteger();
    var wrong = new ConcurrentLinkedQueue<String>();
    var seen = new ConcurrentLinkedQueue<List<String>>();
    var threads = new ArrayList<Thread>();
    for (int s = 0; s < senders; s++) {
      var name = s + " ";
      threads.add(
          start(
              "sender " + (s + 1),
              wrong,
              () -> {
                for (int i = 0; i < each; i++) {
                  send(mailbox, name + i);
                  moves.incrementAndGet();
                }
              }));
    }
    for (int r = 0; r < receivers; r++) {
      threads.add(
          start(
              "receiver " + (r + 1),
              wrong,
              () -> {
                var mine = new ArrayList<String>();
                for (int i = 0; i < each; i++) {
                  mine.add(receive(mailbox));
                  moves.incrementAndGet();
                }
                seen.add(mine);
              }));
    }
    awaitEnd(threads, moves, wrong, capacity);
    if (!wrong.isEmpty()) fail(wrong.peek());
    var all = new ArrayList<String>();
    for (var mine : seen) {
      var next = new int[senders];
      for (var message : mine) {
        var parts = message.split(" ");
        int sender = Integer.parseInt(parts[0]);
        int number = Integer.parseInt(parts[1]);
        assertTrue(
            number >= next[sender],
            "message " + number + " of a sender was received after its message " + next[sender]);
        next[sender] = number;
      }
      all.addAll(mine);
    }
    assertEquals(
        senders * each, all.stream().distinct().count(), "different messages that were received");
    assertEquals(0, mailbox.size(), "messages left, by size()");
  }

  private static Thread start(
      String name, ConcurrentLinkedQueue<String> wrong, Helper.Action does) {
    return Thread.ofPlatform()
        .name(name)
        .daemon()
        .start(
            () -> {
              try {
                does.run();
              } catch (Throwable e) {
                wrong.add(name + " ended with " + e);
              }
            });
  }

  /** It is over when all have ended, one has failed, or all sleep and nothing moves any more. */
  private static void awaitEnd(
      List<Thread> threads, AtomicInteger moves, ConcurrentLinkedQueue<String> wrong, int capacity)
      throws InterruptedException {
    int before = -1;
    int still = 0;
    while (threads.stream().anyMatch(Thread::isAlive) && wrong.isEmpty()) {
      Thread.sleep(2);
      var asleep =
          threads.stream()
              .filter(Thread::isAlive)
              .noneMatch(thread -> thread.getState() == Thread.State.RUNNABLE);
      still = asleep && moves.get() == before ? still + 1 : 0;
      before = moves.get();
      if (still == 200) {
        fail(
            "Four senders and four receivers, a mailbox for "
                + capacity
                + ": all who have not ended sleep, "
                + count(threads, "sender")
                + " senders and "
                + count(threads, "receiver")
                + " receivers. Nobody wakes them: somebody was woken who could do nothing with"
                + " it.");
      }
    }
  }

  private static long count(List<Thread> threads, String kind) {
    return threads.stream()
        .filter(Thread::isAlive)
        .filter(t -> t.getName().startsWith(kind))
        .count();
  }
}
