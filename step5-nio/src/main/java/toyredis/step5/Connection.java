package toyredis.step5;

import java.io.IOException;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import toyredis.server.Batch;
import toyredis.server.Clients;
import toyredis.server.RequestDecoder;
import toyredis.server.ServerOptions;
import toyredis.server.Session;

/**
 * What the loop remembers of a connection between two turns. There is no buffer in it: only a
 * request that has come in half, or replies that could not leave yet, hold memory.
 */
class Connection {
  final SelectionKey key;
  final Session session;
  final RequestDecoder decoder;
  PendingReplies pending; // that the socket did not take yet; null if there are none
  Batch waiting; // requests decoded already, behind those replies; null if there are none

  Connection(SelectionKey key, Clients clients, ServerOptions options) throws IOException {
    this.key = key;
    decoder = new RequestDecoder(options.maxValue(), options.memory());
    session = clients.add(channel().getRemoteAddress(), channel().getLocalAddress());
  }

  SocketChannel channel() {
    return (SocketChannel) key.channel();
  }
}
