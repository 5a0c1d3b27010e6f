package toyredis.lab.server;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.results.Step;

@Timeout(30)
class StepServerTest {
  @TempDir private Path root;

  @Test
  void aStepThatIsReadyTellsWhoItIs() throws Exception {
    try (var server = start("good")) {
      var target = server.target();
      assertEquals("step2", target.info().name());
      assertEquals("synchronized", target.info().variant());
      assertEquals("virtual", target.info().threads());
      assertTrue(target.address().getPort() > 0);
      assertTrue(isAlive(target.pid()));
      assertDoesNotThrow(server::requireAlive);
    }
  }

  @Test
  void theRecordedCommandHasTheFlagsAndNoFoldersOfThisMachine() throws Exception {
    try (var server = start("good")) {
      assertEquals(
          List.of(
              "java",
              "-XX:+UseParallelGC",
              "-jar",
              Path.of("step2-mutex", "target", "step2-mutex.jar").toString(),
              "--port",
              "0",
              "--variant",
              "good"),
          server.target().info().command());
    }
  }

  @Test
  void aClosedServerHasEnded() throws Exception {
    var server = start("good");
    server.close();
    assertFalse(isAlive(server.target().pid()));
  }

  @Test
  void aServerThatDoesNotListenToSigtermIsKilled() throws Exception {
    var server = start("stubborn");
    server.close();
    assertFalse(isAlive(server.target().pid()));
  }

  @Test
  void aServerThatDiesAtItsStartIsQuoted() {
    var e = assertThrows(LabException.class, () -> start("dies"));
    assertTrue(e.getMessage().contains("exit code 7"), e.getMessage());
    assertTrue(e.getMessage().contains("no luck today"), e.getMessage());
  }

  @Test
  void aServerThatSaysSomethingElseIsQuoted() {
    var e = assertThrows(LabException.class, () -> start("babbles"));
    assertTrue(e.getMessage().contains("good morning"), e.getMessage());
  }

  @Test
  void aServerThatDiesInTheMiddleIsNoticed() throws Exception {
    try (var server = start("mortal")) {
      var process = ProcessHandle.of(server.target().pid()).orElseThrow();
      process.destroyForcibly();
      process.onExit().join();
      var e = assertThrows(LabException.class, server::requireAlive);
      assertTrue(e.getMessage().startsWith("step2 ended in the middle"), e.getMessage());
    }
  }

  @Test
  void aMissingJarSaysHowToBuildIt() {
    var empty = new Checkout(root, root);
    var e =
        assertThrows(
            LabException.class, () -> StepServer.start(empty, Step.READ_WRITE_LOCK, List.of()));
    assertTrue(e.getMessage().contains("step3-rwlock.jar is missing"), e.getMessage());
    assertTrue(e.getMessage().contains("./mvnw"), e.getMessage());
  }

  private ServerProcess start(String variant) throws Exception {
    return StepServer.start(FakeStep.checkout(root), Step.MUTEX, List.of("--variant", variant));
  }

  private static boolean isAlive(long pid) {
    return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
  }
}
