import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Crowd;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;

class Check {

  private static Helper reader(OwnReadWriteLock lock, String name) {
    return Helper.start(name, lock::lockRead);
  }

  private static Helper writer(OwnReadWriteLock lock, String name) {
    return Helper.start(name, lock::lockWrite);
  }

  @Test
  @Order(1)
  void readersShareAndWritersExclude() {
    var lock = new OwnReadWriteLock();
    for (int i = 1; i <= 3; i++) reader(lock, "reader %d of 3".formatted(i)).ends();
    var writer = writer(lock, "a writer beside readers").waits();
    lock.unlockRead();
    lock.unlockRead();
    writer.waits(); // one is still inside
    lock.unlockRead();
    writer.ends();
    var reader = reader(lock, "a reader beside a writer").waits();
    lock.unlockWrite();
    reader.ends();
    lock.unlockRead();
    writer(lock, "a writer, alone").ends();
    var second = writer(lock, "a second writer").waits();
    lock.unlockWrite();
    second.ends();
    lock.unlockWrite();
    reader(lock, "a reader when all have left").ends();
  }

  @Test
  @Order(2)
  void aReaderThatComesWhileAWriterWaitsGoesAfterIt() {
    var lock = new OwnReadWriteLock();
    reader(lock, "the first reader").ends();
    reader(lock, "the second reader").ends();
    var writer = writer(lock, "a writer beside readers").waits();
    var late =
        List.of(
            reader(lock, "a reader that comes while a writer waits").waits(),
            reader(lock, "another reader that comes while a writer waits").waits());
    lock.unlockRead();
    for (var one : late) one.waits();
    lock.unlockRead();
    writer.ends();
    for (var one : late) one.waits();
    lock.unlockWrite();
    for (var one : late) one.ends(); // together
    var next = writer(lock, "a writer behind them").waits();
    lock.unlockRead();
    next.waits();
    lock.unlockRead();
    next.ends();
  }

  @Test
  @Order(3)
  void allWhoWaitGetInInTheEnd() {
    var lock = new OwnReadWriteLock();
    writer(lock, "the first writer").ends();
    var readers = List.of(reader(lock, "reader 1").waits(), reader(lock, "reader 2").waits());
    var writers =
        List.of(
            visit("writer 1", lock::lockWrite, lock::unlockWrite).waits(),
            visit("writer 2", lock::lockWrite, lock::unlockWrite).waits(),
            visit("writer 3", lock::lockWrite, lock::unlockWrite).waits());
    lock.unlockWrite();
    for (var one : readers) one.ends();
    lock.unlockRead();
    lock.unlockRead();
    for (var one : writers) one.ends();
  }

  private static Helper visit(String name, Helper.Action lock, Runnable unlock) {
    return Helper.start(
        name,
        () -> {
          lock.run();
          unlock.run();
        });
  }

  @Test
  @Order(4)
  void aWriterThatGivesUpDoesNotHoldReadersUp() {
    var lock = new OwnReadWriteLock();
    reader(lock, "the first reader").ends();
    var writer = writer(lock, "a writer that is interrupted").waits();
    var late =
        List.of(
            reader(lock, "a reader that waits because of a writer that then gives up").waits(),
            reader(lock, "another reader that waits because of it").waits());
    writer.interrupt().endsBy(InterruptedException.class);
    for (var one : late) one.ends();
    reader(lock, "a reader that comes after a writer has given up").ends();
    for (int i = 0; i < 4; i++) lock.unlockRead();
    writer(lock, "a writer after that").ends();

    writer = writer(lock, "a writer that waits for a writer").waits();
    writer.interrupt().endsBy(InterruptedException.class);
    lock.unlockWrite();
    reader(lock, "a reader when a writer has given up and another one has left").ends();
    lock.unlockRead();
    writer(lock, "a writer after all that").ends();
  }

  @Test
  @Order(5)
  void ofTwoWhoWaitOneMayGiveUp() {
    var lock = new OwnReadWriteLock();
    reader(lock, "the first reader").ends();
    var writer = writer(lock, "a writer that is interrupted").waits();
    var other = writer(lock, "another writer that waits").waits();
    var late = reader(lock, "a reader that comes while two writers wait").waits();
    writer.interrupt().endsBy(InterruptedException.class);
    late.waits(); // the other one still waits
    lock.unlockRead();
    other.ends();
    late.waits();
    lock.unlockWrite();
    late.ends();
    lock.unlockRead();
    // the same, with the reader between the two writers
    reader(lock, "a reader once more").ends();
    writer = writer(lock, "a writer that is interrupted").waits();
    late = reader(lock, "a reader that comes while one writer waits").waits();
    other = writer(lock, "a writer that comes after that reader").waits();
    writer.interrupt().endsBy(InterruptedException.class);
    // that reader came before the other writer, and so may go in before it, or wait for it
    if (goesIn(late)) lock.unlockRead();
    lock.unlockRead();
    other.ends();
    lock.unlockWrite();
    late.ends();
  }

  private static boolean goesIn(Helper reader) {
    try {
      reader.waits();
    } catch (AssertionError e) {
      if (!reader.hasEnded()) throw e;
    }
    return reader.hasEnded();
  }

  @Test
  @Order(6)
  void aReaderGoesAfterAllWritersThatWaitedWhenItCame() {
    for (int round = 0; round < 8; round++) {
      var lock = new OwnReadWriteLock();
      reader(lock, "the first reader").ends();
      var written = new AtomicInteger();
      var writers =
          List.of(
              visit("a writer that waits", lock::lockWrite, counted(written, lock)).waits(),
              visit("another writer", lock::lockWrite, counted(written, lock)).waits());
      var before = new AtomicInteger();
      var late =
          visit(
                  "a reader that comes while two writers wait",
                  lock::lockRead,
                  () -> {
                    before.set(written.get());
                    lock.unlockRead();
                  })
              .waits();
      synchronized (lock) {
        lock.notify(); // who waits longest looks once more, and is now woken after the reader
      }
      late.waits();
      lock.unlockRead();
      for (var one : writers) one.ends();
      late.ends();
      assertEquals(
          2,
          before.get(),
          "a reader came while two writers waited; writers that went in before it");
    }
  }

  private static Runnable counted(AtomicInteger written, OwnReadWriteLock lock) {
    return () -> {
      written.incrementAndGet();
      lock.unlockWrite();
    };
  }

  @Test
  @Order(7)
  void aReaderThatGivesUpWasNeverThere() {
    var lock = new OwnReadWriteLock();
    writer(lock, "the first writer").ends();
    reader(lock, "a reader that is interrupted")
        .waits()
        .interrupt()
        .endsBy(InterruptedException.class);
    lock.unlockWrite();
    writer(lock, "a writer after a reader gave up").ends();
  }

  @Test
  @Order(8)
  void whoWakesUpForNoReasonWaitsOnAndWaitingCostsNoCpuTime() {
    var lock = new OwnReadWriteLock();
    writer(lock, "the first writer").ends();
    var waiting = List.of(reader(lock, "a reader").waits(), writer(lock, "a writer").waits());
    synchronized (lock) {
      lock.notifyAll(); // as if they had woken up by themselves, which wait() may do
    }
    for (var one : waiting) one.waits();
    var before = waiting.stream().mapToLong(Helper::cpuMillis).sum();
    LockSupport.parkNanos(200_000_000);
    var used = waiting.stream().mapToLong(Helper::cpuMillis).sum() - before;
    assertTrue(
        used < 60,
        "two threads that waited for 200 ms took %d ms of CPU time: they look again and again"
            .formatted(used));
  }

  /** A lock, and a map that it guards. */
  private static final class World {
    private final OwnReadWriteLock lock = new OwnReadWriteLock();
    private final Map<String, Integer> map = Fragile.map();

    private Object read() throws InterruptedException {
      lock.lockRead();
      var value = map.getOrDefault("n", 0);
      lock.unlockRead();
      return value;
    }

    private Object write() throws InterruptedException {
      lock.lockWrite();
      var value = map.getOrDefault("n", 0) + 1;
      map.put("n", value);
      lock.unlockWrite();
      return value;
    }
  }

  @Test
  @Order(9)
  void nobodyReadsOrWritesBesideAWriterAndNobodyWaitsForEver() {
    Duel.in(World::new)
        .actor("a writer", World::write)
        .actor("a reader", World::read)
        .end(w -> w.map.get("n"))
        .explain("A reader and a writer:")
        .explore();
    Duel.in(World::new)
        .actor("a writer", World::write)
        .actor("another writer", World::write)
        .end(w -> w.map.get("n"))
        .explain("Two writers:")
        .explore();
  }

  @Test
  @Order(10)
  void inACrowdNobodyMeetsAWriter() {
    var lock = new OwnReadWriteLock();
    var inside = new AtomicInteger(); // 1 for a reader, 100 for a writer
    Crowd.of(
        6,
        150,
        (member, _) -> {
          var writes = member < 2;
          if (writes) lock.lockWrite();
          else lock.lockRead();
          var now = inside.addAndGet(writes ? 100 : 1);
          if (now > 100 || writes && now != 100) {
            throw new AssertionError("a writer and somebody else are inside together");
          }
          Thread.yield();
          inside.addAndGet(writes ? -100 : -1);
          if (writes) lock.unlockWrite();
          else lock.unlockRead();
        });
  }
}
