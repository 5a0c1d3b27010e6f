package toyredis.lab;

import static java.util.Comparator.comparing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.plan.ComparePlan;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.report.book.CompareReport;
import toyredis.report.compare.SweptParameter;
import toyredis.results.LoadResult;
import toyredis.results.ProfileResult;
import toyredis.results.Result;
import toyredis.results.Results;

/** Charts of results that are there. */
@Command(
    name = "plot",
    header = "Draw load results that are there: in the terminal, or as SVG and PNG.",
    description = {
      "",
      "Results of several servers come into the same charts. What differs between the runs of a"
          + " server, the number of connections for one, becomes the horizontal axis; of one run"
          + " alone its seconds are shown. A profile shows the time in the store.",
      ""
    },
    footer = {
      "",
      "Examples:",
      "  ./lab plot                  the latest result",
      "  ./lab plot results/load-step2-c50-20260101-120000.json",
      "  ./lab plot results/compare-night --into charts      and open charts/index.html"
    })
final class PlotCommand implements Callable<Integer> {
  @Parameters(
      arity = "0..*",
      paramLabel = "RESULT",
      description =
          "A load result's JSON file, or a folder of them: a comparison's, for one (default: the"
              + " latest in results/).")
  private List<Path> named = List.of();

  @Option(
      names = "--into",
      paramLabel = "FOLDER",
      description = "Draw SVG and PNG files, and an index.html that needs none of them.")
  private Path into;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var screen = Screen.of(spec.commandLine().getOut());
    if (named.isEmpty()) {
      var checkout = Checkout.ofThisLab();
      named = List.of(latest(checkout));
      screen.print(Checkout.shown(named.getFirst()) + "\n");
    }
    var results = results();
    var loads = of(LoadResult.class, results);
    var profiles = of(ProfileResult.class, results);
    if (loads.isEmpty() && profiles.isEmpty()) {
      throw new LabException("there is no result of ./lab load or compare in " + named.getFirst());
    }
    var swept = SweptParameter.among(loads);
    if (into != null) {
      var written = CompareReport.write(into, loads, swept, profiles);
      screen.print("charts: " + written.getFirst());
      screen.print("        " + written.getFirst().toUri());
      return 0;
    }
    if (!loads.isEmpty()) screen.draw(screen.plots().of(loads, swept));
    if (!profiles.isEmpty()) screen.draw(screen.plots().ofProfiles(profiles));
    screen.next("./lab compare --quick");
    return 0;
  }

  /** The latest that can be drawn. */
  private static Path latest(Checkout checkout) throws IOException {
    var none =
        new LabException(
            "there is no result in "
                + Checkout.shown(checkout.results())
                + "; try ./lab load step2");
    if (!Files.isDirectory(checkout.results())) throw none;
    try (var results = Files.list(checkout.results())) {
      return results
          .filter(r -> r.getFileName().toString().matches("(load|profile)-.*\\.json|compare-.*"))
          .max(comparing(r -> r.toFile().lastModified()))
          .orElseThrow(() -> none);
    }
  }

  private List<Result> results() throws IOException {
    var results = new ArrayList<Result>();
    for (var path : named) {
      if (!Files.isDirectory(path)) {
        results.add(Results.read(path));
      } else if (Files.exists(ComparePlan.planFile(path))) {
        results.addAll(Results.readAll(ComparePlan.runs(path)));
      } else {
        results.addAll(Results.readAll(path));
      }
    }
    return results;
  }

  private static <R extends Result> List<R> of(Class<R> kind, List<Result> results) {
    return results.stream().filter(kind::isInstance).map(kind::cast).toList();
  }
}
