package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import toyredis.lab.process.Checkout;
import toyredis.results.Step;

/** The conversations in the README go as they are printed, with every step. */
class ReadmeTest {
  private static final String PROMPT = "127.0.0.1:6379> ";

  /** The lines between {@code tag::name[]} and {@code end::name[]} that are in the code block. */
  private static List<String> conversation(String name) throws IOException {
    var readme = Files.readString(Checkout.ofThisLab().root().resolve("README.md"));
    var part = readme.split("<!-- (tag|end)::" + name + "\\[] -->");
    assertEquals(3, part.length, "the README has one conversation '" + name + "'");
    return part[1].lines().filter(l -> !l.startsWith("```") && !l.isBlank()).toList();
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void bothConversationsGoAsPrinted(Step step) throws Exception {
    var command = new ArrayList<>(Checkout.ofThisLab().command(step));
    command.addAll(List.of("--port", "0"));
    var server = new ProcessBuilder(command).start();
    try (var out = server.inputReader()) {
      var port = out.readLine().replaceFirst(".* ready on 127\\.0\\.0\\.1:(\\d+) .*", "$1");
      ncGoesAsPrinted(port);
      redisCliGoesAsPrinted(port); // it goes on where nc has left the store
    } finally {
      server.destroyForcibly();
    }
  }

  private static void ncGoesAsPrinted(String port) throws Exception {
    var lines = conversation("nc");
    assertEquals("$ nc localhost 6379", lines.getFirst());
    var nc = Tool.start(List.of("nc", "localhost", port));
    var in = nc.outputWriter();
    try (var out = nc.inputReader()) {
      for (var line : lines.subList(1, lines.size())) {
        if (line.matches("[A-Z]+( .*)?")) {
          in.write(line + "\n");
          in.flush();
        } else {
          assertEquals(line, out.readLine());
        }
      }
      in.close();
      assertEquals(null, out.readLine(), "QUIT was the last request");
    } finally {
      nc.destroyForcibly();
    }
  }

  private static void redisCliGoesAsPrinted(String port) throws Exception {
    var lines = conversation("redis-cli");
    assertEquals("$ redis-cli", lines.getFirst());
    // Without a terminal there is no prompt; --no-raw prints replies as on a terminal.
    var cli = Tool.start(List.of("redis-cli", "-p", port, "--no-raw"));
    try (var in = cli.outputWriter();
        var out = cli.inputReader()) {
      for (var line : lines.subList(1, lines.size())) {
        if (line.startsWith(PROMPT)) {
          in.write(line.substring(PROMPT.length()) + "\n");
          in.flush();
        } else {
          assertEquals(line, out.readLine());
        }
      }
    } finally {
      cli.destroyForcibly();
    }
  }
}
