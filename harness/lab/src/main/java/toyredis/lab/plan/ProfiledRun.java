package toyredis.lab.plan;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import toyredis.lab.process.Checkout;
import toyredis.lab.process.Scratch;
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
    var shorter = load.withTimes(load.warmupSeconds(), Math.min(load.seconds(), SECONDS));
    screen.begin("%s: profiled, window %s s".formatted(server.label(), shorter.seconds()));
    try {
      var profile = measure("adhoc", shorter, recording, new LoadProgress(screen, status()));
      try {
        Results.write(file, profile);
      } finally {
        screen.print(ResultText.of(profile, screen.columns()));
        screen.print(
            "recording:         " + Checkout.shown(recording) + " (JDK Mission Control opens it)");
      }
      screen.print("kept in:           " + Checkout.shown(file) + "\n");
      return profile;
    } finally {
      screen.clearStatus();
      if (Files.size(recording) == 0) Files.delete(recording); // only its name was claimed
    }
  }

  /** Runs as part of a plan: nothing is printed, and the recording is not kept. */
  ProfileResult run(String experiment, LoadRun.Observer observer)
      throws IOException, InterruptedException {
    var recording = Files.createTempFile(Scratch.folder(), "profile", ".jfr");
    try {
      return measure(experiment, load, recording, observer);
    } finally {
      Files.delete(recording);
    }
  }

  private String status() {
    return server.label() + ", profiled";
  }

  private ProfileResult measure(
      String experiment, LoadSettings load, Path recording, LoadRun.Observer observer)
      throws IOException, InterruptedException {
    var options = new ArrayList<>(server.options());
    options.addAll(serverOptions);
    options.addAll(Recorder.SERVER_OPTIONS);
    try (var running =
        StepServer.start(checkout, server.step(), Recorder.jvmFlags(recording), options)) {
      var window = new Window(observer);
      var run = new LoadRun(experiment, running.target(), load, Machine.read(checkout.root()));
      var measured = run.run(window).result();
      running.requireAlive();
      screen.status(status() + ": reading what was recorded");
      running.end();
      var ended = window.began.plusNanos((long) (measured.seconds() * 1e9));
      return RecordingReader.read(recording, window.began, ended, measured);
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
