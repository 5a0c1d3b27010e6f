package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ScreenTest {
  private final StringWriter written = new StringWriter();

  @Test
  void onATerminalTheStatusIsWrittenOverAndGoesAwayBeforeWhatStays() {
    var screen = new Screen(new PrintWriter(written), true);
    screen.status("one");
    screen.status("two");
    screen.print("done");
    assertEquals("\r\033[Kone\r\033[Ktwo\r\033[Kdone" + System.lineSeparator(), written.toString());
  }

  @Test
  void aStatusIsCutToALine() {
    var screen = new Screen(new PrintWriter(written), true);
    screen.status("x".repeat(500));
    assertEquals(79, written.toString().chars().filter(c -> c == 'x').count());
  }

  @Test
  void elsewhereThereAreOnlyPlainLines() {
    var screen = new Screen(new PrintWriter(written), false);
    screen.begin("begins");
    screen.status("one");
    screen.clearStatus();
    screen.print("done");
    assertFalse(written.toString().contains("\033"));
    assertEquals("begins\ndone\n", written.toString().replace("\r\n", "\n"));
  }

  @ParameterizedTest
  @CsvSource({"0,[----------]", "0.5,[#####-----]", "1,[##########]", "7,[##########]"})
  void theBarFillsUp(double share, String bar) {
    assertEquals(bar, Screen.bar(share));
  }
}
