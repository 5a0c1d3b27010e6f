package toyredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ShutdownTest {
  /** A program that loses a thread for which the others would wait for ever. */
  static final class Loser {
    public static void main(String[] args) throws InterruptedException {
      Shutdown.onLostThread();
      var thread = Thread.ofVirtual();
      // So does the JDK, in sun.nio.ch.Poller, with the threads that wake those who read.
      if (args[0].equals("printed")) thread.uncaughtExceptionHandler((_, e) -> e.printStackTrace());
      thread.start(Loser::die);
      new CountDownLatch(1).await();
    }

    private static void die() {
      throw new OutOfMemoryError("Java heap space");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"uncaught", "printed"})
  void aThreadLostForLackOfMemoryEndsTheProgramWithOneLine(String how) throws Exception {
    var java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
    var program =
        new ProcessBuilder(
                java, "-cp", System.getProperty("java.class.path"), Loser.class.getName(), how)
            .redirectErrorStream(true)
            .start();
    try {
      assertTrue(program.waitFor(20, TimeUnit.SECONDS), "it goes on without the thread");
      assertEquals(1, program.exitValue());
      var printed = new String(program.getInputStream().readAllBytes());
      assertTrue(printed.startsWith("toy-redis: a thread is lost"), printed);
      assertEquals(1, printed.lines().count(), printed);
    } finally {
      program.destroyForcibly();
    }
  }
}
