package toyredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.code_intelligence.jazzer.junit.FuzzTest;
import java.util.List;

/**
 * Any requests, as the decoder takes them: each gets exactly one reply, well formed in the protocol
 * that the connection speaks, and none throws. Without {@code JAZZER_FUZZ=1} the inputs kept beside
 * this test are replayed.
 */
class CommandsFuzzTest {

  @FuzzTest(maxDuration = "4m")
  void everyRequestGetsExactlyOneReply(byte[] bytes) {
    var store = new PlainStore();
    var clients = new Clients();
    var commands =
        new Commands(
            store,
            ServerOptions.parse("step1", List.of("v"), List.of("loop"), new String[0]),
            clients);
    var session = clients.add(null, null);
    var reply = new ReplyBuffer();
    var decoder = new RequestDecoder(1 << 20, new MemoryLimit(Long.MAX_VALUE));
    decoder.feed(bytes.clone(), 0, bytes.length);
    try {
      for (Request request; !session.closing() && (request = decoder.next()) != null; ) {
        var asked = request.text(0);
        var keys = List.copyOf(store.map.keySet());
        commands.apply(request, session, reply);
        var text = reply.toString();
        assertEquals(text.length(), reply.length());
        assertEquals(
            text.length(), endOfReply(text, 0, session.resp3()), () -> asked + ": " + text);
        assertTrue(!text.startsWith("-ERR") || !text.contains(" in the store\r\n"), text);
        if (text.startsWith("-")) assertEquals(keys, List.copyOf(store.map.keySet()), asked);
        reply.clear();
      }
    } catch (ProtocolException e) {
      // these bytes are no request: the decoder's matter
    }
  }

  /**
   * Where the reply that begins at {@code from} ends, as the specification of the protocol has it.
   *
   * @throws AssertionError if it is no reply
   */
  private static int endOfReply(String text, int from, boolean resp3) {
    var lineEnd = text.indexOf("\r\n", from);
    assertTrue(lineEnd > from, () -> "no line at " + from + " of " + text);
    var line = text.substring(from + 1, lineEnd);
    assertTrue(line.indexOf('\r') < 0 && line.indexOf('\n') < 0, line);
    var next = lineEnd + 2;
    switch (text.charAt(from)) {
      case '+', '-' -> {
        return next;
      }
      case ':' -> {
        assertEquals(line, "" + Long.parseLong(line));
        return next;
      }
      case '_' -> {
        assertTrue(resp3 && line.isEmpty(), text);
        return next;
      }
      case '$', '=' -> {
        assertTrue(text.charAt(from) == '$' || resp3 && text.startsWith("txt:", next), text);
        var length = Integer.parseInt(line);
        if (length == -1 && !resp3) return next;
        assertTrue(length >= 0, line);
        assertEquals("\r\n", text.substring(next + length, next + length + 2));
        return next + length + 2;
      }
      case '*', '~', '%' -> {
        var type = text.charAt(from);
        assertTrue(type == '*' || resp3, text);
        for (var left = Integer.parseInt(line) * (type == '%' ? 2 : 1); left > 0; left--) {
          next = endOfReply(text, next, resp3);
        }
        return next;
      }
      default -> throw new AssertionError("no such type of reply: " + text.substring(from));
    }
  }
}
