package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.screen.Screen;
import toyredis.results.MergedLoad;
import toyredis.results.text.ResultText;

/** Makes one result of those of several generators. */
@Command(
    name = "merge",
    header = "Add up the results of several generators on one server.",
    description = {
      "",
      "When one generator is not enough, start the server once, run ./lab load host:port on several"
          + " machines at the same time, and bring the results here, each .json with its .hlog"
          + " beside it. Operations, rates and errors add up; percentiles are read from the"
          + " added-up histograms, never averaged.",
      ""
    },
    footer = {"", "Example:", "  ./lab merge a/load.json b/load.json --into results/both.json"})
final class MergeCommand implements Callable<Integer> {
  @Parameters(arity = "2..*", paramLabel = "RESULT", description = "Results' JSON files.")
  private List<Path> files;

  @Option(
      names = "--into",
      required = true,
      paramLabel = "FILE",
      description = "Where the sum is kept, with its histograms beside it.")
  private Path into;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    if (!into.toString().endsWith(".json")) {
      throw new ParameterException(spec.commandLine(), "--into names a file that ends in .json");
    }
    if (files.stream().distinct().count() < files.size()) {
      throw new ParameterException(spec.commandLine(), "a RESULT is named twice");
    }
    var merged = MergedLoad.merge(files, into);
    var screen = Screen.of(spec.commandLine().getOut());
    screen.print(ResultText.of(merged));
    screen.print("merged from:       " + files.size() + " generators");
    screen.print("kept in:           " + into);
    screen.next("./lab plot " + into);
    return 0;
  }
}
