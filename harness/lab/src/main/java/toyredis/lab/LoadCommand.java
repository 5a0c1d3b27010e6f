package toyredis.lab;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.load.LoadResult;
import toyredis.load.LoadRun;
import toyredis.load.LoadSettings;
import toyredis.load.Machine;
import toyredis.load.ResultText;

/** Puts a server under load. */
@Command(
    name = "load",
    header = "Load a step (or host:port) and measure throughput, latency and cost.",
    description = {
      "",
      "A closed loop: each connection sends, waits for the reply, thinks, and sends again. Each run"
          + " has a fresh server in a JVM of its own. The result is printed and kept as JSON below"
          + " results/.",
      ""
    })
final class LoadCommand implements Callable<Integer> {

  /** Named settings; each of them can be changed by its option. */
  enum Profile {
    CUSTOM(List.of(50), Keys.UNIFORM, 0, 0, Duration.ofSeconds(10)),
    ORIGINAL(List.of(500, 800, 1000, 1200), Keys.ONE, 0, 99, Duration.ofSeconds(60));

    private final List<Integer> connections;
    private final Keys keys;
    private final int thinkMinMillis;
    private final int thinkMaxMillis;
    private final Duration duration;

    Profile(
        List<Integer> connections,
        Keys keys,
        int thinkMinMillis,
        int thinkMaxMillis,
        Duration duration) {
      this.connections = connections;
      this.keys = keys;
      this.thinkMinMillis = thinkMinMillis;
      this.thinkMaxMillis = thinkMaxMillis;
      this.duration = duration;
    }

    List<Integer> connections() {
      return connections;
    }

    /** The settings of this profile for one number of connections. */
    LoadSettings settings(int connections, double warmupSeconds, double seconds, long seed) {
      return LoadSettings.closedLoop(connections)
          .withProfile(label())
          .withArrivals(LoadSettings.Arrivals.closed(thinkMinMillis, thinkMaxMillis))
          .withKeys(new LoadSettings.Keys(keys.label(), keys.count()))
          .withTimes(warmupSeconds, seconds)
          .withSeed(seed);
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /** How a key is chosen. */
  enum Keys {
    ONE,
    UNIFORM;

    /** How many keys there are if nobody says. */
    private int count() {
      return this == ONE ? 1 : 10_000;
    }

    private String label() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  @Parameters(
      arity = "1..*",
      paramLabel = "STEP",
      description = "step1 … step5, all, or host:port.",
      converter = Subject.Converter.class)
  private List<Subject> named;

  @Option(
      names = "--profile",
      paramLabel = "NAME",
      defaultValue = "custom",
      description = {
        "custom (default): 50 connections, 80 %% GET, 10,000 keys, no think time, 10 s.",
        "original: 500, 800, 1000, 1200 connections, 80 %% GET, one key, think time 0-99ms, 60 s."
      })
  private Profile profile;

  @Option(
      names = {"-c", "--connections"},
      paramLabel = "N",
      split = ",",
      description = "All open for the whole run; N,N,… runs one after the other.")
  private List<Integer> connections;

  @Option(
      names = "--read-share",
      paramLabel = "SHARE",
      description = "GETs among the operations, 0 to 1; the rest are SETs (default: 0.8).")
  private Double readShare;

  @Option(
      names = "--keys",
      paramLabel = "HOW",
      description = "one: all on one key; uniform: each of --key-count keys is as likely.")
  private Keys keys;

  @Option(names = "--key-count", paramLabel = "N", description = "How many keys there are.")
  private Integer keyCount;

  @Option(
      names = "--value-size",
      paramLabel = "BYTES",
      description = "Length of a value (default: 32).")
  private Integer valueBytes;

  @Option(
      names = {"-P", "--pipeline"},
      paramLabel = "N",
      description = "Requests sent before their replies are awaited (default: 1).")
  private Integer pipeline;

  @Option(
      names = "--think",
      paramLabel = "RANGE",
      converter = Durations.RangeConverter.class,
      description = "Time between a reply and the next request: 50ms, or 0-99ms, chosen evenly.")
  private Durations.Range think;

  @Option(
      names = "--warmup",
      paramLabel = "TIME",
      defaultValue = "3s",
      converter = Durations.class,
      description = "Not measured; connections are opened in it (default: ${DEFAULT-VALUE}).")
  private Duration warmup;

  @Option(
      names = {"-d", "--duration"},
      paramLabel = "TIME",
      converter = Durations.class,
      description = "The measurement window: 5s, 500ms, 1m.")
  private Duration duration;

  @Option(
      names = "--timeout",
      paramLabel = "TIME",
      defaultValue = "5s",
      converter = Durations.class,
      description = "For a connection or a reply (default: ${DEFAULT-VALUE}).")
  private Duration timeout;

  @Option(
      names = "--seed",
      paramLabel = "SEED",
      defaultValue = "1",
      description = "Of every random choice (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(names = "--help", usageHelp = true, description = "Show this.")
  private boolean help;

  @Mixin private ServerChoice choice;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var subjects = Subject.expand(named);
    var screen = Screen.of(spec.commandLine().getOut());
    var checkout = Checkout.ofThisLab();
    var settings = checked(subjects);
    for (var subject : subjects) {
      var results = new ArrayList<LoadResult>();
      for (var load : settings) results.add(load(checkout, subject, load, screen));
      if (results.size() > 1) screen.print(ResultText.table(results) + "\n");
    }
    return 0;
  }

  private List<LoadSettings> checked(List<Subject> subjects) {
    try {
      choice.requireFit(subjects);
      var counts = connections == null ? profile.connections() : connections;
      return counts.stream().map(this::settings).toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(spec.commandLine(), e.getMessage());
    }
  }

  /** The profile's settings with what the options change. */
  private LoadSettings settings(int connections) {
    var length = Durations.seconds(duration == null ? profile.duration : duration);
    var base = profile.settings(connections, Durations.seconds(warmup), length, seed);
    var how = keys == null ? profile.keys : keys;
    var changes = Stream.of(readShare, keys, keyCount, valueBytes, pipeline, think);
    var settings =
        base.withKeys(new LoadSettings.Keys(how.label(), keyCount == null ? how.count() : keyCount))
            .withTimeoutSeconds(Durations.seconds(timeout));
    if (!changes.allMatch(Objects::isNull)) {
      settings = settings.withProfile(Profile.CUSTOM.label());
    }
    if (readShare != null) settings = settings.withMix(LoadSettings.Mix.ofReadShare(readShare));
    if (valueBytes != null) settings = settings.withValueBytes(valueBytes, valueBytes);
    if (pipeline != null) settings = settings.withPipeline(pipeline);
    if (think != null) {
      settings =
          settings.withArrivals(LoadSettings.Arrivals.closed(think.fromMillis(), think.toMillis()));
    }
    settings.check();
    return settings;
  }

  private LoadResult load(Checkout checkout, Subject subject, LoadSettings load, Screen screen)
      throws IOException, InterruptedException {
    try (var running = Running.open(checkout, subject, choice.serverOptions())) {
      var name = running.target().server().name();
      screen.begin(
          "%s: %,d connections, seed %d, warm-up %s s, window %s s"
              .formatted(
                  name, load.connections(), load.seed(), load.warmupSeconds(), load.seconds()));
      var run = new LoadRun("adhoc", running.target(), load, Machine.read(checkout.root()));
      var outcome =
          run.run(new LoadProgress(screen, name + ", " + load.connections() + " connections"));
      running.requireAlive();
      var file =
          AdHoc.write(checkout, "load-" + name + "-c" + load.connections(), outcome.result());
      screen.print(ResultText.of(outcome.result()));
      if (!outcome.firstError().isEmpty())
        screen.print("first error:       " + outcome.firstError());
      screen.print("kept in:           " + checkout.shown(file) + "\n");
      return outcome.result();
    } finally {
      screen.clearStatus();
    }
  }
}
