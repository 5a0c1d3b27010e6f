import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ConcurrentModificationException;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class Check {
  private final Map<String, byte[]> map = new HashMap<>();

  Check() {
    for (var i = 0; i < 100; i++) map.put("key" + i, new byte[0]);
  }

  @Test
  void aWriteWhileKeysLooksDoesNotBreakIt() {
    try {
      var keys =
          SnapshotKeys.keys(
              map,
              key -> {
                map.put("new" + map.size(), new byte[0]);
                map.remove("key99");
                return key.startsWith("key1");
              });
      assertEquals(11, keys.size(), "the keys that match key1* and were there at the beginning");
    } catch (ConcurrentModificationException e) {
      fail("the map was changed while KEYS was going through it: ConcurrentModificationException");
    }
  }

  @Test
  void withoutAWriteItAnswersTheMatchingKeys() {
    assertEquals(Set.of("key7"), Set.copyOf(SnapshotKeys.keys(map, "key7"::equals)));
  }
}
