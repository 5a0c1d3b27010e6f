package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LoadProgress;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.Server;
import toyredis.lab.server.StepServer;
import toyredis.load.LoadRun;
import toyredis.load.profile.Recorder;
import toyredis.load.profile.RecordingReader;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.ProfileResult;
import toyredis.results.Results;
import toyredis.results.text.ResultText;

/**
 * A run apart from the timed ones: the same load, for a shorter window, on a fresh step under Java
 * Flight Recorder. The recorder slows the server down, so nothing of it is compared with others.
 *
 * @param serverOptions beside what its name says
 */
public record ProfiledRun(
    Checkout checkout,
    Server.OfStep server,
    List<String> serverOptions,
    LoadSettings load,
    Screen screen) {
  private static final double SECONDS = 5; // at 50,000 operations a second half a million events

  /** Runs, prints where the time went, and keeps the recording and the result. */
  public ProfileResult run() throws IOException, InterruptedException {
    var what = "profile-" + server.label().replace('/', '-') + "-c" + load.connections();
    var file = AdHoc.claimed(checkout, what, ".jfr");
    var recording = Path.of(file.toString().replaceFirst("json$", "jfr"));
    var options = new ArrayList<>(server.options());
    options.addAll(serverOptions);
    options.addAll(Recorder.SERVER_OPTIONS);
    var shorter = load.withTimes(load.warmupSeconds(), Math.min(load.seconds(), SECONDS));
    try (var running =
        StepServer.start(checkout, server.step(), Recorder.jvmFlags(recording), options)) {
      var name = server.label();
      screen.begin("%s: profiled, window %s s".formatted(name, shorter.seconds()));
      var window = new Window(new LoadProgress(screen, name + ", profiled"));
      var run = new LoadRun("adhoc", running.target(), shorter, Machine.read(checkout.root()));
      var measured = run.run(window).result();
      running.requireAlive();
      screen.status(name + ": reading what was recorded");
      running.end();
      var shown = Checkout.shown(recording);
      var ended = window.began.plusNanos((long) (measured.seconds() * 1e9));
      var profile = RecordingReader.read(recording, window.began, ended, measured);
      try {
        Results.write(file, profile);
      } finally {
        screen.print(ResultText.of(profile, screen.columns()));
        screen.print("recording:         " + shown + " (JDK Mission Control opens it)");
      }
      screen.print("kept in:           " + Checkout.shown(file) + "\n");
      return profile;
    } finally {
      screen.clearStatus();
      if (Files.size(recording) == 0) Files.delete(recording); // only its name was claimed
    }
  }

  /** Notes when the window begins. */
  private static final class Window implements LoadRun.Observer {
    private final LoadRun.Observer next;
    private Instant began = Instant.MAX;

    Window(LoadRun.Observer next) {
      this.next = next;
    }

    @Override
    public void progress(LoadRun.Progress progress) {
      if (!progress.warmingUp() && began.equals(Instant.MAX)) began = Instant.now();
      next.progress(progress);
    }
  }
}
