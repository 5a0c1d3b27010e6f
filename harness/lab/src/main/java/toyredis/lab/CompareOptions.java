package toyredis.lab;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;
import toyredis.lab.option.LoadOptions;
import toyredis.lab.option.Sweep;
import toyredis.lab.plan.ComparePlan;
import toyredis.lab.plan.Experiment;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RedisServer;
import toyredis.lab.server.Server;
import toyredis.report.compare.Comparison;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;

/** What is compared: servers, load, and how often. */
final class CompareOptions {

  /** How much time a comparison takes: runs of each server, and how long each is. */
  private enum Effort {
    QUICK(6, Duration.ofMillis(1000), Duration.ofMillis(1500)),
    DEFAULT(6, Duration.ofSeconds(3), Duration.ofSeconds(5)),
    THOROUGH(12, Duration.ofSeconds(5), Duration.ofSeconds(10));

    private final int blocks;
    private final Duration warmup;
    private final Duration window;

    Effort(int blocks, Duration warmup, Duration window) {
      this.blocks = blocks;
      this.warmup = warmup;
      this.window = window;
    }
  }

  @Parameters(
      arity = "0..*",
      paramLabel = "SERVER",
      description =
          "step2, step4/batch (variant), step2/platform (kind of thread), redis, an"
              + " exercise that is a server (2.7), host:port"
              + " (default: the five steps).")
  private List<String> named = List.of("all"); // picocli does not say why a converter refuses one

  @Option(names = "--with-redis", description = "Compare with redis-server too, when installed.")
  private boolean withRedis;

  @Option(
      names = "--baseline",
      paramLabel = "SERVER",
      converter = Server.Converter.class,
      description = "The one that the others are divided by (default: the first).")
  private Server baseline;

  @Option(
      names = "--sweep",
      paramLabel = "NAME=V,V,…",
      converter = Sweep.Converter.class,
      description =
          "Compare at several values of connections, read-share, pipeline, rate or value-size.")
  private Sweep sweep;

  @Option(names = "--quick", description = "6 runs each, warm-up 1 s, window 1.5 s.")
  private boolean quick;

  @Option(
      names = "--thorough",
      description = "12 runs each, warm-up 5 s, window 10 s (default: 6 runs, 3 s, 5 s).")
  private boolean thorough;

  @Option(
      names = {"-r", "--repetitions"},
      paramLabel = "N",
      description = "Runs of each server, 1000 at most; fewer than 6 decide nothing.")
  private Integer repetitions;

  @Option(
      names = "--no-ceiling",
      description = "Leave out the null server, which shows what generator and kernel can do.")
  private boolean noCeiling;

  @Mixin private LoadOptions options;

  /**
   * The plan that these options make.
   *
   * @throws IllegalArgumentException in one line when they do not fit
   * @throws TypeConversionException when a server's name is none
   */
  ComparePlan plan(Machine here, Screen screen) {
    var servers = servers(screen);
    var base = baseline == null ? servers.getFirst() : baseline.label();
    if (!servers.contains(base)) {
      throw new IllegalArgumentException(
          "--baseline " + base + " is none of " + String.join(", ", servers));
    }
    if (quick && thorough) {
      throw new IllegalArgumentException("--quick and --thorough: choose one");
    }
    var effort = quick ? Effort.QUICK : thorough ? Effort.THOROUGH : Effort.DEFAULT;
    int blocks = repetitions == null ? effort.blocks : repetitions;
    if (blocks < 1 || blocks > Experiment.MOST_BLOCKS) {
      throw new IllegalArgumentException(
          "--repetitions must be from 1 to " + Experiment.MOST_BLOCKS);
    }
    var loads = options.settings(effort.warmup, effort.window);
    boolean ceiling = !noCeiling && !servers.contains(Comparison.CEILING);
    var experiment =
        new Experiment(ComparePlan.NAME, servers, sweep(loads), loads.getFirst(), blocks, ceiling);
    experiment.check();
    return new ComparePlan(ComparePlan.FORMAT, base, experiment, here);
  }

  private List<String> servers(Screen screen) {
    var converter = new Server.Converter();
    var servers = new ArrayList<>(Server.expand(named.stream().map(converter::convert).toList()));
    if (withRedis) {
      if (RedisServer.isInstalled()) {
        servers.add(new Server.Redis());
      } else {
        screen.print(
            "redis-server is not installed, so Redis is left out; install it with "
                + RedisServer.HOW_TO_INSTALL);
      }
    }
    return servers.stream().map(Server::label).distinct().toList();
  }

  /** Several numbers of connections, named or the profile's own, are a sweep. */
  private Sweep sweep(List<LoadSettings> loads) {
    if (loads.size() == 1) return sweep == null ? Sweep.NONE : sweep;
    if (sweep == null) {
      var counts = loads.stream().map(load -> "" + load.connections()).toList();
      return new Sweep(SweptParameter.CONNECTIONS, counts);
    }
    if (sweep.parameter() == SweptParameter.CONNECTIONS) return sweep;
    throw new IllegalArgumentException(
        "connections are swept already: name one number of them with -c");
  }
}
