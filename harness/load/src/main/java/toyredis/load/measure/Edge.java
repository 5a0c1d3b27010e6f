package toyredis.load.measure;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.function.ToLongFunction;
import toyredis.load.client.ServerAddress;
import toyredis.load.generator.Generator;
import toyredis.results.ErrorClass;

/**
 * All running totals at one moment: what was used between two of them is their difference.
 *
 * @param at {@link System#nanoTime}
 * @param threadNanos of CPU, for each generator
 */
record Edge(
    long at,
    Duration serverCpu,
    Duration clientCpu,
    long[] threadNanos,
    EnumMap<ErrorClass, Long> errors,
    long failedConnections,
    long reconnects,
    ProcessReading server) {

  /**
   * What is read in no time; the rest of a server's process is not.
   *
   * @param told by the server's INFO
   */
  static Edge now(ServerAddress server, ProcessReading told, List<Generator> generators) {
    var errors = new EnumMap<ErrorClass, Long>(ErrorClass.class);
    for (var error : ErrorClass.values()) errors.put(error, 0L);
    long failedConnections = 0;
    for (var generator : generators) {
      var failures = generator.meter().failures();
      failures.operations().forEach((error, count) -> errors.merge(error, count, Long::sum));
      failedConnections += failures.connections();
    }
    return new Edge(
        System.nanoTime(),
        server.pid() == 0 ? told.cpu() : ProcessReading.cpu(server),
        ProcessReading.cpu(ProcessHandle.current().pid()),
        generators.stream().mapToLong(Edge::cpuNanos).toArray(),
        errors,
        failedConnections,
        sum(generators, g -> g.meter().reconnects()),
        told);
  }

  private static long cpuNanos(Generator generator) {
    var thread = generator.thread();
    if (thread == null) return 0;
    return ManagementFactory.getThreadMXBean().getThreadCpuTime(thread.threadId());
  }

  private static long sum(List<Generator> generators, ToLongFunction<Generator> figure) {
    return generators.stream().mapToLong(figure).sum();
  }

  Edge with(ProcessReading server) {
    return new Edge(
        at, serverCpu, clientCpu, threadNanos, errors, failedConnections, reconnects, server);
  }

  /** How long the thread ran since then that ran longest. */
  long busiestThreadNanos(Edge then) {
    long most = 0;
    for (int i = 0; i < threadNanos.length; i++) {
      most = Math.max(most, threadNanos[i] - then.threadNanos[i]);
    }
    return most;
  }
}
