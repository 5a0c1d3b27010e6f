package toyredis.check;

import java.util.Deque;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.locks.LockSupport;

/**
 * A thread on which one actor plays after the other, as long as each comes to its end. A check has
 * thousands of them, and to start and end a thread costs more than what most of them do.
 */
final class Stage extends Thread {
  private static final Deque<Stage> IDLE = new ConcurrentLinkedDeque<>();

  private volatile Actor actor; // the one that plays, or null; changed under this monitor

  private Stage() {
    setDaemon(true);
  }

  /** Begins to play this actor. */
  static Stage of(Actor actor) {
    var idle = IDLE.poll();
    var stage = idle == null ? new Stage() : idle;
    stage.setName(actor.role());
    synchronized (stage) {
      stage.actor = actor;
      stage.notifyAll();
    }
    if (idle == null) stage.start();
    return stage;
  }

  /** The one that plays on this thread; null if none does. */
  static Actor current() {
    return currentThread() instanceof Stage stage ? stage.actor : null;
  }

  @Override
  public void run() {
    while (true) {
      var playing = next();
      // what came too late for the one before is not for this one
      interrupted();
      LockSupport.parkNanos(1);
      if (!playing.play()) return; // who knows what it still holds
      synchronized (this) {
        actor = null;
      }
      IDLE.push(this);
      playing.end();
    }
  }

  private synchronized Actor next() {
    while (actor == null) {
      try {
        wait();
      } catch (InterruptedException e) {
        // meant for the one before
      }
    }
    return actor;
  }

  /** Interrupts it, if it still plays this actor. */
  synchronized void interrupt(Actor abandoned) {
    if (actor == abandoned) interrupt();
  }
}
