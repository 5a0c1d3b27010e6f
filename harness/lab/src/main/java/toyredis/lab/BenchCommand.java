package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import toyredis.lab.plan.AdHoc;
import toyredis.lab.plan.BenchRun;
import toyredis.lab.process.Checkout;
import toyredis.lab.screen.Screen;
import toyredis.results.Results;
import toyredis.results.text.ResultText;

/** Measures the stores without servers. */
@Command(
    name = "bench",
    header = "Measure the stores without the network, with JMH.",
    description = {
      "",
      "What a lock or a message costs where nothing else is in the way, by store, number of threads"
          + " and share of GETs. It says which store is costlier, not which server is slower: on a"
          + " server the network costs many times as much. The result is kept as JSON below"
          + " results/.",
      ""
    })
final class BenchCommand implements Callable<Integer> {
  @Option(names = "--quick", description = "80 %% GET, 1 and 2 threads: about a minute.")
  private boolean quick;

  @Option(
      names = "--thorough",
      description =
          "Five shares of GETs, 1 to 8 threads, three JVMs each: about an hour (default: three"
              + " shares, 1 to 4 threads, one JVM each: about 5 minutes).")
  private boolean thorough;

  @Option(
      names = "--book",
      description =
          "Keep the result in results/book/ too, for the charts and claims of the lessons.")
  private boolean book;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (quick && thorough) {
      throw new ParameterException(
          spec.commandLine(), "--quick and --thorough exclude one another: choose one");
    }
    var length =
        quick
            ? BenchRun.Length.QUICK
            : thorough ? BenchRun.Length.THOROUGH : BenchRun.Length.DEFAULT;
    var checkout = Checkout.ofThisLab();
    var screen = Screen.of(spec.commandLine().getOut());
    AdHoc.requireFolder(checkout.results());
    var result = new BenchRun(checkout, screen, length).run();
    Path file;
    try {
      file = AdHoc.write(checkout, "bench", result);
      if (book) Results.write(checkout.bookResults().resolve("bench.json"), result);
    } finally {
      screen.print(ResultText.of(result, screen.columns()));
    }
    screen.print("\nkept in:           " + Checkout.shown(file));
    screen.next(book ? "./lab book" : "./lab compare --quick");
    return 0;
  }
}
