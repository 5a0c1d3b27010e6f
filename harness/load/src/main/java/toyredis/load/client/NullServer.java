package toyredis.load.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import toyredis.results.ServerInfo;

/**
 * A server that does nothing: it counts requests and answers each with {@code +OK}. What a load
 * generator reaches against it is the ceiling of generator and kernel on this machine; a real
 * server can come near it, and then the generator is the bottleneck.
 */
public final class NullServer {
  /** The name by which a {@link ServerInfo} says that the answers are a constant. */
  private static final int BUFFER = 64 * 1024;

  /** More requests than this cannot arrive in one read: each has four bytes or more. */
  private static final int MOST_REPLIES = BUFFER / 4 + 1;

  private final ByteBuffer in = ByteBuffer.allocateDirect(BUFFER);
  private final ByteBuffer replies;

  private NullServer() {
    replies = ByteBuffer.allocateDirect(5 * MOST_REPLIES);
    for (int i = 0; i < MOST_REPLIES; i++) replies.put(new byte[] {'+', 'O', 'K', '\r', '\n'});
  }

  /** A connection: whether the last byte was {@code *}, and replies that were not taken yet. */
  private static final class Peer {
    boolean star;
    ByteBuffer unsent;
  }

  /** Listens on a free port of this machine, prints {@code null ready on host:port}, and serves. */
  public static void main(String[] args) throws IOException {
    try (var selector = Selector.open();
        var listener = ServerSocketChannel.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 4096);
      listener.configureBlocking(false).register(selector, SelectionKey.OP_ACCEPT);
      var address = (InetSocketAddress) listener.getLocalAddress();
      System.out.println("null ready on 127.0.0.1:" + address.getPort());
      var server = new NullServer();
      for (; ; ) selector.select(server::ready);
    }
  }

  private void ready(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        accept(key);
      } else {
        answer(key);
      }
    } catch (IOException gone) {
      key.cancel();
      try {
        key.channel().close();
      } catch (IOException e) {
        // nothing more is wanted from it
      }
    }
  }

  private static void accept(SelectionKey key) throws IOException {
    var listener = (ServerSocketChannel) key.channel();
    for (var channel = listener.accept(); channel != null; channel = listener.accept()) {
      channel.setOption(StandardSocketOptions.TCP_NODELAY, true);
      channel.configureBlocking(false).register(key.selector(), SelectionKey.OP_READ, new Peer());
    }
  }

  private void answer(SelectionKey key) throws IOException {
    var channel = (SocketChannel) key.channel();
    var peer = (Peer) key.attachment();
    if (peer.unsent != null) {
      channel.write(peer.unsent);
      if (peer.unsent.hasRemaining()) return;
      peer.unsent = null;
      key.interestOps(SelectionKey.OP_READ);
      return;
    }
    in.clear();
    if (channel.read(in) < 0) throw new IOException("the client has left");
    replies.clear().limit(5 * requests(in.flip(), peer));
    channel.write(replies);
    if (replies.hasRemaining()) {
      peer.unsent = ByteBuffer.allocate(replies.remaining()).put(replies).flip();
      key.interestOps(SelectionKey.OP_WRITE);
    }
  }

  /**
   * A request begins with {@code *} and a digit; neither a key nor a value of the load has both.
   */
  private static int requests(ByteBuffer arrived, Peer peer) {
    int count = 0;
    boolean star = peer.star;
    while (arrived.hasRemaining()) {
      byte b = arrived.get();
      if (star && b >= '0' && b <= '9') count++;
      star = b == '*';
    }
    peer.star = star;
    return count;
  }
}
