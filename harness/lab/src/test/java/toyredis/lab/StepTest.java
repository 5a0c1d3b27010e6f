package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StepTest {

  @ParameterizedTest
  @ValueSource(strings = {"step3", "3", "step3-rwlock", "step3-rwlock/"})
  void aStepHasItsNameItsNumberAndItsFolder(String name) {
    assertEquals(Step.STEP3, Step.of(name));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "0", "6", "step", "step33", "rwlock", "STEP3", "/"})
  void anythingElseIsNoStep(String name) {
    assertThrows(IllegalArgumentException.class, () -> Step.of(name));
  }

  @Test
  void everyStepIsFoundByEachOfItsNames() {
    for (var step : Step.values()) {
      assertEquals(step, Step.of(step.label()));
      assertEquals(step, Step.of(step.folder()));
      assertEquals(step, Step.of("" + step.number()));
    }
  }
}
