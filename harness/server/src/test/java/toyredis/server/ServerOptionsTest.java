package toyredis.server;

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
    var ended = ServerProcess.run(Program.class, wrong.split(" "));
    assertEquals(2, ended.exitCode());
    assertTrue(
        ended.error().contains(wrong.split("[ =]")[0]) && ended.error().contains("--help"),
        ended.error());
    assertEquals(1, ended.error().lines().count(), ended.error());
  }
}
