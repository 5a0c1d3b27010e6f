import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Check {

  @Test
  void countsFromOne() {
    var counters = new Counters(new ConcurrentHashMap<>());
    assertEquals(1, counters.increment("n"));
    assertEquals(2, counters.increment("n"));
  }

  @ParameterizedTest(name = "a rival between read and write is counted too (new key: {0})")
  @ValueSource(booleans = {true, false})
  void aRivalBetweenReadAndWriteIsCountedToo(boolean absent) {
    var counters = new Counters[1];
    var rivals = new int[1];
    var map =
        new ConcurrentHashMap<String, Long>() {
          private static final long serialVersionUID = 1;

          // Another client's INCR, in full, right after each of the first reads.
          private <V> V rivalAfter(V read) {
            if (rivals[0] < 1) {
              rivals[0]++;
              counters[0].increment("n");
            }
            return read;
          }

          @Override
          public Long get(Object key) {
            return rivalAfter(super.get(key));
          }

          @Override
          public Long getOrDefault(Object key, Long otherwise) {
            return rivalAfter(super.getOrDefault(key, otherwise));
          }

          @Override
          public boolean containsKey(Object key) {
            return rivalAfter(super.containsKey(key));
          }
        };
    if (!absent) map.put("n", 10L);
    counters[0] = new Counters(map);
    counters[0].increment("n");
    assertEquals(
        (absent ? 0L : 10L) + 1 + rivals[0],
        map.values().iterator().next(),
        "an INCR was acknowledged between another one's read and write, and is lost: the counter");
  }
}
