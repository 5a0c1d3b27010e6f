package toyredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static toyredis.server.TestClient.resp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestDecoderTest {
  private final RequestDecoder decoder =
      new RequestDecoder(1 << 20, new MemoryLimit(Long.MAX_VALUE));

  private List<List<String>> feed(String latin1) throws ProtocolException {
    var bytes = latin1.getBytes(ISO_8859_1);
    decoder.feed(bytes, 0, bytes.length);
    var requests = decodeAll();
    Arrays.fill(bytes, (byte) '#'); // the array is the caller's again
    return requests;
  }

  private List<List<String>> decodeAll() throws ProtocolException {
    var requests = new ArrayList<List<String>>();
    for (Request request; (request = decoder.next()) != null; ) {
      var words = new ArrayList<String>();
      for (var i = 0; i < request.count(); i++) words.add(request.text(i));
      requests.add(words);
    }
    return requests;
  }

  private static final String CONVERSATION =
      resp("SET", "k", "a\r\n$3\r\nb")
          + "GET k\r\n"
          + "\r\n"
          + "*0\r\n"
          + "*-1\r\n"
          + resp("")
          + "set 'it\\'s' \"\\x41\\n\\\"\" \n"
          + resp("DEL", "", "x".repeat(300), "\u00ff\u0000")
          + "  PING  \r\n";

  private static final List<List<String>> REQUESTS =
      List.of(
          List.of("SET", "k", "a\r\n$3\r\nb"),
          List.of("GET", "k"),
          List.of(""),
          List.of("set", "it's", "A\n\""),
          List.of("DEL", "", "x".repeat(300), "\u00ff\u0000"),
          List.of("PING"));

  @Test
  void decodesArraysAndInlineCommandsInOnePiece() throws ProtocolException {
    assertEquals(REQUESTS, feed(CONVERSATION));
  }

  @Test
  void decodesTheSameWhereverTheBytesAreCutInTwo() throws ProtocolException {
    for (var cut = 0; cut <= CONVERSATION.length(); cut++) {
      var requests = feed(CONVERSATION.substring(0, cut));
      requests.addAll(feed(CONVERSATION.substring(cut)));
      assertEquals(REQUESTS, requests, "cut at " + cut);
    }
  }

  @Test
  void decodesTheSameByteByByte() throws ProtocolException {
    var requests = new ArrayList<List<String>>();
    for (var c : CONVERSATION.toCharArray()) requests.addAll(feed(String.valueOf(c)));
    assertEquals(REQUESTS, requests);
  }

  @Test
  void goesOnAfterItWasPausedBetweenTwoRequests() throws ProtocolException {
    var bytes = (resp("GET", "a") + resp("GET", "b") + "GET").getBytes(ISO_8859_1);
    decoder.feed(bytes, 0, bytes.length);
    assertEquals("a", decoder.next().text(1));
    decoder.keep();
    Arrays.fill(bytes, (byte) '#');
    assertEquals(List.of(List.of("GET", "b")), decodeAll());
    assertEquals(List.of(List.of("GET", "c")), feed(" c\n"));
  }

  @ParameterizedTest
  @CsvSource({
    "*1 !3 , expected '$'",
    "*x , invalid multibulk length",
    "* , invalid multibulk length",
    "*01 , invalid multibulk length",
    "*1048577 , invalid multibulk length",
    "*99999999999999999999 , invalid multibulk length",
    "*1 $-1 , invalid bulk length",
    "*1 $1048577 , invalid bulk length",
    "*1 $+1 , invalid bulk length",
    "*1 $1x , invalid bulk length",
  })
  void refusesWhatIsNoRequest(String lines, String why) {
    var bytes = lines.replace(" ", "\r\n") + "\r\n";
    var e = assertThrows(ProtocolException.class, () -> feed(bytes));
    assertTrue(e.getMessage().startsWith("ERR Protocol error: " + why.replace("''", "'")), why);
  }

  @Test
  void refusesUnbalancedQuotes() {
    for (var line : List.of("a \"b\n", "a 'b\n", "a \"b\"c\n", "a 'b'c\n", "\"\\\n")) {
      assertThrows(ProtocolException.class, () -> feedFresh(line), line);
    }
  }

  private static void feedFresh(String text) throws ProtocolException {
    var fresh = new RequestDecoder(10, new MemoryLimit(Long.MAX_VALUE));
    var bytes = text.getBytes(ISO_8859_1);
    fresh.feed(bytes, 0, bytes.length);
    fresh.next();
  }

  @Test
  void refusesALineWithoutEnd() throws ProtocolException {
    for (var start : List.of("", "*", "*1\r\n$")) {
      var line = new RequestDecoder(10, new MemoryLimit(Long.MAX_VALUE));
      var bytes = (start + "1".repeat(1000)).getBytes(ISO_8859_1);
      line.feed(bytes, 0, bytes.length);
      assertNull(line.next());
      assertThrows(
          ProtocolException.class,
          () -> {
            for (var i = 0; i < 100; i++) {
              var more = "1".repeat(1000).getBytes(ISO_8859_1);
              line.feed(more, 0, more.length);
              assertNull(line.next());
            }
          });
    }
  }

  @Test
  void holdsNoBufferBetweenRequestsAndNoMoreThanArrivedWithinOne() throws ProtocolException {
    feed(resp("SET", "k", "v".repeat(100_000)));
    assertEquals(0, decoder.heldBytes());
    feed("*2\r\n$3\r\nGET\r\n$1000000\r\n");
    assertTrue(decoder.heldBytes() <= 100, "held: " + decoder.heldBytes());
    feed("x".repeat(50_000));
    assertTrue(decoder.heldBytes() <= 2 * 50_100, "held: " + decoder.heldBytes());
  }
}
