package toyredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketException;

/**
 * A connection to a server, in bytes: what is sent is sent as it stands, and so are replies read.
 */
public final class TestClient implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 20_000; // a test that waits longer has failed

  private final Socket socket;
  private final InputStream in;

  public TestClient(int port) throws IOException {
    socket = new Socket("127.0.0.1", port);
    socket.setTcpNoDelay(true);
    socket.setSoTimeout(PATIENCE_MILLIS);
    in = new BufferedInputStream(socket.getInputStream());
  }

  /** Sends a text, one byte a char. */
  public TestClient send(String latin1) throws IOException {
    socket.getOutputStream().write(latin1.getBytes(ISO_8859_1));
    return this;
  }

  /** A request as clients send it: an array of bulk strings. */
  public static String resp(String... words) {
    var text = new StringBuilder("*" + words.length + "\r\n");
    for (var word : words) text.append("$" + word.length() + "\r\n" + word + "\r\n");
    return text.toString();
  }

  /** Sends one request as an array and reads one reply. */
  public String ask(String... words) throws IOException {
    return send(resp(words)).reply();
  }

  /** One reply, as it stands, with all that is nested in it. */
  public String reply() throws IOException {
    var line = line();
    var head = line.charAt(0);
    return line
        + switch (head) {
          case '$', '=' -> line.startsWith("$-1") ? "" : bytes(number(line) + 2);
          case '*', '~' -> replies(number(line));
          case '%' -> replies(2 * number(line));
          default -> "";
        };
  }

  /** So many replies. */
  public String replies(int count) throws IOException {
    var text = new StringBuilder();
    for (var i = 0; i < count; i++) text.append(reply());
    return text.toString();
  }

  /** Reads over so many bytes. */
  public void skip(long bytes) throws IOException {
    in.skipNBytes(bytes);
  }

  /** A line, or null when the server has closed the connection or reset it. */
  public String lineOrNull() throws IOException {
    try {
      return line();
    } catch (EOFException | SocketException e) {
      return null;
    }
  }

  /** Whatever comes until the server closes the connection. */
  public String untilClosed() throws IOException {
    return new String(in.readAllBytes(), ISO_8859_1);
  }

  /** Says that nothing more will be sent. */
  public void endOutput() throws IOException {
    socket.shutdownOutput();
  }

  /** Closes so that the server sees a reset connection. */
  public void reset() throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  public Socket socket() {
    return socket;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }

  private static int number(String line) {
    return Integer.parseInt(line.substring(1, line.length() - 2));
  }

  private String line() throws IOException {
    var line = new StringBuilder();
    for (int b; (b = in.read()) >= 0; ) {
      line.append((char) b);
      if (b == '\n') return line.toString();
    }
    throw new EOFException("the server closed the connection after '" + line + "'");
  }

  private String bytes(int count) throws IOException {
    var bytes = in.readNBytes(count);
    if (bytes.length < count) throw new EOFException("the server closed within a reply");
    return new String(bytes, ISO_8859_1);
  }
}
