package toyredis.load;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import toyredis.load.client.Requests;
import toyredis.load.client.SourceAddresses;
import toyredis.results.Digits;
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
  /** As many connections as a limit allows that the system does not tell. */
  public static final long UNKNOWN = Long.MAX_VALUE;

  /** A relay's two beside the generator's own: they are in the same process. */
  private static final int DESCRIPTORS_WITH_RELAY = 3;

  /** Descriptors that a process needs beside its connections: jars, selectors, pipes. */
  private static final int OTHER_DESCRIPTORS = 100;

  private static final int ENOUGH_FILES = 65_536;

  /** What a connection notes of each request of its pipeline. */
  private static final int BYTES_PER_REQUEST = 24;

  /** A server that pauses so long, for a garbage collection say, refuses nobody. */
  private static final double PAUSE_SECONDS = 0.1;

  /**
   * What bounds the connections that can be open at a time.
   *
   * @param name what is limited, {@code "descriptors"} for one
   * @param connections that it allows; {@link #UNKNOWN} if the system does not tell
   * @param raise the command that raises it
   */
  public record Limit(String name, long connections, String raise) {}

  /** Descriptors of one process: the load generator's, and those of a server on this machine. */
  public Limit byOpenFiles() {
    return byOpenFiles(ENOUGH_FILES);
  }

  private Limit byOpenFiles(long enough) {
    long files = machine.openFiles();
    return new Limit(
        "descriptors",
        files == 0 ? UNKNOWN : Math.max(0, files - OTHER_DESCRIPTORS),
        Digits.in(
            "sudo prlimit --pid $$ --nofile=%1$d:%1$d in this shell",
            Math.max(enough, ENOUGH_FILES)));
  }

  /** Ephemeral ports of the addresses from which this machine reaches a server. */
  public Limit byPorts(InetAddress server) {
    return new Limit(
        "ports",
        machine.portRange().isEmpty() ? UNKNOWN : SourceAddresses.of(server, machine).capacity(),
        "sudo sysctl -w net.ipv4.ip_local_port_range=\"10000 65535\"");
  }

  /** Why a run may have more connections wait than a listen backlog holds; empty if none has. */
  public Optional<String> backlogTooShort() {
    return backlog(waiting(LoadRun.OPEN_EVERY_LEAST), "a run may need");
  }

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
    long each = load.rttMillis() == 0 ? 1 : DESCRIPTORS_WITH_RELAY;
    long needed = each * load.connections() + OTHER_DESCRIPTORS;
    var limit = byOpenFiles(needed);
    if (limit.connections >= each * load.connections()) return Optional.empty();
    return sentence(
        "open files are limited to %,d, and %,d connections need %,d; raise it with: %s",
        machine.openFiles(), load.connections(), needed, limit.raise);
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
    var limit = byPorts(server);
    if (limit.connections >= load.connections()) return Optional.empty();
    return sentence(
        "the port range %s is enough for %,d connections, and this run has %,d; raise it with: %s",
        machine.portRange(), limit.connections, load.connections(), limit.raise);
  }

  private Optional<String> backlog(LoadSettings load) {
    long waiting = waiting(LoadRun.openEvery(load));
    return backlog(Math.min(load.connections(), waiting), "this run needs");
  }

  /** How many connections are opened during a pause of the server. */
  private static long waiting(Duration openEvery) {
    return Math.round(PAUSE_SECONDS * 1e9 / openEvery.toNanos());
  }

  private Optional<String> backlog(long needed, String by) {
    if (machine.somaxconn() == 0 || machine.somaxconn() >= needed) return Optional.empty();
    return sentence(
        "net.core.somaxconn lets %,d connections wait to be accepted, and %s %,d; raise it with:"
            + " sudo sysctl -w net.core.somaxconn=%d",
        machine.somaxconn(), by, needed, needed);
  }

  private static Optional<String> sentence(String format, Object... figures) {
    return Optional.of(Digits.in(format, figures));
  }
}
