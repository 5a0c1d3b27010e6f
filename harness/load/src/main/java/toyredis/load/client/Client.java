package toyredis.load.client;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import toyredis.load.client.ReplyReader.Kind;

/**
 * A blocking connection that pipelines: {@link #add} requests, {@link #flush} them in one write,
 * then {@link #next} for each reply. Every wait has a time limit.
 */
public final class Client implements Closeable {
  private final Socket socket = new Socket();
  private final ByteArrayOutputStream unsent = new ByteArrayOutputStream();
  private final byte[] arrived = new byte[64 * 1024];
  private final ReplyReader replies = new ReplyReader();

  private final Duration patience;
  private final Duration limit;
  private final long deadline;

  /**
   * Connects.
   *
   * @param patience the longest wait for the connection, and for a reply
   * @param limit the longest that the whole conversation may last
   * @throws IOException when nobody accepts the connection in time
   */
  public Client(InetSocketAddress address, Duration patience, Duration limit) throws IOException {
    this.patience = patience;
    this.limit = limit;
    deadline = System.nanoTime() + limit.toNanos();
    try {
      socket.setTcpNoDelay(true);
      socket.connect(address, (int) patience.toMillis());
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  public void add(String... words) {
    print("*" + words.length + "\r\n");
    for (var word : words) print("$" + word.length() + "\r\n" + word + "\r\n");
  }

  private void print(String latin1) {
    unsent.writeBytes(latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void add(byte[] request, int length) {
    unsent.write(request, 0, length);
  }

  public void flush() throws IOException {
    unsent.writeTo(socket.getOutputStream());
    unsent.reset();
  }

  /**
   * Waits for the next reply; {@link #reply} holds it.
   *
   * @throws IOException when the connection ends, the time limit passes, or the bytes are no reply
   */
  public Kind next() throws IOException {
    for (; ; ) {
      var kind = replies.next();
      if (kind != Kind.INCOMPLETE) return kind;
      int length = read();
      if (length < 0) throw new EOFException("connection closed by the server");
      replies.accept(arrived, 0, length);
    }
  }

  private int read() throws IOException {
    long left = (deadline - System.nanoTime()) / 1_000_000;
    if (left <= 0) throw new SocketTimeoutException("not done within " + limit.toMillis() + " ms");
    socket.setSoTimeout((int) Math.min(patience.toMillis(), left));
    try {
      return socket.getInputStream().read(arrived);
    } catch (SocketTimeoutException e) {
      var what =
          left < patience.toMillis()
              ? "not done within " + limit.toMillis() + " ms"
              : "no reply within " + patience.toMillis() + " ms";
      throw new SocketTimeoutException(what);
    }
  }

  /** The reply that {@link #next} has found. */
  public ReplyReader reply() {
    return replies;
  }

  /** Sends one request and waits for its reply. */
  public Kind ask(String... words) throws IOException {
    add(words);
    flush();
    return next();
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
