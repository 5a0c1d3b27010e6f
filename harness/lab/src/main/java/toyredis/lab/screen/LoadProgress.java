package toyredis.lab.screen;

import toyredis.load.LoadRun;
import toyredis.results.Digits;

/** A load run's status line: where it is, how fast, how many errors. */
public record LoadProgress(Screen screen, String what) implements LoadRun.Observer {

  @Override
  public void progress(LoadRun.Progress progress) {
    Interrupt.check();
    show(progress);
  }

  private void show(LoadRun.Progress run) {
    double share = run.seconds() / run.of();
    double rate = run.seconds() == 0 ? 0 : run.operations() / run.seconds();
    screen.status(
        Digits.in(
            "%s: %s %.1f/%.1f s%s  %,d errors",
            what,
            run.warmingUp() ? "warm-up" : Screen.bar(share),
            Math.min(run.seconds(), run.of()),
            run.of(),
            run.warmingUp() ? "" : "  " + Digits.whole(rate) + " ops/s",
            run.errors()));
  }

  /** The same, but on Ctrl-C the run ends with what it has, and is not thrown away. */
  public LoadRun.Observer keepingPart() {
    return new LoadRun.Observer() {
      @Override
      public void progress(LoadRun.Progress progress) {
        show(progress);
      }

      @Override
      public boolean isCancelled() {
        return Interrupt.happened();
      }
    };
  }
}
