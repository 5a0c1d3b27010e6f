package toyredis.results.text;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import toyredis.results.LoadSettings;
import toyredis.results.ProfileResult;
import toyredis.results.ProfileResult.StoreCalls;
import toyredis.results.ProfileResult.Time;
import toyredis.results.ProfileResult.Waits;
import toyredis.results.Result;
import toyredis.results.Results;
import toyredis.results.ResultsTest;
import toyredis.results.ServerInfo;

class ProfileTextTest {
  private static final List<Waits> WAITS =
      List.of(new Waits("monitor", "SynchronizedStore", "SynchronizedStore.get", 900, 80, 1e3, 72));

  @TempDir private Path folder;

  private static ProfileResult profile(ServerInfo server, List<Waits> waits) {
    return new ProfileResult(
        Result.FORMAT,
        "profile",
        "adhoc",
        "2026-01-01T00:00:00Z",
        server,
        LoadSettings.closedLoop(50),
        5,
        150_000,
        30_000,
        new Time(1666.67, 0.5, 9.5, 1.25, 1655.42),
        List.of(
            new StoreCalls("SynchronizedStore", "get", 120_000, 9.9, 0.35, 250, 3e3, 240, 0.75),
            new StoreCalls("SynchronizedStore", "set", 30_000, 10.4, 0.5, 260, 2.5e3, 0, 0)),
        waits,
        Map.of("network", 15.0, "threads", 3.0, "store", 0.5, "gc", 1.5, "jvm", 1.25),
        1_850,
        120,
        2,
        12.5,
        ResultsTest.RACE.machine());
  }

  private static ServerInfo step2(String threads) {
    return new ServerInfo("step2", "synchronized", threads, List.of());
  }

  @Test
  void aProfileGoesFromTheConnectionsTimeToTheStoreToTheWaitsToTheCpu() {
    assertEquals(
        """
        ==== Where the time went: step2 synchronized, threads platform ====
        50 connections, window 5.0 s, 150,000 operations, 30,000 ops/s under the recorder

        A connection's time, per operation                       µs   share
          in the store, working                                0.50  0.03 %
          in the store, waiting (lock, owner, or processor)    9.50  0.57 %
          applying, beside the store                           1.25  0.07 %
          elsewhere: network, decode, client, processor busy  1,655  99.3 %

        Store calls, in µs         calls  mean   p50  p99    max  total ms
          SynchronizedStore.get  120,000  9.90  0.35  250  3,000     1,188
          SynchronizedStore.set   30,000  10.4  0.50  260  2,500       312
          get: 0.20 % of the calls took more than 10 × the median, and 75.0 % of the time

        Waits of the step's threads, in µs                        count  mean    p99  total ms
          monitor in SynchronizedStore.get for SynchronizedStore    900  80.0  1,000      72.0

        The server's CPU time, per operation                    µs   share
          network: read, write, poll, in the kernel too       15.0  70.6 %
          threads: locks, queues, parking, waking, switching  3.00  14.1 %
          store, looking ahead included                       0.50   2.4 %
          decode                                              0.00  0.00 %
          apply                                               0.00  0.00 %
          reply                                               0.00  0.00 %
          garbage collector                                   1.50   7.1 %
          recorder: the price of this profile                 0.00  0.00 %
          other Java code                                     0.00  0.00 %
          the JVM itself, not sampled: park, wake, compile    1.25   5.9 %
          from 1,850 samples, one in 1.5 ms of CPU time; 120 more were lost in the JVM

        GC pauses: 2, together 12.5 ms\
        """,
        ResultText.of(profile(step2("platform"), WAITS), Table.WIDE));
  }

  @Test
  void thatWaitingVirtualThreadsLeaveNoEventIsSaid() {
    var text = ResultText.of(profile(step2("virtual"), List.of()), Table.WIDE);
    assertTrue(text.contains("virtual threads leave no event"), text);
  }

  @Test
  void aHandOverOfWholeBatchesIsSaidToBeOne() {
    var batch = new ServerInfo("step4", "batch", "virtual", List.of());
    var text = ResultText.of(profile(batch, List.of()), Table.WIDE);
    assertTrue(text.contains("handed to the owner, waiting for its reply"), text);
  }

  @Test
  void aProfileIsReadAsItWasWritten() throws IOException {
    var profile = profile(step2("platform"), WAITS);
    Results.write(folder.resolve("a.json"), profile);
    assertEquals(profile, Results.read(folder.resolve("a.json")));
  }
}
