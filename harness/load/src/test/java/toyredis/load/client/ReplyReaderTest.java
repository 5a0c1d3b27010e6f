package toyredis.load.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.load.TinyServer;
import toyredis.load.client.ReplyReader.Kind;

class ReplyReaderTest {
  private static final String ALL_KINDS =
      "+OK\r\n"
          + "-ERR no\r\n"
          + ":-42\r\n"
          + "$5\r\n"
          + "a\r\n"
          + "bc\r\n"
          + "$0\r\n\r\n"
          + "$-1\r\n"
          + "*2\r\n"
          + "$1\r\n"
          + "a\r\n"
          + "$2\r\n"
          + "bc\r\n"
          + "*0\r\n"
          + "*-1\r\n"
          + "*2\r\n"
          + "*1\r\n"
          + ":1\r\n"
          + "$-1\r\n"
          + ":9223372036854775807\r\n";

  private static final List<String> ALL_SHOWN =
      List.of(
          "STATUS OK",
          "ERROR ERR no",
          "INTEGER -42",
          "BULK a\r\nbc",
          "BULK ",
          "NULL",
          "ARRAY [a, bc]",
          "ARRAY []",
          "NULL",
          "ARRAY [null, null]",
          "INTEGER 9223372036854775807");

  @Test
  void readsEveryKindOfReply() throws Exception {
    assertEquals(ALL_SHOWN, read(ALL_KINDS, ALL_KINDS.length()));
  }

  @Test
  void readsTheSameHoweverTheBytesArrive() throws Exception {
    for (int size = 1; size < ALL_KINDS.length(); size++) {
      assertEquals(ALL_SHOWN, read(ALL_KINDS, size), "in pieces of " + size);
    }
  }

  @Test
  void randomRepliesInRandomPiecesAreReadAsTheyWereWritten() throws Exception {
    var random = new Random(20);
    for (int round = 0; round < 200; round++) {
      var wire = new StringBuilder();
      var expected = new ArrayList<String>();
      for (int i = random.nextInt(20); i >= 0; i--) {
        var text = "x".repeat(random.nextInt(random.nextInt(5) == 0 ? 5000 : 20));
        switch (random.nextInt(3)) {
          case 0 -> {
            wire.append('+').append(text).append("\r\n");
            expected.add("STATUS " + text);
          }
          case 1 -> {
            wire.append(TinyServer.bulk(text));
            expected.add("BULK " + text);
          }
          default -> {
            wire.append("*1\r\n").append(TinyServer.bulk(text));
            expected.add("ARRAY [" + text + "]");
          }
        }
      }
      var bytes = wire.toString().getBytes(StandardCharsets.ISO_8859_1);
      var reader = new ReplyReader();
      var found = new ArrayList<String>();
      var shared = new byte[bytes.length];
      for (int from = 0; from < bytes.length; ) {
        int length = Math.min(1 + random.nextInt(700), bytes.length - from);
        int at = random.nextInt(bytes.length - length + 1);
        System.arraycopy(bytes, from, shared, at, length);
        reader.accept(shared, at, at + length);
        drain(reader, found);
        // the array is the caller's again
        Arrays.fill(shared, (byte) '?');
        from += length;
      }
      assertEquals(expected, found);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hello\r\n",
        "$-2\r\n",
        "$x\r\n",
        "$\r\n",
        "$999999999999\r\n",
        "$3\r\nabcd\r\n",
        "*-2\r\n",
        "*9999999999\r\n",
        ":12a\r\n",
        ":\r\n",
        ":-\r\n",
        ":9223372036854775808\r\n",
        ":99999999999999999999\r\n",
        "+a\rb\r\n"
      })
  void refusesWhatIsNoReply(String wire) {
    assertThrows(ProtocolException.class, () -> read(wire, wire.length()));
  }

  @Test
  void arraysMayBeNestedToAnyDepth() throws Exception {
    var deep = "*1\r\n".repeat(100_000) + ":1\r\n";
    assertEquals(List.of("ARRAY [null]", "INTEGER 2"), read(deep + ":2\r\n", 1000));
  }

  @Test
  void noElementIsLookedAtAgainWhenMoreOfItsArrayArrives() throws Exception {
    var element =
        "$16\r\nkey:000000000007\r\n*2\r\n$-1\r\n*1\r\n:7\r\n$100\r\n" + "x".repeat(100) + "\r\n";
    int count = 3_000;
    var header = "*" + count + "\r\n";
    var wire = (header + element.repeat(count / 3)).getBytes(StandardCharsets.ISO_8859_1);
    var reader = new ReplyReader();
    var copies = new HashSet<Integer>();
    for (int from = 0; from < wire.length; from += 1000) {
      int to = Math.min(from + 1000, wire.length);
      reader.accept(wire, from, to);
      if (to == wire.length) break;
      assertEquals(Kind.INCOMPLETE, reader.next());
      // what has arrived whole is made unreadable
      int whole = (to - header.length()) / element.length() * element.length();
      Arrays.fill(reader.bytes(), header.length(), header.length() + whole, (byte) '?');
      copies.add(reader.bytes().length);
    }
    assertEquals(Kind.ARRAY, reader.next());
    assertEquals(count, reader.integer());
    assertEquals(header.length(), reader.start());
    assertEquals(wire.length, reader.end());
    assertTrue(copies.size() < 20, "copied to arrays of " + copies);
    assertEquals(Kind.INCOMPLETE, reader.next());
  }

  @Test
  void refusesALineWithoutEnd() {
    var endless = "+" + "a".repeat(70_000);
    assertThrows(ProtocolException.class, () -> read(endless, 1000));
  }

  @Test
  void readsTheSmallestNumber() throws Exception {
    var smallest = ":-9223372036854775808\r\n";
    assertEquals(List.of("INTEGER " + Long.MIN_VALUE), read(smallest, 3));
  }

  private static List<String> read(String wire, int pieces) throws ProtocolException {
    var bytes = wire.getBytes(StandardCharsets.ISO_8859_1);
    var reader = new ReplyReader();
    var found = new ArrayList<String>();
    for (int from = 0; from < bytes.length; from += pieces) {
      reader.accept(bytes, from, Math.min(from + pieces, bytes.length));
      drain(reader, found);
    }
    return found;
  }

  private static void drain(ReplyReader reader, List<String> found) throws ProtocolException {
    for (var kind = reader.next(); kind != Kind.INCOMPLETE; kind = reader.next()) {
      found.add(
          switch (kind) {
            case INTEGER -> kind + " " + reader.integer();
            case ARRAY -> kind + " " + reader.elements();
            case NULL -> "NULL";
            default -> kind + " " + reader.text();
          });
    }
  }
}
