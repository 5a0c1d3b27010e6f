package toyredis.server;

import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * What the server remembers of one connection. Belongs to whoever applies its requests; others read
 * what {@code CLIENT LIST} and {@code INFO} tell.
 */
public final class Session {
  private final long id;
  private final InetSocketAddress remote; // null if there is none, as in tests …
  private final InetSocketAddress local; // … so here
  private final long began = System.nanoTime();
  private volatile long lastActive = began;
  private volatile long requests;
  private volatile boolean resp3;
  private volatile byte[] name; // null until CLIENT SETNAME
  private int keysElsewhere;
  private boolean closing;

  Session(long id, InetSocketAddress remote, InetSocketAddress local) {
    this.id = id;
    this.remote = remote;
    this.local = local;
  }

  /** What CLIENT ID answers. */
  public long id() {
    return id;
  }

  /** Whether HELLO 3 was said. */
  public boolean resp3() {
    return resp3;
  }

  void resp3(boolean on) {
    resp3 = on;
  }

  /** What CLIENT SETNAME said last, or null. */
  byte[] name() {
    return name;
  }

  void name(byte[] name) {
    this.name = name;
  }

  /** The port that the client has connected to; 0 if there is none. */
  int port() {
    return local == null ? 0 : local.getPort();
  }

  /** To be called when bytes have come from the client, or have left for it. */
  public void active() {
    lastActive = System.nanoTime();
  }

  /** How long nothing has come from the client nor left for it, in nanoseconds. */
  public long silentNanos() {
    return System.nanoTime() - lastActive;
  }

  /** Counts requests that are about to be applied; to be called by one thread at a time. */
  public void count(int more) {
    requests += more;
  }

  /** How many requests there were. */
  long requests() {
    return requests;
  }

  /** How many keys other stores of this server hold; see {@link #keysElsewhere(int)}. */
  int keysElsewhere() {
    return keysElsewhere;
  }

  /** Where several stores share the keys: how many were counted in others, for INFO. */
  public void keysElsewhere(int keys) {
    keysElsewhere = keys;
  }

  /** Its line of CLIENT LIST, with Redis's names: those fields that mean something here. */
  String listed() {
    var now = System.nanoTime();
    var name = this.name;
    return String.format(
        Locale.ROOT,
        "id=%d addr=%s laddr=%s name=%s age=%d idle=%d flags=N db=0 user=default resp=%d\n",
        id,
        text(remote),
        text(local),
        name == null ? "" : new String(name, StandardCharsets.ISO_8859_1),
        (now - began) / 1_000_000_000,
        silentNanos() / 1_000_000_000,
        resp3 ? 3 : 2);
  }

  private static String text(InetSocketAddress address) {
    if (address == null) return "?:0";
    var host = address.getAddress().getHostAddress();
    return (host.contains(":") ? "[" + host + "]" : host) + ":" + address.getPort();
  }

  /** Whether the connection ends when its replies are written: no further request is applied. */
  public boolean closing() {
    return closing;
  }

  /** Ends the connection when its replies are written. */
  public void close() {
    closing = true;
  }
}
