package toyredis.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.load.client.SourceAddresses;
import toyredis.load.generator.Generator;
import toyredis.load.measure.Recording;
import toyredis.results.LoadResult;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.LoadSettings.Keys;
import toyredis.results.LoadSettings.Mix;
import toyredis.results.Machine;

/**
 * The latencies that the generator reports of a server whose delays are known. The server knows
 * bounds for each reply's latency, so a figure is right or wrong however busy the machine is.
 */
@Timeout(20)
class KnownDelaysTest {
  private static final int BATCHES = 40;

  /** A histogram has three significant digits. */
  private static final double ROUNDING = 0.001;

  @Test
  void aRequestsLatencyIsItsDelay() throws Exception {
    assertLatencies(1, 2);
  }

  @Test
  void eachReplyOfAPipelineHasItsOwnLatency() throws Exception {
    assertLatencies(8, 2, 10);
  }

  /**
   * @param together how many replies are sent at once
   * @param delaysMillis before each such group of a batch
   */
  private static void assertLatencies(int together, int... delaysMillis) throws Exception {
    try (var server = new Delays(together, delaysMillis)) {
      var load =
          LoadSettings.closedLoop(1)
              .withMix(Mix.ofReadShare(0))
              .withKeys(new Keys(KeyChoice.ONE, 1))
              .withPipeline(together * delaysMillis.length);
      var address = server.address();
      var sources = SourceAddresses.of(address.address().getAddress(), Machine.read(Path.of(".")));
      server.generator = new Generator(load, address, sources, 0, 1, server.begin, 0, 1);
      server.generator.run();

      var response = Recording.newHistogram();
      server
          .generator
          .meter()
          .drainTo(response, Recording.newHistogram(), Recording.newHistogram());
      assertEquals(BATCHES * load.pipeline(), response.getTotalCount());
      double leastMean = server.atLeast.stream().mapToLong(nanos -> nanos).average().orElseThrow();
      double mostMean = server.atMost.stream().mapToLong(nanos -> nanos).average().orElseThrow();
      assertBetween("mean", leastMean, response.getMean(), mostMean);
      // the k-th longest lies between the k-th longest of the bounds
      server.atLeast.sort(null);
      server.atMost.sort(null);
      var latency = LoadResult.Latency.of(response);
      assertPercentile(server, 50, latency.p50());
      assertPercentile(server, 90, latency.p90());
      assertPercentile(server, 99, latency.p99());
      assertPercentile(server, 99.9, latency.p999());
      assertPercentile(server, 100, latency.max());
    }
  }

  private static void assertPercentile(Delays server, double percentile, double micros) {
    int rank = (int) Math.ceil(percentile / 100 * server.atLeast.size()) - 1;
    assertBetween(
        percentile + " %", server.atLeast.get(rank), 1e3 * micros, server.atMost.get(rank));
  }

  private static void assertBetween(String what, double least, double nanos, double most) {
    assertTrue(
        least * (1 - ROUNDING) <= nanos && nanos <= most * (1 + ROUNDING),
        "%s is %.0f ns, not from %.0f to %.0f".formatted(what, nanos, least, most));
  }

  /**
   * Reads each batch whole, and answers it in groups, each after its delay; every tenth batch takes
   * three times as long. A reply's latency is at least the time from reading its batch to writing
   * it. It is at most the time from the last reply of the batch before, without which the client
   * does not send, to the moment at which the generator has counted it; the server waits for that.
   */
  private static final class Delays extends TinyServer {
    private final long begin = System.nanoTime();
    private final List<Long> atLeast = new ArrayList<>();
    private final List<Long> atMost = new ArrayList<>();
    private final int together;
    private final int[] delaysMillis;
    private Generator generator;

    Delays(int together, int... delaysMillis) throws IOException {
      this.together = together;
      this.delaysMillis = delaysMillis;
    }

    @Override
    public void converse(int number, Socket socket) throws IOException {
      var in = new BufferedInputStream(socket.getInputStream());
      long notSentBefore = begin;
      for (int batch = 1; batch <= BATCHES; batch++) {
        for (int i = 0; i < together * delaysMillis.length; i++) request(in);
        long readAt = System.nanoTime();
        long writtenAt = readAt;
        for (int delay : delaysMillis) {
          sleep(batch % 10 == 0 ? 3 * delay : delay);
          writtenAt = System.nanoTime();
          send(socket, new StringBuilder("+OK\r\n".repeat(together)));
          for (int i = 0; i < together; i++) atLeast.add(writtenAt - readAt);
          while (generator.meter().replies() < atLeast.size() && !socket.isClosed()) Thread.yield();
          long countedAt = System.nanoTime();
          for (int i = 0; i < together; i++) atMost.add(countedAt - notSentBefore);
        }
        notSentBefore = writtenAt;
      }
      generator.stop();
    }

    private static void sleep(int millis) throws IOException {
      try {
        Thread.sleep(millis);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }
  }
}
