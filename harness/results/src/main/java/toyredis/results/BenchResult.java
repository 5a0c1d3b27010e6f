package toyredis.results;

import java.util.List;

/**
 * The stores by themselves, without a server: what JMH measured.
 *
 * @param format {@link Result#FORMAT}
 * @param kind {@code "bench"}
 * @param experiment {@code "bench"}
 * @param started ISO-8601, UTC
 * @param server named {@code "stores"}; its command is the one that started the benchmark
 * @param scores one per benchmark, store, number of threads and read share
 * @param machine where it ran
 */
public record BenchResult(
    int format,
    String kind,
    String experiment,
    String started,
    ServerInfo server,
    List<Score> scores,
    Machine machine)
    implements Result {

  /**
   * The time of one operation, seen by the thread that calls it: {@code threads} of them are under
   * way at once.
   *
   * @param benchmark {@code "getOrSet"}: each thread reads or writes one of 10,000 keys
   * @param store {@code "synchronized"}, {@code "reentrant"}, {@code "rwlock"}, {@code "stamped"},
   *     {@code "concurrent-map"}, {@code "mailbox"}
   * @param threads platform threads that call the store, all together
   * @param readShare GETs among GETs and SETs, 0–1
   * @param nanos mean time of an operation
   * @param errorNanos half the width of the mean's 99.9 % interval, as JMH has it; 0 if unknown
   */
  public record Score(
      String benchmark,
      String store,
      int threads,
      double readShare,
      double nanos,
      double errorNanos) {}
}
