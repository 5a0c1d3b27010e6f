package toyredis.lab.screen;

import java.util.Locale;
import toyredis.load.LoadRun;

/** A load run's status line: where it is, how fast, how many errors. */
public record LoadProgress(Screen screen, String what) implements LoadRun.Observer {

  @Override
  public void progress(boolean warmingUp, double seconds, double of, long operations, long errors) {
    Interrupt.check();
    show(warmingUp, seconds, of, operations, errors);
  }

  private void show(boolean warmingUp, double seconds, double of, long operations, long errors) {
    var phase = warmingUp ? "warm-up" : Screen.bar(seconds / of);
    double rate = warmingUp || seconds == 0 ? 0 : operations / seconds;
    screen.status(
        String.format(
            Locale.ROOT,
            "%s: %s %.1f/%.1f s%s  %,d errors",
            what,
            phase,
            Math.min(seconds, of),
            of,
            warmingUp ? "" : String.format(Locale.ROOT, "  %,.0f ops/s", rate),
            errors));
  }

  /** The same, but on Ctrl-C the run ends with what it has, and is not thrown away. */
  public LoadRun.Observer keepingPart() {
    return new LoadRun.Observer() {
      @Override
      public void progress(
          boolean warmingUp, double seconds, double of, long operations, long errors) {
        show(warmingUp, seconds, of, operations, errors);
      }

      @Override
      public boolean isCancelled() {
        return Interrupt.happened();
      }
    };
  }
}
