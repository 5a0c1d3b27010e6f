package toyredis.step5.loop;

import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import toyredis.server.Requests;
import toyredis.server.Session;

/**
 * What a loop remembers of a connection between two turns, in the loop's thread. There is no buffer
 * in it: only a request that has come in half, or replies that could not leave yet, hold memory.
 */
public class Connection {
  public final SocketChannel channel;
  public final Session session;
  public final Requests requests;
  SelectionKey key; // null until it is added to a loop
  PendingReplies pending; // that the socket did not take yet; null if there are none

  public Connection(SocketChannel channel, Session session, Requests requests) {
    this.channel = channel;
    this.session = session;
    this.requests = requests;
  }

  /** Whether there are replies that the socket did not take yet. */
  public boolean hasPending() {
    return pending != null;
  }

  /**
   * What the selector is to tell.
   *
   * @param operations of {@link SelectionKey}, or 0 for none
   */
  public void interest(int operations) {
    if (key.interestOps() != operations) key.interestOps(operations);
  }
}
