package toyredis.bench.fooled;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;

/** A connection to a server of this machine, and the server's name for the report. */
final class Client implements AutoCloseable {
  final String server;
  private final Socket socket;
  private final BufferedReader replies;

  /**
   * Connects.
   *
   * @param server {@code "step2:6379"}
   */
  Client(String server) throws IOException {
    var words = server.split(":");
    this.server = words[0];
    socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(words[1]));
    socket.setTcpNoDelay(true);
    replies = new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
  }

  /** Sends a command, waits for the reply and returns its value; null if there is none. */
  String ask(String command) throws IOException {
    send(command + "\r\n");
    return reply();
  }

  /** Sends one or more commands, each with its line's end. */
  void send(String commands) throws IOException {
    socket.getOutputStream().write(commands.getBytes(ISO_8859_1));
  }

  /** Waits for the next reply and returns its value; an array's is the number of its elements. */
  String reply() throws IOException {
    var line = replies.readLine();
    if (line == null) throw new IOException(server + " has closed the connection");
    if (line.startsWith("-")) throw new IOException(server + ": " + line.substring(1));
    if (!line.startsWith("$")) return line.substring(1);
    int length = Integer.parseInt(line.substring(1));
    if (length < 0) return null;
    var value = new char[length];
    for (int n = 0; n < length; ) n += replies.read(value, n, length - n);
    replies.readLine();
    return new String(value);
  }

  /** Sets {@code key:0} and so on, all to the same value. */
  void fill(int keys, String value) throws IOException {
    var batch = new StringBuilder();
    for (int key = 0; key < keys; key++) {
      batch.append("SET key:").append(key).append(' ').append(value).append("\r\n");
      if (key % 1000 < 999 && key < keys - 1) continue;
      send(batch.toString());
      batch.setLength(0);
      for (int i = 0; i <= key % 1000; i++) reply();
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
