import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/** Counters, right and broken. */
final class Counters {
  private static final long COMPUTING = 1_000_000_000; // nanoseconds

  /** What is made of a pause; {@code story} says how it is right or broken. */
  record Kind(String name, String story, Function<Runnable, Proof.Counter> maker) {}

  static final List<Kind> BROKEN =
      List.of(
          new Kind(
              "a counter that reads and writes",
              "Both clients read the same number if the second comes between.",
              Naive::new),
          new Kind(
              "a counter that compares before it writes, and gives up",
              "The second client writes between, and the first one's write is not done.",
              IfUnchanged::new),
          new Kind(
              "a counter that reads alone, and writes alone",
              "Nobody else is there while it reads, and nobody while it writes; between the two"
                  + " there is room.",
              Halves::new),
          new Kind(
              "a counter that draws a number for each INCR",
              "No number is drawn twice; but the first client writes its number over the second"
                  + " client's.",
              Drawn::new),
          new Kind(
              "a counter that has its first INCR done by another thread",
              "The pause is in that thread; the second client comes between.",
              Handed::new),
          new Kind(
              "a counter that begins at 41",
              "It is 42 after two INCRs.",
              pause -> new Naive(pause, 41, 0)));

  static final List<Kind> RIGHT =
      List.of(
          new Kind(
              "a counter that lets in one client at a time",
              "The second client waits until the first one has written.",
              pause -> new OneAtATime(pause, 0)),
          new Kind(
              "a counter that lets in one client at a time and begins at 41",
              "It is 43 after two INCRs.",
              pause -> new OneAtATime(pause, 41)),
          new Kind(
              "a counter that tries again if somebody came between",
              "The first client notices that its number is old, and reads again.",
              Again::new),
          new Kind(
              "a counter that lets in one client at a time, for whom others wait a second at most",
              "The second client waits, with a limit, and then again, until the first has written.",
              Patient::new),
          new Kind(
              "a counter that belongs to one thread",
              "The clients wait until that thread has done their INCRs, one after the other.",
              Owned::new),
          new Kind(
              "a counter that reads and writes in one instruction",
              "It never pauses: nothing comes between.",
              pause -> new AtOnce()));

  static final Kind SLOW =
      new Kind(
          "a counter that reads and writes, whose second client computes for a second before that",
          "The second INCR must have ended before the first one goes on, however long it takes.",
          pause -> new Naive(pause, 0, COMPUTING));

  private Counters() {}

  /** A counter that counts how often it is used. */
  static final class Watched implements Proof.Counter {
    private final Proof.Counter counter;
    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger ended = new AtomicInteger();
    private volatile int endedInTime; // when loses() had answered
    private volatile Thread client; // of the first INCR
    private volatile boolean alone; // the second came from the same thread

    Watched(Kind kind, Runnable pause) {
      if (pause == null) throw new AssertionError("the pause is null");
      counter = kind.maker().apply(pause);
    }

    @Override
    public void increment() {
      if (begun.incrementAndGet() > 2) return; // it is a failure, and must not go on for ever
      if (client == null) client = Thread.currentThread();
      else if (client == Thread.currentThread()) alone = true;
      counter.increment();
      // the second client has written, and takes its time to end: it must be waited for
      if (begun.get() == 2) java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
      ended.incrementAndGet();
    }

    @Override
    public long value() {
      return counter.value();
    }

    void answered() {
      endedInTime = ended.get();
    }

    void look(Kind kind) {
      if (begun.get() != 2) {
        throw new AssertionError(
            "With %s: two INCRs must be sent, and the number sent was %d."
                .formatted(kind.name(), begun.get()));
      }
      if (endedInTime != 2) {
        throw new AssertionError(
            "With %s: loses() answered before both INCRs had ended.".formatted(kind.name()));
      }
      if (alone) {
        throw new AssertionError(
            "With %s: both INCRs came from one thread; they are to be two clients."
                .formatted(kind.name()));
      }
    }

    void end() {
      if (counter instanceof Owned owned) owned.owner.interrupt();
    }
  }

  private static final class Naive implements Proof.Counter {
    private final Runnable pause;
    private final long computing;
    private final AtomicInteger clients = new AtomicInteger();
    private volatile long value;

    Naive(Runnable pause) {
      this(pause, 0, 0);
    }

    Naive(Runnable pause, long first, long computing) {
      this.pause = pause;
      this.value = first;
      this.computing = computing;
    }

    @Override
    public void increment() {
      if (clients.incrementAndGet() == 2) {
        var until = System.nanoTime() + computing;
        while (System.nanoTime() < until) Thread.onSpinWait();
      }
      var read = value;
      pause.run();
      value = read + 1;
    }

    @Override
    public long value() {
      return value;
    }
  }

  private static final class IfUnchanged implements Proof.Counter {
    private final Runnable pause;
    private final AtomicLong value = new AtomicLong();

    IfUnchanged(Runnable pause) {
      this.pause = pause;
    }

    @Override
    public void increment() {
      var read = value.get();
      pause.run();
      value.compareAndSet(read, read + 1);
    }

    @Override
    public long value() {
      return value.get();
    }
  }

  private static final class Halves implements Proof.Counter {
    private final Runnable pause;
    private long value; // guarded by this

    Halves(Runnable pause) {
      this.pause = pause;
    }

    @Override
    public void increment() {
      var read = value();
      pause.run();
      synchronized (this) {
        value = read + 1;
      }
    }

    @Override
    public synchronized long value() {
      return value;
    }
  }

  private static final class Drawn implements Proof.Counter {
    private final Runnable pause;
    private final AtomicLong numbers = new AtomicLong();
    private volatile long value;

    Drawn(Runnable pause) {
      this.pause = pause;
    }

    @Override
    public void increment() {
      var number = numbers.incrementAndGet();
      pause.run();
      value = number;
    }

    @Override
    public long value() {
      return value;
    }
  }

  private static final class OneAtATime implements Proof.Counter {
    private final Runnable pause;
    private long value; // guarded by this

    OneAtATime(Runnable pause, long first) {
      this.pause = pause;
      this.value = first;
    }

    @Override
    public synchronized void increment() {
      var read = value;
      pause.run();
      value = read + 1;
    }

    @Override
    public synchronized long value() {
      return value;
    }
  }

  private static final class Patient implements Proof.Counter {
    private final Runnable pause;
    private final ReentrantLock lock = new ReentrantLock();
    private volatile long value; // written under lock

    Patient(Runnable pause) {
      this.pause = pause;
    }

    @Override
    public void increment() {
      try {
        while (!lock.tryLock(1, TimeUnit.SECONDS)) {}
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
      try {
        var read = value;
        pause.run();
        value = read + 1;
      } finally {
        lock.unlock();
      }
    }

    @Override
    public long value() {
      return value;
    }
  }

  private static final class Handed implements Proof.Counter {
    private final Runnable pause;
    private final AtomicInteger clients = new AtomicInteger();
    private volatile long value;

    Handed(Runnable pause) {
      this.pause = pause;
    }

    private void readAndWrite() {
      var read = value;
      pause.run();
      value = read + 1;
    }

    @Override
    public void increment() {
      if (clients.incrementAndGet() > 1) {
        readAndWrite();
        return;
      }
      var other = new Thread(this::readAndWrite);
      other.start();
      try {
        other.join();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public long value() {
      return value;
    }
  }

  private static final class Again implements Proof.Counter {
    private final Runnable pause;
    private final AtomicLong value = new AtomicLong();

    Again(Runnable pause) {
      this.pause = pause;
    }

    @Override
    public void increment() {
      while (true) {
        var read = value.get();
        pause.run();
        if (value.compareAndSet(read, read + 1)) return;
      }
    }

    @Override
    public long value() {
      return value.get();
    }
  }

  /** A thread of the check's. */
  static final class Owner extends Thread {
    private final LinkedBlockingQueue<Runnable> orders = new LinkedBlockingQueue<>();

    @Override
    public void run() {
      try {
        while (true) orders.take().run();
      } catch (InterruptedException e) {
        // nobody needs the counter any more
      }
    }
  }

  private static final class Owned implements Proof.Counter {
    private final Owner owner = new Owner();
    private final Runnable pause;
    private volatile long value; // written by the owner

    Owned(Runnable pause) {
      this.pause = pause;
      owner.setDaemon(true);
      owner.start();
    }

    @Override
    public void increment() {
      var order =
          new FutureTask<Void>(
              () -> {
                var read = value;
                pause.run();
                value = read + 1;
                return null;
              });
      owner.orders.add(order);
      try {
        order.get();
      } catch (Exception e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public long value() {
      return value;
    }
  }

  private static final class AtOnce implements Proof.Counter {
    private final AtomicLong value = new AtomicLong();

    @Override
    public void increment() {
      value.incrementAndGet();
    }

    @Override
    public long value() {
      return value.get();
    }
  }
}
