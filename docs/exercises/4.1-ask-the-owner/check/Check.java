import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.HashMap;
import java.util.HashSet;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class Check {
  private static final int CLIENTS = 8;
  private static final int INCREMENTS = 500;

  private final ArrayBlockingQueue<FutureTask<?>> mailbox = new ArrayBlockingQueue<>(16);
  private final AtomicReference<String> intruder = new AtomicReference<>();
  private final Thread owner = Thread.ofPlatform().name("owner").daemon().unstarted(this::own);

  private void own() {
    try {
      while (true) mailbox.take().run();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** A map that remembers who else than the owner touched it. */
  private final class Guarded extends HashMap<String, Long> {
    private static final long serialVersionUID = 1;

    private void touched() {
      var thread = Thread.currentThread();
      if (thread != owner) intruder.compareAndSet(null, thread.getName());
    }

    @Override
    public Long get(Object key) {
      touched();
      return super.get(key);
    }

    @Override
    public Long getOrDefault(Object key, Long otherwise) {
      touched();
      return super.getOrDefault(key, otherwise);
    }

    @Override
    public Long put(String key, Long value) {
      touched();
      return super.put(key, value);
    }

    @Override
    public Long merge(
        String key, Long value, BiFunction<? super Long, ? super Long, ? extends Long> function) {
      touched();
      return super.merge(key, value, function);
    }

    @Override
    public Long compute(
        String key, BiFunction<? super String, ? super Long, ? extends Long> function) {
      touched();
      return super.compute(key, function);
    }
  }

  @Test
  void onlyTheOwnerTouchesTheMap() throws Exception {
    owner.start();
    var counter = new OwnedCounter(new Guarded(), mailbox);
    assertEquals(1, counter.increment("n"), "the answer to the first increment");
    assertEquals(2, counter.increment("n"), "the answer to the second increment");
    assertNull(intruder.get(), "the map was touched by a thread that does not own it:");
  }

  @Test
  void everyIncrementOfManyClientsIsAnsweredWithANumberOfItsOwn() throws Exception {
    owner.start();
    var counter = new OwnedCounter(new Guarded(), mailbox);
    Callable<HashSet<Long>> client =
        () -> {
          var answers = new HashSet<Long>();
          for (var i = 0; i < INCREMENTS; i++) answers.add(counter.increment("n"));
          return answers;
        };
    var answers = new HashSet<Long>();
    try (var pool = Executors.newFixedThreadPool(CLIENTS)) {
      var clients = Stream.generate(() -> client).limit(CLIENTS).toList();
      for (var future : pool.invokeAll(clients)) answers.addAll(future.get());
    }
    var expected =
        IntStream.rangeClosed(1, CLIENTS * INCREMENTS)
            .mapToObj(Long::valueOf)
            .collect(Collectors.toSet());
    assertEquals(expected.size(), answers.size(), "different answers");
    assertEquals(expected, answers);
    assertNull(intruder.get(), "the map was touched by a thread that does not own it:");
  }
}
