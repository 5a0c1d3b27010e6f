package toyredis.load;

import java.net.InetAddress;
import java.util.Locale;
import java.util.Optional;
import toyredis.load.client.Requests;
import toyredis.load.client.SourceAddresses;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;

/**
 * Whether this machine allows a run: its limits are reached silently, and then look like a slow or
 * broken server. Each check is a sentence with the limit, its value, what the run needs, and the
 * command that raises it. A limit that the system does not tell is not checked.
 *
 * @param machine where the load generator runs
 */
public record Limits(Machine machine) {
  /** Descriptors that a process needs beside its connections: jars, selectors, pipes. */
  private static final int OTHER_DESCRIPTORS = 100;

  /** What a connection notes of each request of its pipeline. */
  private static final int BYTES_PER_REQUEST = 24;

  /** A server that pauses so long, for a garbage collection say, refuses nobody. */
  private static final double PAUSE_SECONDS = 0.1;

  /**
   * The first limit that is too low; empty if there is none.
   *
   * @param server where the server is
   */
  public Optional<String> tooLow(LoadSettings load, InetAddress server) {
    return openFiles(load)
        .or(() -> memory(load, Runtime.getRuntime().maxMemory()))
        .or(() -> ports(load, server))
        .or(() -> server.isLoopbackAddress() ? backlog(load) : Optional.empty());
  }

  private Optional<String> openFiles(LoadSettings load) {
    long needed = load.connections() + (long) OTHER_DESCRIPTORS;
    if (machine.openFiles() == 0 || machine.openFiles() >= needed) return Optional.empty();
    return sentence(
        "open files are limited to %,d, and %,d connections need %,d; raise it with: ulimit -n %d",
        machine.openFiles(), load.connections(), needed, needed);
  }

  /** What the generator is sure to hold, and a reply on its way to each connection. */
  Optional<String> memory(LoadSettings load, long available) {
    long value = load.valueMaxBytes();
    int threads = LoadRun.threads();
    // a batch in the heap and once more outside of it, the values' characters once
    long needed = threads * (2 * load.pipeline() * (long) new Requests(1, 1).maxLength());
    needed += threads * (2L * load.pipeline() + 1) * value;
    needed += load.connections() * (load.pipeline() * (long) BYTES_PER_REQUEST + value);
    long perKey =
        switch (load.keys().choice()) {
          case ZIPFIAN -> 8;
          case OWN -> 16;
          case ONE, UNIFORM -> 0;
        };
    needed += threads * perKey * load.keys().count();
    if (needed <= available) return Optional.empty();
    return sentence(
        "the load generator has %,d MiB of memory, and this load may need %,d; take fewer"
            + " connections or keys, a shorter pipeline or smaller values",
        available >> 20, needed >> 20);
  }

  private Optional<String> ports(LoadSettings load, InetAddress server) {
    int capacity = SourceAddresses.of(server, machine).capacity();
    if (capacity >= load.connections()) return Optional.empty();
    return sentence(
        "the port range %s is enough for %,d connections, and this run has %,d; raise it with: sudo"
            + " sysctl -w net.ipv4.ip_local_port_range=\"1024 65535\"",
        machine.portRange(), capacity, load.connections());
  }

  private Optional<String> backlog(LoadSettings load) {
    double perSecond = 1e9 / LoadRun.openEvery(load).toNanos();
    long needed = Math.min(load.connections(), Math.round(PAUSE_SECONDS * perSecond));
    if (machine.somaxconn() == 0 || machine.somaxconn() >= needed) return Optional.empty();
    return sentence(
        "net.core.somaxconn lets %,d connections wait to be accepted, and this run needs %,d; raise"
            + " it with: sudo sysctl -w net.core.somaxconn=%d",
        machine.somaxconn(), needed, needed);
  }

  private static Optional<String> sentence(String format, Object... figures) {
    return Optional.of(String.format(Locale.ROOT, format, figures));
  }
}
