package toyredis.load;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import toyredis.load.ReplyReader.Kind;

/**
 * A blocking connection that pipelines: {@link #add} requests, {@link #flush} them in one write,
 * then {@link #next} for each reply. Every wait has a time limit.
 */
final class Client implements Closeable {
  private final Socket socket = new Socket();
  private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
  private final byte[] arrived = new byte[64 * 1024];
  private final ReplyReader replies = new ReplyReader();

  /**
   * Connects.
   *
   * @param timeout for the connection and for each wait for a reply
   * @throws IOException when nobody accepts the connection in time
   */
  Client(InetSocketAddress address, Duration timeout) throws IOException {
    try {
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) timeout.toMillis());
      socket.connect(address, (int) timeout.toMillis());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  void add(String... words) {
    print("*" + words.length + "\r\n");
    for (var word : words) print("$" + word.length() + "\r\n" + word + "\r\n");
  }

  private void print(String latin1) {
    unsent.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  void add(byte[] request, int length) {
    unsent.write(request, 0, length);
  }

  void flush() throws IOException {
    unsent.writeTo(socket.getOutputStream());
    unsent.reset();
  }

  /**
   * Waits for the next reply; {@link #reply} holds it.
   *
   * @throws IOException when the connection ends, the time limit passes, or the bytes are no reply
   */
  Kind next() throws IOException {
    for (; ; ) {
      var kind = replies.next();
      if (kind != Kind.INCOMPLETE) return kind;
      int length = socket.getInputStream().read(arrived);
      if (length < 0) throw new EOFException("connection closed by the server");
      replies.accept(arrived, 0, length);
    }
  }

  /** The reply that {@link #next} has found. */
  ReplyReader reply() {
    return replies;
  }

  /** Sends one request and waits for its reply. */
  Kind ask(String... words) throws IOException {
    add(words);
    flush();
    return next();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
