package toyredis.results;

import java.util.Collection;
import java.util.List;
import java.util.Map;

/**
 * Where a server's time went, from a run under Java Flight Recorder. All figures are of its
 * measurement window. The recorder costs time itself, so throughput and CPU are not those of a
 * timed run.
 *
 * @param format {@link Result#FORMAT}
 * @param kind {@code "profile"}
 * @param experiment the experiment it belongs to
 * @param started ISO-8601, UTC
 * @param server what was profiled
 * @param load what was asked of it
 * @param seconds the length of the window
 * @param operations replies received in the window
 * @param operationsPerSecond {@code operations / seconds}, under the recorder
 * @param time how an operation's share of its connection's time divides
 * @param storeCalls by store and operation: work and waiting together
 * @param waits what the JVM's own events tell of threads of the system that waited for a lock or
 *     for one another; those of virtual threads leave no event
 * @param cpu the server's CPU time per operation, in microseconds, by what it was spent on: {@code
 *     "network"}, {@code "threads"}, {@code "store"}, {@code "decode"}, {@code "apply"}, {@code
 *     "reply"}, {@code "recorder"}, {@code "other"} from samples; {@code "gc"} as the JVM counts
 *     it; {@code "jvm"}: what the system counts beyond these, in the JVM itself, where no sample is
 *     taken: parking and waking threads, compiling
 * @param samples that {@code cpu} rests on
 * @param lostSamples that could not be taken, since the thread was in the JVM itself
 * @param gcPauses collections that stopped the program
 * @param gcMillis how long they took, all together
 * @param machine where it ran
 */
public record ProfileResult(
    int format,
    String kind,
    String experiment,
    String started,
    ServerInfo server,
    LoadSettings load,
    double seconds,
    long operations,
    double operationsPerSecond,
    Time time,
    List<StoreCalls> storeCalls,
    List<Waits> waits,
    Map<String, Double> cpu,
    long samples,
    long lostSamples,
    int gcPauses,
    double gcMillis,
    Machine machine)
    implements Result {
  /** In {@code cpu}: what the profile itself costs. */
  public static final String RECORDER = "recorder";

  /**
   * What share of the CPU time some uses have, that of the recorder left aside: 0–1, and 0 where
   * there is none.
   *
   * @param uses as {@code cpu} names them
   */
  public double cpuShare(Collection<String> uses) {
    double all = 0;
    double chosen = 0;
    for (var use : cpu.entrySet()) {
      if (use.getKey().equals(RECORDER)) continue;
      all += use.getValue();
      if (uses.contains(use.getKey())) chosen += use.getValue();
    }
    return all == 0 ? 0 : chosen / all;
  }

  /**
   * An operation's share of its connection's time, in microseconds. N connections have N seconds a
   * second; divided by the operations, that is the mean latency when each connection has one
   * request on its way and never thinks.
   *
   * @param connectionMicros connections × seconds / operations
   * @param storeWorkMicros in the store and on a processor, from the CPU samples
   * @param storeWaitMicros in the store and not on a processor: waiting for a lock, for the owner's
   *     reply, or for a processor that is free
   * @param applyMicros applying the requests, what was in the store excepted; where a batch is
   *     handed to the store's owner, waiting for its reply. 0 where there is no such event: an
   *     event loop's
   * @param elsewhereMicros the rest: reading, decoding and writing, the network, the client, and
   *     waiting for a processor
   */
  public record Time(
      double connectionMicros,
      double storeWorkMicros,
      double storeWaitMicros,
      double applyMicros,
      double elsewhereMicros) {}

  /**
   * Calls of one operation of a store.
   *
   * @param store the class, {@code "SynchronizedStore"} for one
   * @param operation {@code "get"}, {@code "set"}, {@code "delete"}, {@code "increment"}, {@code
   *     "keys"}, {@code "size"}, {@code "clear"}
   * @param calls how many
   * @param meanMicros their mean, in microseconds, as the following
   * @param p50Micros their median
   * @param p99Micros their 99th percentile
   * @param maxMicros the longest
   * @param longCalls of them, those that took more than ten times the median
   * @param longShare the share of the calls' time, all together, that those took, 0–1
   */
  public record StoreCalls(
      String store,
      String operation,
      long calls,
      double meanMicros,
      double p50Micros,
      double p99Micros,
      double maxMicros,
      long longCalls,
      double longShare) {}

  /**
   * Waits of one kind at one place.
   *
   * @param event {@code "monitor"}: to enter a synchronized method or block that another thread is
   *     in; {@code "park"}: for a lock, a queue or a result of java.util.concurrent
   * @param what the class of what was waited for; empty if unknown
   * @param where the method of the step that waited
   * @param count how many; a monitor that was free after a moment of spinning leaves no event
   * @param meanMicros their mean, in microseconds, as the following
   * @param p99Micros their 99th percentile
   * @param totalMillis of all threads together, in milliseconds
   */
  public record Waits(
      String event,
      String what,
      String where,
      long count,
      double meanMicros,
      double p99Micros,
      double totalMillis) {}
}
