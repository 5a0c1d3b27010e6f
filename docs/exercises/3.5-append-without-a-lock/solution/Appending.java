import java.util.concurrent.ConcurrentHashMap;
import toyredis.server.Commands;
import toyredis.server.Extension;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Session;

/** Exercise 3.5, solved: each command is one operation of the map. */
final class Appending implements Extension {
  private final ConcurrentHashMap<String, byte[]> map; // guards itself

  Appending(ConcurrentHashMap<String, byte[]> map) {
    this.map = map;
  }

  @Override
  public boolean apply(Request request, Session session, ReplyBuffer reply) {
    if (request.is(0, "APPEND")) {
      requireThree(request, "append");
      reply.integer(append(request.key(), request.bytes(2)));
    } else if (request.is(0, "SETNX")) {
      requireThree(request, "setnx");
      reply.integer(setIfAbsent(request.key(), request.bytes(2)) ? 1 : 0);
    } else if (request.is(0, "GETSET")) {
      requireThree(request, "getset");
      Commands.valueOrNil(getAndSet(request.key(), request.bytes(2)), session, reply);
    } else {
      return false;
    }
    return true;
  }

  private static void requireThree(Request request, String name) {
    if (request.count() != 3) throw Commands.wrongNumberOfArguments(name);
  }

  private int append(String key, byte[] more) {
    return map.merge(key, more, Appending::joined).length;
  }

  private boolean setIfAbsent(String key, byte[] value) {
    return map.putIfAbsent(key, value) == null;
  }

  private byte[] getAndSet(String key, byte[] value) {
    return map.put(key, value);
  }

  private static byte[] joined(byte[] first, byte[] second) {
    var both = new byte[first.length + second.length];
    System.arraycopy(first, 0, both, 0, first.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
