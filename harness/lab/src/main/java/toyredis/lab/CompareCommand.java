package toyredis.lab;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import toyredis.lab.option.LoadOptions;
import toyredis.lab.option.Sweep;
import toyredis.lab.plan.AdHoc;
import toyredis.lab.plan.ComparePlan;
import toyredis.lab.plan.CompareRuns;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.lab.server.RedisServer;
import toyredis.lab.server.Subject;
import toyredis.report.book.CompareReport;
import toyredis.report.compare.ComparedRun;
import toyredis.report.compare.Comparison;
import toyredis.report.compare.ComparisonText;
import toyredis.results.LoadSettings;
import toyredis.results.Machine;
import toyredis.results.text.Table;

/** Servers side by side under the same load. */
@Command(
    name = "compare",
    header = "Compare steps, variants and Redis under the same load, side by side.",
    description = {
      "",
      "In each of several blocks every candidate is run once, in random order, each time as a"
          + " fresh server in a process of its own. A candidate is divided by the baseline block by"
          + " block, and only what all blocks agree on is called dearer or faster. Each result is"
          + " kept below results/compare-…/ as soon as it is there.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./lab compare --quick --with-redis      the five steps and Redis, 2 minutes",
      "  ./lab compare step4 step4/batch -P 16   do pipelines as one message pay?",
      "  ./lab compare step2 step2/platform --sweep connections=50,200,800",
      "  ./lab compare --profile original        500, 800, 1000, 1200 connections",
      "  ./lab compare --resume                  go on with the latest"
    })
final class CompareCommand implements Callable<Integer> {

  /** How much time a comparison takes: runs of each candidate, and how long each is. */
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
      paramLabel = "CANDIDATE",
      description =
          "step2, step4/batch (variant), step2/platform (kind of thread), redis, host:port"
              + " (default: the five steps).")
  private List<String> named = List.of("all"); // picocli does not say why a converter refuses one

  @Option(names = "--with-redis", description = "Compare with redis-server too, when installed.")
  private boolean withRedis;

  @Option(
      names = "--baseline",
      paramLabel = "CANDIDATE",
      converter = Subject.Converter.class,
      description = "The one that the others are divided by (default: the first).")
  private Subject baseline;

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
      description = "Runs of each candidate, 1000 at most; fewer than 6 decide nothing.")
  private Integer repetitions;

  @Option(
      names = "--no-ceiling",
      description = "Leave out the null server, which shows what generator and kernel can do.")
  private boolean noCeiling;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Keep the results in results/compare-NAME (default: the time).")
  private String name;

  @Option(
      names = "--resume",
      arity = "0..1",
      fallbackValue = "",
      paramLabel = "FOLDER",
      description = "Make the runs that are missing there; without FOLDER, in the latest.")
  private Path resume;

  @Option(names = "--plot", description = "Draw the charts in the terminal too.")
  private boolean plot;

  @Mixin private LoadOptions options;
  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var checkout = Checkout.ofThisLab();
    var screen = Screen.of(spec.commandLine().getOut());
    var folder = resume == null ? null : resumed(checkout);
    var plan = resume == null ? plan(checkout, screen) : resumable(folder, checkout, screen);
    requireLimits(checkout, plan);
    if (resume == null) folder = begun(checkout, plan);
    AdHoc.requireFolder(folder.resolve("runs"));
    new CompareRuns(checkout, screen, plan, folder).measure();
    report(checkout, screen, plan, folder);
    return 0;
  }

  private static void requireLimits(Checkout checkout, ComparePlan plan) {
    var converter = new Subject.Converter();
    var subjects = plan.candidates().stream().map(converter::convert).toList();
    var loads = plan.sweep().values().stream().map(v -> plan.sweep().at(v, plan.load())).toList();
    LoadCommand.requireLimits(checkout, subjects, loads);
  }

  /** The plan's folder, with the plan in it. */
  private Path begun(Checkout checkout, ComparePlan plan) throws IOException {
    AdHoc.requireFolder(checkout.results());
    var folder =
        name == null
            ? AdHoc.folder(checkout, "compare")
            : checkout.results().resolve("compare-" + name);
    try {
      plan.write(folder);
    } catch (FileAlreadyExistsException another) {
      throw new LabException(
          "%s is there already: go on with --resume %1$s, or choose another --name"
              .formatted(Checkout.shown(folder)));
    }
    return folder;
  }

  private ComparePlan plan(Checkout checkout, Screen screen) {
    if (name != null && !name.matches("[\\w.-]+")) {
      throw wrongUsage("--name may have letters, digits, '.', '-' and '_'");
    }
    List<String> candidates;
    try {
      candidates = candidates(screen);
    } catch (TypeConversionException e) {
      throw wrongUsage(e.getMessage());
    }
    var base = baseline == null ? candidates.getFirst() : baseline.label();
    if (!candidates.contains(base)) {
      throw wrongUsage("--baseline " + base + " is none of " + String.join(", ", candidates));
    }
    if (quick && thorough) throw wrongUsage("--quick and --thorough: choose one");
    var effort = quick ? Effort.QUICK : thorough ? Effort.THOROUGH : Effort.DEFAULT;
    int blocks = repetitions == null ? effort.blocks : repetitions;
    if (blocks < 1 || blocks > ComparePlan.MOST_BLOCKS) {
      throw wrongUsage("--repetitions must be from 1 to " + ComparePlan.MOST_BLOCKS);
    }
    try {
      var loads = options.settings(effort.warmup, effort.window);
      var swept = sweep(loads);
      for (var value : swept.values()) swept.at(value, loads.getFirst());
      return new ComparePlan(
          ComparePlan.FORMAT,
          candidates,
          base,
          swept,
          loads.getFirst(),
          blocks,
          loads.getFirst().seed(),
          !noCeiling && !candidates.contains(Comparison.CEILING),
          Machine.read(checkout.root()));
    } catch (IllegalArgumentException e) {
      throw wrongUsage(e.getMessage());
    }
  }

  private List<String> candidates(Screen screen) {
    var converter = new Subject.Converter();
    var subjects = new ArrayList<>(Subject.expand(named.stream().map(converter::convert).toList()));
    if (withRedis) {
      if (RedisServer.isInstalled()) {
        subjects.add(new Subject.Redis());
      } else {
        screen.print(
            "redis-server is not installed, so Redis is left out; install it with "
                + RedisServer.HOW_TO_INSTALL);
      }
    }
    return subjects.stream().map(Subject::label).distinct().toList();
  }

  /** Several numbers of connections, named or the profile's own, are a sweep. */
  private Sweep sweep(List<LoadSettings> loads) {
    if (loads.size() == 1) return sweep == null ? Sweep.NONE : sweep;
    if (sweep == null) {
      var counts = loads.stream().map(load -> "" + load.connections()).toList();
      return new Sweep("connections", counts);
    }
    if (sweep.parameter().equals("connections")) return sweep;
    throw wrongUsage("connections are swept already: name one number of them with -c");
  }

  private Path resumed(Checkout checkout) throws IOException {
    var parsed = spec.commandLine().getParseResult();
    if (parsed.matchedOptions().size() > (plot ? 2 : 1) || !parsed.matchedPositionals().isEmpty()) {
      throw wrongUsage(
          "--resume goes on with the plan that is there: give nothing else but --plot");
    }
    if (!resume.toString().isEmpty()) return resume;
    try (var folders = Files.list(checkout.results())) {
      return folders
          .filter(folder -> Files.exists(ComparePlan.planFile(folder)))
          .max((a, b) -> lastModified(a).compareTo(lastModified(b)))
          .orElseThrow(() -> nothingToResume(checkout));
    } catch (NoSuchFileException none) {
      throw nothingToResume(checkout);
    }
  }

  private static FileTime lastModified(Path folder) {
    try {
      return Files.getLastModifiedTime(ComparePlan.planFile(folder));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static LabException nothingToResume(Checkout checkout) {
    return new LabException(
        "there is no comparison in " + Checkout.shown(checkout.results()) + "; start one");
  }

  /** The folder's plan, if what is missing can be measured here. */
  private static ComparePlan resumable(Path folder, Checkout checkout, Screen screen)
      throws IOException {
    var plan = ComparePlan.read(folder);
    if (plan.missing(folder).isEmpty()) return plan;
    var here = Machine.read(checkout.root());
    var differences = plan.machine().differences(here);
    if (!differences.isEmpty()) {
      throw new LabException(
          "%s was begun on another machine (%s): its runs cannot be compared with runs made here;"
                  .formatted(Checkout.shown(folder), String.join(", ", differences))
              + " start a comparison of its own");
    }
    if (!plan.machine().revision().equals(here.revision())) {
      screen.print(
          "Note: begun with revision %s, going on with %s; if a server changed in between, start again."
              .formatted(plan.machine().revision(), here.revision()));
    }
    return plan;
  }

  private void report(Checkout checkout, Screen screen, ComparePlan plan, Path folder)
      throws IOException {
    var comparison = plan.comparison(folder);
    var text = ComparisonText.of(comparison, Table.WIDE);
    Files.writeString(folder.resolve("summary.txt"), text + "\n");
    Files.writeString(folder.resolve("summary.csv"), ComparisonText.csv(comparison));
    screen.print("\n" + ComparisonText.of(comparison, screen.columns()) + "\n");
    screen.print("kept in: " + Checkout.shown(folder));
    var results = comparison.runs().stream().map(ComparedRun::result).toList();
    var charts = CompareReport.write(folder.resolve("charts"), results, plan.sweep().axis());
    if (!charts.isEmpty()) screen.print("charts:  " + Checkout.shown(charts.getFirst()));
    if (plot) screen.draw("\n" + screen.plots().of(results, plan.sweep().axis()));
    screen.next(plot ? "./lab book" : "./lab plot " + Checkout.shown(folder));
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
