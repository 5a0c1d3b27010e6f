package toyredis.step4;

import java.util.ArrayList;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;

/**
 * The one thread that owns the map. Others do not touch it; they {@link #ask}. The mailbox is
 * bounded: when it is full, those who ask wait until there is room, and so, in the end, do their
 * clients (backpressure). An unbounded one would turn every overload into a lack of memory.
 *
 * <p>It is public for the exercises: a command of the reader's is a message to the same owner.
 */
public final class Owner {
  private static final int CAPACITY = 1024;

  private final BlockingQueue<FutureTask<?>> mailbox = new ArrayBlockingQueue<>(CAPACITY);
  private final Thread thread;
  private volatile boolean stopped; // written by the owner's thread only

  private Owner(Thread.Builder kind) {
    thread = kind.name("owner").unstarted(this::run);
  }

  /** Starts an owner in a thread of this kind. */
  public static Owner start(Thread.Builder kind) {
    var owner = new Owner(kind);
    owner.thread.start();
    return owner;
  }

  // tag::run[]
  private void run() {
    var messages = new ArrayList<FutureTask<?>>(CAPACITY + 1);
    try {
      while (!stopped) {
        messages.add(mailbox.take()); // sleeps while there is nothing to do
        mailbox.drainTo(messages); // takes all that has gathered meanwhile, in one go
        for (var message : messages) message.run();
        messages.clear();
      }
      mailbox.drainTo(messages); // those who asked before they could know
      for (var message : messages) message.run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt(); // nobody does that; a thread that is told to end, ends
    }
  }

  // end::run[]

  // tag::ask[]
  /** Has the owner run {@code question}, and waits for the answer. */
  public <T> T ask(Callable<T> question) {
    var message = new FutureTask<>(question);
    try {
      mailbox.put(message); // waits while the mailbox is full
      if (stopped && mailbox.remove(message)) throw new IllegalStateException("owner has stopped");
      return message.get(); // waits for the owner
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException failure) throw failure;
      if (e.getCause() instanceof Error error) throw error; // out of memory: the asker's matter
      throw new IllegalStateException(e.getCause());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("interrupted while the owner was asked", e);
    }
  }

  // end::ask[]

  /**
   * Ends the owner, after it has answered all who asked before; who asks later is refused.
   *
   * @throws InterruptedException when interrupted while waiting for its end
   */
  void stop() throws InterruptedException {
    ask(() -> stopped = true);
    thread.join();
  }
}
