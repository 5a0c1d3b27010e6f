package toyredis.check;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.Arrays;

/** A connection to a server that runs: the reader's, or a redis-server beside it. */
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 4_000;

  private final String name;
  private final Socket socket;
  private final InputStream in;
  private final ByteArrayOutputStream taken = new ByteArrayOutputStream(); // of the present reply

  private Wire(String name, String address) {
    this.name = name;
    try {
      int colon = address.lastIndexOf(':');
      socket = new Socket();
      socket.connect(
          new InetSocketAddress(
              address.substring(0, colon), Integer.parseInt(address.substring(colon + 1))),
          PATIENCE_MILLIS);
      socket.setSoTimeout(PATIENCE_MILLIS);
      socket.setTcpNoDelay(true);
      in = new BufferedInputStream(socket.getInputStream(), 1 << 16);
    } catch (IOException e) {
      throw new AssertionError(name + " takes no connection: " + e.getMessage(), e);
    }
  }

  /** Connects to the reader's server. */
  public static Wire toServer() {
    return toServer("check.server", "your server");
  }

  /** Connects to the one of the reader's servers that runs this variant. */
  public static Wire toServer(String variant) {
    return toServer("check.server." + variant, "your server " + variant);
  }

  private static Wire toServer(String property, String name) {
    var address = System.getProperty(property);
    if (address == null) throw new AssertionError("no server was started for this check");
    return new Wire(name, address);
  }

  /** Connects to the redis-server; null if there is none. */
  static Wire toRedis() {
    var address = System.getProperty("check.redis");
    return address == null ? null : toRedis(address);
  }

  /** Connects to a redis-server at {@code host:port}. */
  static Wire toRedis(String address) {
    return new Wire("redis-server", address);
  }

  /** Sends a command, and returns the reply to it, byte by byte as it came. */
  public byte[] ask(String command) {
    send(Words.request(command));
    return reply(command);
  }

  /** The same as text: what is not printable ASCII becomes {@code \r}, {@code \n}, {@code \xff}. */
  public String answer(String command) {
    return Bytes.shown(ask(command));
  }

  /**
   * The number that a command answers.
   *
   * @throws AssertionError if it answers something else
   */
  public long number(String command) {
    var reply = answer(command);
    if (!reply.matches(":-?\\d+\\\\r\\\\n")) {
      throw new AssertionError(name + " answered " + command + " with " + reply + ", no number");
    }
    return Long.parseLong(reply.substring(1, reply.length() - 4));
  }

  /** The value that {@code GET} answers, or null. */
  public byte[] value(String key) {
    var reply = ask("GET " + key);
    if (reply[0] != '$' || reply[1] == '-') return null;
    int from = 1;
    while (reply[from - 1] != '\n') from++;
    return Arrays.copyOfRange(reply, from, reply.length - 2);
  }

  /** Sends bytes as they are. */
  public void send(byte[] bytes) {
    try {
      socket.getOutputStream().write(bytes);
    } catch (IOException e) {
      throw new AssertionError(name + " has closed the connection: " + e.getMessage(), e);
    }
  }

  /**
   * Reads one whole reply.
   *
   * @param to the command that it answers, for the message
   */
  public byte[] reply(String to) {
    taken.reset();
    try {
      replies(1);
      return taken.toByteArray();
    } catch (SocketTimeoutException e) {
      throw new AssertionError(
          "%s does not answer %s within %d s%s"
              .formatted(
                  name,
                  to,
                  PATIENCE_MILLIS / 1000,
                  taken.size() == 0 ? "" : "; so far: " + sofar()),
          e);
    } catch (EOFException e) {
      throw new AssertionError(
          "%s closed the connection instead of answering %s%s"
              .formatted(name, to, taken.size() == 0 ? "" : "; so far: " + sofar()),
          e);
    } catch (IOException | NumberFormatException e) {
      throw new AssertionError(name + " answers " + to + " with no reply of RESP: " + sofar(), e);
    }
  }

  private String sofar() {
    return Bytes.shown(taken.toByteArray());
  }

  private void replies(long count) throws IOException {
    for (long i = 0; i < count; i++) {
      var line = line();
      switch (line.charAt(0)) {
        case '$', '=' -> {
          long length = Long.parseLong(line.substring(1));
          for (long k = 0; length >= 0 && k < length + 2; k++) read();
        }
        case '*', '~', '>' -> replies(Math.max(0, Long.parseLong(line.substring(1))));
        case '%' -> replies(2 * Long.parseLong(line.substring(1)));
        case '+', '-', ':', '_', '#', ',', '(' -> {}
        default -> throw new IOException("no reply begins so");
      }
    }
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b; (b = read()) != '\n'; ) {
      if (b != '\r') line.append((char) b);
    }
    if (line.isEmpty()) throw new IOException("an empty line");
    return line.toString();
  }

  private int read() throws IOException {
    int b = in.read();
    if (b < 0) throw new EOFException();
    taken.write(b);
    return b;
  }

  @Override
  public void close() {
    try {
      socket.close();
    } catch (IOException e) {
      // it is closed then
    }
  }
}
