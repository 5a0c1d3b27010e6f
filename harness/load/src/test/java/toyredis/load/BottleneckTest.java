package toyredis.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class BottleneckTest {

  @Test
  void aGeneratorWithRoomLeftIsNone() {
    assertEquals("", Bottleneck.of(0.8, 900, 80_000, 100_000));
    assertEquals("", Bottleneck.of(0.8, 0, 80_000, 0));
  }

  @Test
  void oneThatReachesNoMoreWithoutAServerIsNamed() {
    assertTrue(Bottleneck.of(0.5, 0, 95_000, 100_000).contains("95 %"));
  }

  @Test
  void oneThatIsBusyAllTheTimeIsNamed() {
    assertTrue(Bottleneck.of(0.97, 0, 1, 0).contains("97 %"));
  }

  @Test
  void oneThatSendsLateIsNamed() {
    assertTrue(Bottleneck.of(0.3, 2_500, 1, 0).contains("2.5 ms"));
  }
}
