package toyredis.load.client;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import toyredis.load.LoadRun;
import toyredis.load.client.ReplyReader.Kind;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.Mix;
import toyredis.results.Machine;
import toyredis.results.ServerInfo;

@Timeout(20)
class NullServerTest {

  @Test
  void everyRequestHasOneAnswerHoweverItIsCut() throws Exception {
    var process = start();
    try {
      var address = address(process);
      var time = Duration.ofSeconds(5);
      try (var client = new Client(address, time, time)) {
        // KEYS has a star of its own, and the second write begins behind the star of a request
        client.add("KEYS", "key:*");
        client.add("*".getBytes(), 1);
        client.flush();
        assertEquals(Kind.STATUS, client.next());
        var rest = "1\r\n$4\r\nPING\r\n".getBytes();
        client.add(rest, rest.length);
        client.add("GET", "key:000000000001");
        client.flush();
        assertEquals(Kind.STATUS, client.next());
        assertEquals(Kind.STATUS, client.next());
      }
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  @Test
  void aLoadWithEveryCommandRunsAgainstIt() throws Exception {
    var process = start();
    try {
      var info = new ServerInfo(ServerInfo.NULL_SERVER, "", "", List.of());
      var address = new ServerAddress(info, address(process), process.pid());
      var load =
          LoadSettings.closedLoop(20)
              .withMix(new Mix(5, 5, 1, 1, 1))
              .withPipeline(16)
              .withTimes(0.1, 0.4);
      var outcome = new LoadRun("test", address, load, Machine.read(Path.of("."))).run(_ -> {});
      assertEquals("", outcome.firstError());
      assertTrue(outcome.result().operations() > 0);
    } finally {
      process.destroyForcibly().waitFor();
    }
  }

  private static Process start() throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var path = System.getProperty("java.class.path");
    return new ProcessBuilder(
            java,
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-cp",
            path,
            NullServer.class.getName())
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private static InetSocketAddress address(Process process) throws Exception {
    var line = process.inputReader().readLine();
    return new InetSocketAddress("127.0.0.1", Integer.parseInt(line.replaceFirst(".*:", "")));
  }
}
