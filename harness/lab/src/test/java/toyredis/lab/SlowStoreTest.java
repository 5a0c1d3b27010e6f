package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.lab.process.Checkout;
import toyredis.results.Step;

/** A race made by hand: two clients, and a server whose look-ups take long. */
@Execution(ExecutionMode.CONCURRENT)
class SlowStoreTest {
  private static final int MILLIS = 200;

  @Test
  void twoIncrsWithinTheTimeLoseOneInStep1() throws Exception {
    assertEquals(List.of(":1", ":1"), twoIncrs(Step.NAIVE_MAP, "hashmap", "3s"));
  }

  @ParameterizedTest
  @MethodSource("others")
  void theyWaitForOneAnotherInEveryOtherStep(Step step, String variant) throws Exception {
    var began = System.nanoTime();
    assertEquals(List.of(":1", ":2"), twoIncrs(step, variant, MILLIS + "ms"));
    // that the look-ups were slow, and came one after the other
    assertTrue(System.nanoTime() - began >= 2 * MILLIS * 1_000_000L, "too fast");
  }

  static Stream<Arguments> others() {
    return Arrays.stream(Step.values())
        .filter(step -> step != Step.NAIVE_MAP)
        .flatMap(step -> step.variants().stream().map(variant -> Arguments.of(step, variant)));
  }

  /** The replies to one INCR of each of two clients, the smaller first. */
  private static List<String> twoIncrs(Step step, String variant, String slow) throws Exception {
    var command = new ArrayList<>(Checkout.ofThisLab().command(step));
    command.addAll(List.of("--port", "0", "--variant", variant, "--slow-store", slow));
    var server = new ProcessBuilder(command).start();
    try (var out = server.inputReader()) {
      var port = Integer.parseInt(out.readLine().replaceFirst(".* ready on \\S+:(\\d+) .*", "$1"));
      try (var one = new Socket("localhost", port);
          var other = new Socket("localhost", port)) {
        for (var client : List.of(one, other)) ask(client, "PING");
        for (var client : List.of(one, other)) reply(client);
        for (var client : List.of(one, other)) ask(client, "INCR visits");
        var replies = new ArrayList<String>();
        for (var client : List.of(one, other)) replies.add(reply(client));
        replies.sort(null);
        return replies;
      }
    } finally {
      server.destroyForcibly();
    }
  }

  private static void ask(Socket client, String request) throws IOException {
    client.getOutputStream().write((request + "\r\n").getBytes());
  }

  private static String reply(Socket client) throws IOException {
    var line = new StringBuilder();
    for (int b; (b = client.getInputStream().read()) != '\n'; ) {
      if (b < 0) throw new IOException("closed after '" + line + "'");
      line.append((char) b);
    }
    return line.toString().strip();
  }

  @ParameterizedTest
  @ValueSource(strings = {"5", "61s", ""})
  void anythingButATimeIsRefused(String time) throws Exception {
    var command = new ArrayList<>(Checkout.ofThisLab().command(Step.NAIVE_MAP));
    command.addAll(List.of("--slow-store", time));
    var ended = Tool.run(command, "", Duration.ofSeconds(20));
    assertEquals(
        "step1-naive-map: --slow-store takes a time from 1ms to 60s, such as 5s or 200ms, not '"
            + time
            + "'; --help lists the options\n",
        ended.output());
    assertEquals(2, ended.exitCode());
  }
}
