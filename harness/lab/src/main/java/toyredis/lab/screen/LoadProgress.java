package toyredis.lab.screen;

import toyredis.load.LoadRun;
import toyredis.results.Digits;

/** A load run's status line: where it is, how fast, how many errors. */
public record LoadProgress(Screen screen, String what) implements LoadRun.Observer {

  @Override
  public void progress(boolean warmingUp, double seconds, double of, long operations, long errors) {
    Interrupt.check();
    show(warmingUp, seconds, of, operations, errors);
  }

  private void show(boolean warmingUp, double seconds, double of, long operations, long errors) {
    var phase = warmingUp ? "warm-up" : Screen.bar(seconds / of);
    var rate =
        warmingUp || seconds == 0 ? "" : "  " + Digits.whole(operations / seconds) + " ops/s";
    screen.status(
        "%s: %s %.1f/%.1f s%s  %s errors"
            .formatted(what, phase, Math.min(seconds, of), of, rate, Digits.whole(errors)));
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
