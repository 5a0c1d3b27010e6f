import java.util.concurrent.ConcurrentHashMap;
import toyredis.server.Commands;
import toyredis.server.Extension;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;

/**
 * Exercise 3.5: three commands and no lock.
 *
 * <p>The server keeps its keys in a concurrent map, which GET, SET, INCR and DEL use without a
 * lock, while your commands run. Add {@code APPEND key value}, which writes behind what is there
 * (an absent key counts as empty) and answers the new length; {@code SETNX key value}, which writes
 * if the key is absent and answers 1, or else 0; and {@code GETSET key value}, which writes and
 * answers what was there before, or nil.
 *
 * <p>Each is atomic: whatever comes at the same time, all answers and the value at the end are as
 * if one command had come after the other. And nobody changes an array that is in the map: a reply
 * may be on its way out of it.
 *
 * <p>Alone, each is answered byte by byte as redis-server answers it. Try it: {@code ./lab serve
 * 3.5}, then {@code redis-cli APPEND k abc}; attack it with {@code ./lab race 3.5}, load it with
 * {@code ./lab load 3.5}. To think about: why is MSETNX of exercise 2.7 not possible in this way?
 */
final class Appending implements Extension {
  private final ConcurrentHashMap<String, byte[]> map; // guards itself

  Appending(ConcurrentHashMap<String, byte[]> map) {
    this.map = map;
  }

  /** Answers the commands that are added; false for any other: the server knows it. */
  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    if (!request.is(0, "APPEND")) return false;
    if (request.count() != 3) throw Commands.wrongNumberOfArguments("append");
    var before = map.getOrDefault(request.key(), new byte[0]);
    var after = joined(before, request.bytes(2));
    map.put(request.key(), after);
    reply.integer(after.length);
    return true;
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
