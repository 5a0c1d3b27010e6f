package toyredis.load;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import toyredis.load.client.ServerAddress;

/**
 * A small right server inside the test, to be made wrong by overriding a method. It answers
 * pipelined requests in batches, one thread a connection.
 */
public class TinyServer implements AutoCloseable {
  /** As a reply: close the connection instead. */
  public static final String CLOSE = "close";

  /** As a reply: reset the connection instead. */
  static final String RESET = "reset";

  /** As a reply: say nothing and go on. */
  public static final String SILENCE = "";

  private final ServerSocket listener;
  private final Thread acceptor;
  private final AtomicInteger accepted = new AtomicInteger();
  private final List<Socket> open = new ArrayList<>(); // guarded by itself
  private final Map<String, String> map = new HashMap<>(); // guarded by this

  @SuppressWarnings("this-escape") // whoever overrides something has no fields of its own
  public TinyServer() throws IOException {
    listener = new ServerSocket(0, 1024, InetAddress.getLoopbackAddress());
    // a platform thread: with a virtual one the port is open for a moment after close has returned
    acceptor = Thread.ofPlatform().daemon().start(this::accept);
  }

  public ServerAddress address() {
    return ServerAddress.at((InetSocketAddress) listener.getLocalSocketAddress());
  }

  /** Refuses connections from now on. */
  public void stopListening() throws IOException {
    listener.close();
    try {
      acceptor.join(); // the port is free only when nobody waits in accept any more
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept() {
    try {
      for (; ; ) {
        var socket = listener.accept();
        int number = accepted.getAndIncrement();
        synchronized (open) {
          open.add(socket);
        }
        Thread.ofVirtual().start(() -> serve(number, socket));
      }
    } catch (IOException closed) {
      // the test is over, or nobody else is wanted
    }
  }

  private void serve(int number, Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      converse(number, socket);
    } catch (IOException gone) {
      // a client may leave when it likes
    }
  }

  /** One connection, from its first byte to its last; {@code number} 0 is the first. */
  public void converse(int number, Socket socket) throws IOException {
    var in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    var replies = new StringBuilder();
    for (var request = request(in); request != null; request = request(in)) {
      var reply = reply(number, request);
      if (reply.equals(CLOSE) || reply.equals(RESET)) {
        send(socket, replies);
        if (reply.equals(RESET)) socket.setSoLinger(true, 0);
        return;
      }
      replies.append(reply);
      if (isTimeToSend(in)) send(socket, replies);
    }
  }

  /** Whether the replies so far are sent now. */
  public boolean isTimeToSend(InputStream in) throws IOException {
    return in.available() == 0;
  }

  public void send(Socket socket, StringBuilder replies) throws IOException {
    socket.getOutputStream().write(replies.toString().getBytes(StandardCharsets.ISO_8859_1));
    replies.setLength(0);
  }

  /** A request's words, or null at the end. */
  public static List<String> request(InputStream in) throws IOException {
    var first = line(in);
    if (first.isEmpty()) return null;
    var words = new ArrayList<String>();
    for (int i = Integer.parseInt(first.substring(1)); i > 0; i--) {
      int length = Integer.parseInt(line(in).substring(1));
      words.add(new String(in.readNBytes(length), StandardCharsets.ISO_8859_1));
      in.readNBytes(2);
    }
    return words;
  }

  private static String line(InputStream in) throws IOException {
    var line = new StringBuilder();
    for (int b = in.read(); b >= 0 && b != '\n'; b = in.read()) line.append((char) b);
    return line.toString().strip();
  }

  /** The reply to one request, as bytes on the wire. */
  public String reply(int number, List<String> request) throws IOException {
    return right(request);
  }

  /** The right reply. */
  public final synchronized String right(List<String> request) {
    return switch (request.getFirst()) {
      case "GET" -> bulk(map.get(request.get(1)));
      case "SET" -> {
        map.put(request.get(1), request.get(2));
        yield "+OK\r\n";
      }
      case "INCR", "INCRBY" -> {
        long by = request.size() == 3 ? Long.parseLong(request.get(2)) : 1;
        long value = Long.parseLong(map.getOrDefault(request.get(1), "0")) + by;
        map.put(request.get(1), "" + value);
        yield ":" + value + "\r\n";
      }
      case "DEL" -> map.remove(request.get(1)) == null ? ":0\r\n" : ":1\r\n";
      case "KEYS" -> {
        // of all patterns, only a prefix and a star
        var prefix = request.get(1).replace("*", "");
        var keys = map.keySet().stream().filter(key -> key.startsWith(prefix)).toList();
        var reply = new StringBuilder("*" + keys.size() + "\r\n");
        keys.forEach(key -> reply.append(bulk(key)));
        yield reply.toString();
      }
      case "DBSIZE" -> ":" + map.size() + "\r\n";
      case "FLUSHALL" -> {
        map.clear();
        yield "+OK\r\n";
      }
      default -> "-ERR unknown command\r\n";
    };
  }

  public final synchronized void forget(String key) {
    map.remove(key);
  }

  public static String bulk(String value) {
    return value == null ? "$-1\r\n" : "$" + value.length() + "\r\n" + value + "\r\n";
  }

  @Override
  public void close() throws IOException {
    stopListening();
    synchronized (open) {
      for (var socket : open) socket.close();
    }
  }
}
