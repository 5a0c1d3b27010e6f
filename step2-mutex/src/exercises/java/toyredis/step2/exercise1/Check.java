package toyredis.step2.exercise1;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashMap;
import org.junit.jupiter.api.Test;
import toyredis.server.Rival;

class Check {

  @Test
  void appendsToAnEmptyAndToAFilledKey() {
    var store = new AppendStore(new HashMap<>());
    assertEquals(3, store.append("k", "abc"));
    assertEquals(5, store.append("k", "de"));
    assertEquals("abcde", store.get("k"));
  }

  @Test
  void aRivalThatAppendsBetweenReadAndWriteIsNotLost() throws InterruptedException {
    var store = new AppendStore[1];
    var rival = new Rival(() -> store[0].append("k", "b"));
    store[0] =
        new AppendStore(
            new HashMap<>() {
              private static final long serialVersionUID = 1;

              @Override
              public String get(Object key) {
                var value = super.get(key);
                rival.comesNow(); // after this thread's read, before its write
                return value;
              }
            });
    store[0].append("k", "a");
    if (!rival.came()) rival.comesNow(); // a solution that reads in another way
    assertTrue(rival.finished(5_000), "the rival still waits for the lock");
    assertEquals(
        2,
        store[0].get("k").length(),
        "two clients appended one letter each, both were told so, and one letter is lost: length");
  }
}
