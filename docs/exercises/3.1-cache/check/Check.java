import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import toyredis.check.Rival;

class Check {
  private final AtomicInteger loads = new AtomicInteger();

  private String load(String key) {
    loads.incrementAndGet();
    return "value of " + key;
  }

  @Test
  void aKeyThatIsNotThereIsLoaded() throws InterruptedException {
    var cache = new Cache(new HashMap<>());
    var reader = Thread.ofPlatform().daemon().start(() -> cache.getOrLoad("k", this::load));
    reader.join(3_000);
    assertTrue(
        !reader.isAlive(), "it waits for itself: for the write lock, while it holds the read lock");
    assertEquals("value of k", cache.getOrLoad("k", this::load));
    assertEquals(1, loads.get(), "times the key was loaded");
  }

  @Test
  void twoThatFindNothingAtTheSameTimeLoadOnce() throws InterruptedException {
    var cache = new Cache[1];
    var rival = new Rival(() -> cache[0].getOrLoad("k", this::load));
    cache[0] =
        new Cache(
            new HashMap<>() {
              private static final long serialVersionUID = 1;

              @Override
              public String get(Object key) {
                var value = super.get(key);
                rival.comesNow(); // after the first one has found nothing
                return value;
              }
            });
    var first = Thread.ofPlatform().daemon().start(() -> cache[0].getOrLoad("k", this::load));
    first.join(3_000);
    assertTrue(!first.isAlive() && rival.finished(3_000), "two readers wait for each other");
    assertEquals(1, loads.get(), "both found nothing, and both loaded: times the key was loaded");
  }
}
