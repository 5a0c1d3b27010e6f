package toyredis.load.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.load.TinyServer;

class RequestsTest {

  @Test
  void requestsAreRespArrays() throws IOException {
    var requests = new Requests(5, 5);
    var bytes = new byte[200];
    int end = requests.set(7, 3, bytes, requests.get(1234567, bytes, 0));
    var in = new ByteArrayInputStream(bytes, 0, end);
    assertEquals(List.of("GET", "key:000001234567"), TinyServer.request(in));
    var set = TinyServer.request(in);
    assertEquals(List.of("SET", "key:000000000007"), set.subList(0, 2));
    assertEquals(5, set.get(2).length());
    assertEquals(0, in.available());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 5, 6, 32, 63, 64, 65, 200, 100_000})
  void aValueThatWasWrittenIsRecognised(int size) throws IOException {
    var requests = new Requests(size, size);
    for (int key : new int[] {0, 1, 9_999, Integer.MAX_VALUE}) {
      for (long random = 0; random < 70; random++) {
        var value = value(requests, key, random);
        assertTrue(requests.isValueOf(key, value, 0, value.length));
      }
    }
  }

  @Test
  void aValueOfAnotherKeyIsNot() throws IOException {
    var requests = new Requests(32, 32);
    var seven = value(requests, 7, 1);
    for (int key = 8; key < 20_000; key++) {
      assertFalse(requests.isValueOf(key, seven, 0, seven.length), "taken for key " + key);
    }
  }

  @Test
  void aValueWithOneByteChangedIsNot() throws IOException {
    var requests = new Requests(32, 32);
    for (int i = 0; i < 32; i++) {
      var value = value(requests, 7, 11);
      value[i] ^= 1;
      assertFalse(requests.isValueOf(7, value, 0, value.length), "byte " + i);
    }
  }

  @Test
  void aValueMixedFromTwoWritesIsNot() throws IOException {
    var requests = new Requests(32, 32);
    var value = value(requests, 7, 11);
    System.arraycopy(value(requests, 7, 12), 16, value, 16, 16);
    assertFalse(requests.isValueOf(7, value, 0, value.length));
  }

  @Test
  void aValueCutShortOrTooLongIsNot() throws IOException {
    var requests = new Requests(32, 32);
    var value = value(requests, 7, 11);
    assertFalse(requests.isValueOf(7, value, 0, 31));
    assertFalse(requests.isValueOf(7, value(new Requests(33, 33), 7, 11), 0, 33));
    assertFalse(requests.isValueOf(7, new byte[0], 0, 0));
  }

  @Test
  void theLongestRequestFitsItsRoom() {
    var requests = new Requests(32, 32);
    var exact = new byte[requests.maxLength()];
    assertEquals(exact.length, requests.set(Integer.MAX_VALUE, -1, exact, 0));
  }

  private static byte[] value(Requests requests, int key, long random) throws IOException {
    var bytes = new byte[requests.maxLength()];
    int end = requests.set(key, random, bytes, 0);
    var set = TinyServer.request(new ByteArrayInputStream(bytes, 0, end));
    return set.get(2).getBytes(StandardCharsets.ISO_8859_1);
  }
}
