import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import org.junit.jupiter.api.Test;

class Check {
  private static final int MESSAGES = 10 * Mailbox.CAPACITY;

  private final Mailbox mailbox = new Mailbox();
  private volatile Throwable failure;

  private Thread sender(ArrayList<Integer> done) {
    return Thread.ofPlatform()
        .daemon()
        .start(
            () -> {
              try {
                for (var i = 0; i < MESSAGES; i++) {
                  var number = i;
                  mailbox.send(() -> done.add(number));
                }
              } catch (Throwable e) {
                failure = e;
              }
            });
  }

  @Test
  void aFullMailboxMakesTheSenderWaitAndDropsNothing() throws InterruptedException {
    var done = new ArrayList<Integer>();
    var sender = sender(done);
    while (sender.getState() != Thread.State.WAITING && sender.isAlive()) Thread.onSpinWait();
    assertEquals(null, failure, "the sender was refused instead of made to wait");
    assertTrue(
        mailbox.size() <= Mailbox.CAPACITY,
        "nobody received, and the mailbox grew to " + mailbox.size() + " messages");
    assertTrue(sender.isAlive(), "the sender did not wait: messages were dropped");
    for (var i = 0; i < MESSAGES; i++) {
      mailbox.receive().run();
      assertTrue(mailbox.size() <= Mailbox.CAPACITY, "messages in the mailbox: " + mailbox.size());
    }
    sender.join(3_000);
    assertTrue(!sender.isAlive(), "the sender still waits, though there is room");
    for (var i = 0; i < MESSAGES; i++) assertEquals(i, done.get(i), "message in place " + i);
  }
}
