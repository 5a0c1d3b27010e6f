package toyredis.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** On a program with the options of a step that has two variants. */
class ServerOptionsTest {
  static final class Program {
    public static void main(String[] args) {
      ServerOptions.parse("step", List.of("slow", "slower"), List.of("virtual"), args);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--nonsense 1",
        "--port 70000",
        "--port",
        "--variant fast",
        "--threads=green",
        "--max-clients=none",
        "--slow-store 5"
      })
  void aWrongOptionIsSaidInOneLineWithExitCodeTwo(String wrong) throws Exception {
    var program = ServerProcess.command(Program.class, List.of(wrong.split(" "))).start();
    var error = new String(program.getErrorStream().readAllBytes(), ISO_8859_1);
    assertEquals(2, program.waitFor());
    assertTrue(error.contains(wrong.split("[ =]")[0]) && error.contains("--help"), error);
    assertEquals(1, error.lines().count(), error);
  }
}
