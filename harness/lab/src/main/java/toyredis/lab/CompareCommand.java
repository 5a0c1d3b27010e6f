package toyredis.lab;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;
import toyredis.lab.plan.AdHoc;
import toyredis.lab.plan.ComparePlan;
import toyredis.lab.plan.Runs;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.report.book.CompareReport;
import toyredis.report.compare.ComparedRun;
import toyredis.report.compare.ComparisonText;
import toyredis.results.Machine;
import toyredis.results.text.Table;

/** Servers side by side under the same load. */
@Command(
    name = "compare",
    header = "Compare steps, variants and Redis under the same load, side by side.",
    description = {
      "",
      "In each of several blocks every server is run once, in random order, each time"
          + " fresh and in a process of its own. It is divided by the baseline block by block,"
          + " and only what all blocks agree on is called costlier or faster. Each result is"
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
  private static final String COMMAND = "command.txt";

  @Mixin private CompareOptions options;

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

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var checkout = Checkout.ofThisLab();
    var screen = Screen.of(spec.commandLine().getOut());
    var here = Machine.read(checkout.root());
    var folder = resume == null ? null : resumed(checkout);
    var plan = resume == null ? planned(here, screen) : ComparePlan.read(folder);
    if (resume == null) {
      var all = plan.experiment().runs();
      new Runs(checkout, screen, all, checkout.results()).requireLimits(all);
      folder = begun(checkout, plan);
    }
    var runs = new Runs(checkout, screen, plan.experiment().runs(), ComparePlan.runs(folder));
    var missing = runs.missing();
    if (resume != null && !missing.isEmpty()) requireSame(plan, here, folder, screen);
    runs.measure(missing, plan.words(), "./lab compare --resume " + Checkout.shown(folder));
    report(plan, folder, screen);
    return 0;
  }

  private ComparePlan planned(Machine here, Screen screen) {
    if (name != null && !name.matches("[\\w.-]+")) {
      throw wrongUsage("--name may have letters, digits, '.', '-' and '_'");
    }
    try {
      return options.plan(here, screen);
    } catch (IllegalArgumentException | TypeConversionException e) {
      throw wrongUsage(e.getMessage());
    }
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
      Files.writeString(folder.resolve(COMMAND), typed(plan));
    } catch (FileAlreadyExistsException another) {
      throw new LabException(
          "%s is there already: go on with --resume %1$s, or choose another --name"
              .formatted(Checkout.shown(folder)));
    }
    return folder;
  }

  /** What was typed, with the seed if it was not, so that the page can say how to repeat it. */
  private String typed(ComparePlan plan) {
    var words = new ArrayList<>(List.of("./lab")); // the arguments begin with the command
    for (var word : spec.commandLine().getParseResult().originalArgs()) {
      words.add(word.matches("[\\w./:,=@%+-]+") ? word : "'" + word + "'");
    }
    if (!spec.commandLine().getParseResult().hasMatchedOption("--seed")) {
      words.add("--seed " + plan.experiment().load().seed());
    }
    return String.join(" ", words);
  }

  /** Empty for a comparison that was begun before it was kept. */
  private static String command(Path folder) throws IOException {
    var file = folder.resolve(COMMAND);
    return Files.exists(file) ? Files.readString(file) : "";
  }

  private Path resumed(Checkout checkout) throws IOException {
    var parsed = spec.commandLine().getParseResult();
    if (parsed.matchedOptions().size() > (plot ? 2 : 1) || !parsed.matchedPositionals().isEmpty()) {
      throw wrongUsage(
          "--resume goes on with the plan that is there: give nothing else but --plot");
    }
    if (!resume.toString().isEmpty()) return resume;
    return ComparePlan.latest(checkout.results())
        .orElseThrow(
            () ->
                new LabException(
                    "there is no comparison in "
                        + Checkout.shown(checkout.results())
                        + "; start one"));
  }

  /** What is missing can be measured here. */
  private static void requireSame(ComparePlan plan, Machine here, Path folder, Screen screen) {
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
  }

  private void report(ComparePlan plan, Path folder, Screen screen) throws IOException {
    var comparison = plan.comparison(folder);
    var swept = plan.experiment().sweep().parameter();
    var text = ComparisonText.of(comparison, Table.WIDE);
    Files.writeString(folder.resolve("summary.txt"), text + "\n");
    Files.writeString(folder.resolve("summary.csv"), ComparisonText.csv(comparison));
    screen.print("\n" + ComparisonText.of(comparison, screen.columns()) + "\n");
    screen.print("kept in: " + Checkout.shown(folder));
    var results = comparison.runs().stream().map(ComparedRun::result).toList();
    var charts = CompareReport.write(folder.resolve("charts"), comparison, swept, command(folder));
    if (!charts.isEmpty()) screen.print("charts:  " + Checkout.shown(charts.getFirst()));
    if (plot) screen.draw("\n" + screen.plots().of(results, swept));
    screen.next(plot ? "./lab book" : "./lab plot " + Checkout.shown(folder));
  }

  private ParameterException wrongUsage(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
