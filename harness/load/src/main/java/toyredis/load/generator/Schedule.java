package toyredis.load.generator;

import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Loop;

/**
 * When a connection sends. In a closed loop it sends when it has thought; in an open loop each
 * connection has its share of the rate, and its requests are due at times that do not depend on the
 * replies: evenly spaced, the connections taking turns, or as a Poisson process, of which many side
 * by side are one again.
 */
final class Schedule {
  private final boolean open;
  private final boolean poisson;
  private final int connections;
  private final long begin;
  private final double interval;
  private final long thinkLeast;
  private final long thinkSpan;

  /**
   * @param begin when the run begins, {@link System#nanoTime}
   */
  Schedule(LoadSettings load, long begin) {
    var arrivals = load.arrivals();
    this.begin = begin;
    connections = load.connections();
    open = arrivals.openLoop();
    poisson = arrivals.loop() == Loop.POISSON;
    interval = open ? connections / arrivals.rate() * 1e9 : 0;
    thinkLeast = arrivals.thinkMinMillis() * 1_000_000L;
    thinkSpan = (arrivals.thinkMaxMillis() - arrivals.thinkMinMillis()) * 1_000_000L;
  }

  boolean isOpen() {
    return open;
  }

  /** In an open loop, when the first request of a connection is due that is open from now on. */
  long firstDue(Connection connection, long now) {
    if (poisson) return now + exponential(connection);
    double turn = interval * connection.number / connections;
    double turns = Math.ceil(Math.max(0, (now - begin - turn) / interval));
    return begin + (long) (turn + turns * interval);
  }

  /** In an open loop, when the request after the one that is due is due. */
  long nextDue(Connection connection) {
    return connection.due + (poisson ? exponential(connection) : (long) interval);
  }

  /** In a closed loop, nanoseconds between a reply and the next request. */
  long think(Connection connection) {
    if (thinkSpan == 0) return thinkLeast;
    return thinkLeast + (connection.nextRandom() >>> 1) % (thinkSpan + 1);
  }

  /** The time to the next event of a Poisson process. */
  private long exponential(Connection connection) {
    double even = (connection.nextRandom() >>> 11) * 0x1p-53;
    return (long) (-Math.log1p(-even) * interval);
  }
}
