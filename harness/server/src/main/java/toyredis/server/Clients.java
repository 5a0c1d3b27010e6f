package toyredis.server;

import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;

/**
 * Who is connected, and what all who ever were have asked: for CLIENT LIST and INFO. Any thread may
 * call it; a request does not: each session counts its own, and they are added up when somebody
 * wants to know.
 */
public final class Clients {
  private static final long SAMPLE_NANOS = 100_000_000;

  private final long began = System.nanoTime();

  // All guarded by this.
  private final Set<Session> connected = new LinkedHashSet<>(); // in the order of their coming
  private long connections;
  private long requestsOfThoseGone;
  private long sampledAt = began;
  private long sampledRequests;
  private long requestsPerSecond;

  /** Begins the session of a connection; {@link #remove} ends it. */
  public synchronized Session add(SocketAddress remote, SocketAddress local) {
    var session = new Session(++connections, (InetSocketAddress) remote, (InetSocketAddress) local);
    try {
      connected.add(session);
    } catch (OutOfMemoryError e) {
      connected.remove(session); // the set may have failed to grow behind it
      throw e;
    }
    return session;
  }

  /** Forgets a session, if there is one and it has not been already, but not what it asked. */
  public synchronized void remove(Session session) {
    if (connected.remove(session)) requestsOfThoseGone += session.requests();
  }

  /** How many are connected. */
  public synchronized int count() {
    return connected.size();
  }

  /** How long the server has been there. */
  Duration uptime() {
    return Duration.ofNanos(System.nanoTime() - began);
  }

  /** How many have connected so far. */
  synchronized long connections() {
    return connections;
  }

  /** How many requests there have been. */
  synchronized long requests() {
    return requestsOfThoseGone + connected.stream().mapToLong(Session::requests).sum();
  }

  /** Requests a second, from the last call to this one if it was not just now. */
  synchronized long requestsPerSecond() {
    var elapsed = System.nanoTime() - sampledAt;
    if (elapsed >= SAMPLE_NANOS) {
      var requests = requests();
      requestsPerSecond = Math.round((requests - sampledRequests) * 1e9 / elapsed);
      sampledRequests = requests;
      sampledAt += elapsed;
    }
    return requestsPerSecond;
  }

  /** What CLIENT LIST answers: a line for each. */
  synchronized String list() {
    var lines = new StringBuilder();
    for (var session : connected) lines.append(session.listed());
    return lines.toString();
  }
}
