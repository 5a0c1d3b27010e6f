package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import toyredis.lab.process.Checkout;

/** The lab in a JVM of its own, as a user runs it. */
final class ChildLab {
  private ChildLab() {}

  /**
   * Starts it.
   *
   * @param results where it keeps its results
   */
  static Process start(Path results, String... args) throws IOException {
    var command = new ArrayList<String>();
    command.addAll(List.of(Checkout.java(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"));
    command.addAll(List.of("-Dlab.results=" + results, "-cp"));
    command.addAll(List.of(System.getProperty("java.class.path"), Lab.class.getName()));
    command.addAll(List.of(args));
    return new ProcessBuilder(command).start();
  }

  /** Ctrl-C as a terminal does it: to the lab and to the servers that it has started. */
  static void interrupt(Process lab) throws Exception {
    var pids = new ArrayList<>(List.of("kill", "-INT"));
    lab.toHandle().descendants().forEach(child -> pids.add("" + child.pid()));
    pids.add("" + lab.pid());
    assertEquals(0, new ProcessBuilder(pids).start().waitFor());
  }
}
