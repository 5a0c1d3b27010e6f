import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;
import toyredis.check.Helper;
import toyredis.check.WakeUp;

class Check {

  /** Somebody who asks, and what it is to get; an exception is to be thrown. */
  private static Helper asker(String name, Reply<String> reply, Object expected) {
    return Helper.start(
        name,
        () -> {
          Object got;
          try {
            got = reply.await();
          } catch (InterruptedException e) {
            throw e;
          } catch (Exception e) {
            if (e != expected) {
              throw new AssertionError(name + " should get " + expected + ", await threw " + e, e);
            }
            return;
          }
          assertEquals(expected, got, "what " + name + " got");
        });
  }

  private static void refused(Reply<String> reply) {
    Helper.start(
            "the owner, which fills the reply again,",
            () -> {
              var again = "in the reply when it is filled again";
              assertThrows(IllegalStateException.class, () -> reply.put("second"), again);
              assertThrows(IllegalStateException.class, () -> reply.put(null), again);
              assertThrows(
                  IllegalStateException.class, () -> reply.fail(new IOException("second")), again);
            })
        .ends();
  }

  @Test
  @Order(1)
  void aReplyThatComesFirstIsThereForEverybody() {
    var reply = new Reply<String>();
    Helper.start("the owner", () -> reply.put("value")).ends();
    for (int i = 1; i <= 3; i++) asker("asker " + i, reply, "value").ends();
    refused(reply);
    asker("an asker after a second put", reply, "value").ends();
    var nothing = new Reply<String>();
    Helper.start("the owner", () -> nothing.put(null)).ends();
    asker("an asker for a reply of null", nothing, null).ends();
    refused(nothing);
    asker("an asker for a reply of null", nothing, null).ends();
  }

  @Test
  @Order(2)
  void aFailureIsThrownAsItIs() {
    for (var why : List.of(new IOException("broken"), new IllegalArgumentException("wrong key"))) {
      var reply = new Reply<String>();
      Helper.start("the owner", () -> reply.fail(why)).ends();
      asker("asker 1", reply, why).ends();
      refused(reply);
      asker("asker 2", reply, why).ends();
      var later = new Reply<String>();
      var waiting = asker("a waiting asker", later, why).waits();
      Helper.start("the owner", () -> later.fail(why)).ends();
      waiting.ends();
    }
  }

  @Test
  @Order(3)
  void threeWaitAsleepAndAllGetIt() {
    for (var value : new String[] {"value", null}) {
      var reply = new Reply<String>();
      var askers = new ArrayList<Helper>();
      for (int i = 1; i <= 3; i++) askers.add(asker("asker " + i, reply, value).waits());
      askers.getFirst().sleeps();
      Helper.start("the owner", () -> reply.put(value)).ends();
      for (var asker : askers) asker.ends();
    }
  }

  @Test
  @Order(4)
  void aWakeUpWithoutAReasonIsNoReply() {
    var reply = new Reply<String>();
    var thread = new ConcurrentLinkedQueue<Thread>();
    var asker =
        Helper.start(
            "the asker",
            () -> {
              thread.add(Thread.currentThread());
              assertEquals("value", reply.await(), "after a wake-up without a reason");
            });
    asker.waits();
    for (int i = 0; i < 2; i++) {
      WakeUp.withoutReason(reply);
      LockSupport.unpark(thread.peek());
      asker.waits();
    }
    Helper.start("the owner", () -> reply.put("value")).ends();
    asker.ends();
  }

  @Test
  @Order(5)
  void whoIsInterruptedEndsAndTheOthersWaitOn() {
    var reply = new Reply<String>();
    var first = asker("asker 1", reply, "value").waits();
    var second = asker("asker 2", reply, "value").waits();
    var third = asker("asker 3", reply, "value").waits();
    second.interrupt().endsBy(InterruptedException.class);
    first.interrupt().endsBy(InterruptedException.class);
    third.waits();
    Helper.start(
            "the owner, itself interrupted,",
            () -> {
              Thread.currentThread().interrupt();
              reply.put("value");
              assertTrue(
                  Thread.currentThread().isInterrupted(),
                  "put waits for nothing, and leaves its thread's interrupt flag as it was");
            })
        .ends();
    third.ends();
    asker("an asker who comes later", reply, "value").ends();
  }

  /** What is plainly written before, and read after. */
  private static final class World {
    private final Reply<String> reply = new Reply<>();
    private String before = "nothing";

    private Object put(String value) {
      before = "written before";
      return filled(() -> reply.put(value));
    }

    private Object fail() {
      return filled(() -> reply.fail(new IOException("failure")));
    }

    private static Object filled(Runnable how) {
      try {
        how.run();
        return "filled";
      } catch (IllegalStateException e) {
        return "refused";
      }
    }

    private Object await() throws Exception {
      try {
        return reply.await() + ", and sees what was " + before;
      } catch (IOException e) {
        return e.getMessage();
      }
    }
  }

  @Test
  @Order(6)
  void nobodyMissesTheReply() {
    for (var value : new String[] {"value", null}) {
      Duel.in(World::new)
          .actor("asker", World::await)
          .actor("owner", w -> w.put(value))
          .woken()
          .explain("Somebody begins to wait while the owner puts " + value + ":")
          .explore();
    }
    Duel.in(World::new)
        .actor("asker", World::await)
        .actor("owner", World::fail)
        .woken()
        .explain("Somebody begins to wait while the owner fails:")
        .explore();
  }

  @Test
  @Order(7)
  void bothWhoWaitGetIt() {
    Duel.in(World::new)
        .actor("asker 1", World::await)
        .actor("asker 2", World::await)
        .actor("owner", w -> w.put("value"))
        .woken()
        .explain("Two begin to wait while the owner puts:")
        .explore();
  }

  @Test
  @Order(8)
  void ofTwoWhoFillItOneIsRefused() {
    for (var other : List.of("put", "fail")) {
      Duel.in(World::new)
          .actor("put 1", w -> w.put("1"))
          .actor(other + " 2", w -> other.equals("put") ? w.put("2") : w.fail())
          .actor("asker", World::await)
          .woken()
          .judge(
              (w, answers) -> {
                var filled = answers.stream().filter("filled"::equals).count();
                if (filled != 1)
                  fail("Two filled the reply, and were told: " + answers.subList(0, 2));
                var first = answers.get(0).equals("filled");
                var expected =
                    first
                        ? "1, and sees what was written before"
                        : other.equals("put") ? "2, and sees what was written before" : "failure";
                assertEquals(expected, answers.get(2), "what the asker got");
                assertEquals(expected, w.await(), "what an asker gets that comes later");
              })
          .explain("Two fill the same reply. One must be refused, and all must get the other's:")
          .explore();
    }
  }
}
