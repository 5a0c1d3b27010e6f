import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Duel;
import toyredis.check.Fragile;
import toyredis.check.Helper;

class Check {

  private static AppendStore store() {
    var store = new AppendStore(new ReentrantLock(), Fragile.map());
    store.set("k", "-");
    return store;
  }

  @Test
  @Order(1)
  void appendsToAnAbsentKeyAndToOneThatIsThere() {
    var store = new AppendStore(new ReentrantLock(), new HashMap<>());
    assertEquals(3, store.append("k", "abc"), "the length that the first APPEND answers");
    assertEquals(5, store.append("k", "de"), "the length that the second APPEND answers");
    assertEquals("abcde", store.get("k"));
    assertEquals(1, store.append("other", "x"), "the length under another key");
    assertEquals("abcde", store.get("k"), "the first key's value, after an APPEND to another key");
  }

  @Test
  @Order(2)
  void afterAnExceptionOthersCanGoOn() {
    Map<String, String> full =
        new HashMap<>() {
          private static final long serialVersionUID = 1;

          @Override
          public String put(String key, String value) {
            throw new IllegalStateException("no room");
          }

          @Override
          public String merge(
              String key,
              String value,
              java.util.function.BiFunction<? super String, ? super String, ? extends String> f) {
            return put(key, value);
          }

          @Override
          public String compute(
              String key,
              java.util.function.BiFunction<? super String, ? super String, ? extends String> f) {
            return put(key, value(f, key));
          }

          private String value(
              java.util.function.BiFunction<? super String, ? super String, ? extends String> f,
              String key) {
            return f.apply(key, get(key));
          }
        };
    var store = new AppendStore(new ReentrantLock(), full);
    assertThrows(
        IllegalStateException.class,
        () -> store.append("k", "a"),
        "the map had no room and said so; the caller of append must hear it");
    Helper.start("a GET after a failed APPEND", () -> store.get("k")).ends();
  }

  @Test
  @Order(3)
  void twoAppendsAtTheSameTimeAreBothThere() {
    Duel.in(Check::store)
        .actor("APPEND k a", s -> s.append("k", "a"))
        .actor("APPEND k b", s -> s.append("k", "b"))
        .end(s -> s.get("k"))
        .explain("Two clients appended one letter each. One letter is lost, or an answer wrong:")
        .explore();
  }

  @Test
  @Order(4)
  void twoAppendsToAnAbsentKeyAreBothThere() {
    Duel.in(Check::store)
        .actor("APPEND new a", s -> s.append("new", "a"))
        .actor("APPEND new b", s -> s.append("new", "b"))
        .end(s -> s.get("new"))
        .explain("Two clients appended one letter each to a key that was not there:")
        .explore();
  }

  @Test
  @Order(5)
  void aSetAtTheSameTimeIsNotUndone() {
    Duel.in(Check::store)
        .actor("APPEND k a", s -> s.append("k", "a"))
        .actor(
            "SET k new",
            s -> {
              s.set("k", "new");
              return "OK";
            })
        .end(s -> s.get("k"))
        .explain("A SET came at the same time as an APPEND:")
        .explore();
  }

  @Test
  @Order(6)
  void aGetAtTheSameTimeSeesTheValueBeforeOrAfter() {
    Duel.in(Check::store)
        .actor("APPEND k a", s -> s.append("k", "a"))
        .actor("GET k", s -> s.get("k"))
        .end(s -> s.get("k"))
        .explain("A GET came at the same time as an APPEND:")
        .explore();
  }

  @Test
  @Order(7)
  void equalKeysAreOneKeyWhoeverMadeThem() {
    Duel.in(Check::store)
        .actor("APPEND k a", s -> s.append(new String("k"), "a"))
        .actor("APPEND k b", s -> s.append(new String("k"), "b"))
        .end(s -> s.get("k"))
        .oneStop()
        .explain("The same key came in two Strings:")
        .explore();
  }

  @Test
  @Order(8)
  void differentKeysAreInTheSameMap() {
    Duel.in(Check::store)
        .actor("APPEND k a", s -> s.append("k", "a"))
        .actor("APPEND l b", s -> s.append("l", "b"))
        .end(s -> s.get("k") + s.get("l"))
        .oneStop()
        .explain("Two clients appended to two keys, which are in one map:")
        .explore();
  }
}
