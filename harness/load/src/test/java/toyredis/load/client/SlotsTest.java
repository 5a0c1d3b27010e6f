package toyredis.load.client;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SlotsTest {

  /** The check value that the specification of Redis Cluster gives. */
  @Test
  void theChecksumIsCrc16Xmodem() {
    assertEquals(0x31C3, Slots.crc16("123456789".getBytes(US_ASCII)));
  }

  /** As a redis-server answers CLUSTER KEYSLOT. */
  @ParameterizedTest
  @CsvSource({
    "123456789, 12739",
    "foo, 12182",
    "a, 15495",
    "b, 3300",
    "{user1000}.following, 3443",
    "{user1000}.followers, 3443",
    "user1000, 3443",
    "foo{bar}{zap}, 5061",
    "bar, 5061",
    "foo{}{bar}, 8363",
    "foo{{bar}}zap, 4015",
    "foo}{bar, 7624",
  })
  void aKeyFallsIntoTheSlotOfItsHashTagOrOfItself(String key, int slot) {
    assertEquals(slot, Slots.of(key));
  }

  @Test
  void threeNodesShareTheSlotsAsAfterRedisCliClusterCreate() {
    assertEquals(0, Slots.first(0, 3));
    assertEquals(5461, Slots.first(1, 3));
    assertEquals(10923, Slots.first(2, 3));
    assertEquals(Slots.COUNT, Slots.first(3, 3));
    assertEquals(2, Slots.nodeOf("a", 3));
    assertEquals(0, Slots.nodeOf("b", 3));
    assertEquals(1, Slots.nodeOf("foo{}{bar}", 3));
  }
}
