package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.lab.process.Checkout;
import toyredis.results.Step;

class StepTest {

  @ParameterizedTest
  @ValueSource(strings = {"step3", "3", "step3-rwlock", "step3-rwlock/"})
  void aStepHasItsNameItsNumberAndItsFolder(String name) {
    assertEquals(Step.READ_WRITE_LOCK, Step.named(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "6", "step", "step33", "rwlock", "READ_WRITE_LOCK", "/"})
  void anythingElseIsNoStep(String name) {
    assertThrows(IllegalArgumentException.class, () -> Step.named(name));
  }

  @ParameterizedTest
  @EnumSource(Step.class)
  void variantsAndThreadsAreThoseThatTheServerOffers(Step step) throws Exception {
    var jar = Checkout.ofThisLab().command(step).getLast();
    assumeTrue(Files.exists(Path.of(jar)), jar + " is not built");
    var flags = List.of(Checkout.java(), "-XX:TieredStopAtLevel=1", "-jar", jar, "--help");
    var server = new ProcessBuilder(flags).start();
    var help = new String(server.getInputStream().readAllBytes());
    assertTrue(help.contains("NAME   " + String.join(", ", step.variants()) + " ("), help);
    assertTrue(help.contains("KIND   " + String.join(", ", step.threads()) + " ("), help);
  }

  @Test
  void everyStepIsFoundByEachOfItsNames() {
    for (var step : Step.values()) {
      assertEquals(step, Step.named(step.id()));
      assertEquals(step, Step.named(step.folder()));
      assertEquals(step, Step.named("" + step.number()));
    }
  }
}
