package toyredis.lab.screen;

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
    var screen = new Screen(new PrintWriter(written), true, 80, false);
    screen.status("one");
    screen.status("two");
    screen.print("done");
    assertEquals("\r\033[Kone\r\033[Ktwo\r\033[Kdone" + System.lineSeparator(), written.toString());
  }

  @Test
  void aStatusIsCutToALine() {
    var screen = new Screen(new PrintWriter(written), true, 80, false);
    screen.status("x".repeat(500));
    assertEquals(79, written.toString().chars().filter(c -> c == 'x').count());
  }

  @Test
  void elsewhereThereAreOnlyPlainLines() {
    var screen = new Screen(new PrintWriter(written));
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

  private String printed(int columns, boolean color, String text) {
    new Screen(new PrintWriter(written), true, columns, color).print(text);
    return written.toString().replace("\r\n", "\n");
  }

  @Test
  void whatServersAndFilesSayCannotSteerTheTerminal() {
    var screen = new Screen(new PrintWriter(written), true, 80, true);
    screen.print("a\033]0;title\007b\u009b2Jc\u202ed\te");
    screen.status("a\033[2J\nb");
    assertEquals("a?]0;title?b?2Jc?d e\n\r\033[Ka?[2J b", written.toString());
    assertEquals("lab: ?[2J", Screen.fitting("lab: \033[2J"));
  }

  @Test
  void aLineThatIsTooLongGoesOnBelowWhatFollowsItsLabel() {
    assertEquals(
        """
        client:    7.50 µs CPU per operation,
                   its busiest thread ran
        Note: begun with one revision, going on
          with another
        """,
        printed(
            40,
            false,
            "client:    7.50 µs CPU per operation, its busiest thread ran\n"
                + "Note: begun with one revision, going on with another"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "step1 broke its promise: see     | step1 [31mbroke its promise[0m: see",
        "step2 kept its promise: nothing  | step2 [32mkept its promise[0m: nothing",
        "step1 x  updates  12  1,600   0  | step1 x  updates  [31m12[0m  1,600   0",
        "step1 x  updates   0  1,600   0  | step1 x  updates   0  1,600   0",
        "8 held, 0 not held, 2 inconclusive | [32m8 held[0m, 0 not held, [33m2 inconclusive[0m",
        "total errors:      12 (wrong 12) | total errors:      [31m12[0m (wrong 12)",
      })
  void lossesAndVerdictsHaveAColour(String text, String colored) {
    assertEquals(
        colored.replace("[3", "\033[3").replace("[0m", "\033[0m") + "\n", printed(80, true, text));
    written.getBuffer().setLength(0);
    assertEquals(text + "\n", printed(80, false, text), "where colours are not wanted");
  }
}
