package toyredis.step5.multiloop;

import java.nio.channels.SocketChannel;
import toyredis.server.ProtocolException;
import toyredis.server.ReplyBuffer;
import toyredis.server.Request;
import toyredis.server.Requests;
import toyredis.server.Session;
import toyredis.step5.loop.Connection;

/** A connection that may have to wait for another loop; touched by its own loop's thread only. */
final class Asking extends Connection {
  boolean away; // its request is with another loop
  ReplyBuffer answer; // what came back, not among the replies yet; null if there is none
  Request held; // decoded already, to be applied next; null if there is none

  Asking(SocketChannel channel, Session session, Requests requests) {
    super(channel, session, requests);
  }

  /** As {@link Requests#next}, but what was held comes first. */
  Request next() throws ProtocolException {
    var next = held == null ? requests.next() : held;
    held = null;
    return next;
  }
}
