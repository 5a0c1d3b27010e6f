package toyredis.lab;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import toyredis.lab.screen.LabException;
import toyredis.lab.screen.Screen;
import toyredis.results.LoadResult;
import toyredis.results.Results;
import toyredis.results.text.LoadDiff;

/** Two load results side by side. */
@Command(
    name = "diff",
    header = "Show two load results side by side.",
    description = {
      "",
      "What differs between the settings is marked with *. When the machines differ, in processor,"
          + " cores, kernel or JDK, there are no ratios: they would compare the machines.",
      ""
    },
    footer = {"", "Example:", "  ./lab diff results/load-step2-c50-20260101-120000.json results/…"})
final class DiffCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "RESULT", description = "A result's JSON file.")
  private Path first;

  @Parameters(index = "1", paramLabel = "RESULT", description = "The one to set beside it.")
  private Path second;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    var a = load(first);
    var b = load(second);
    var screen = Screen.of(spec.commandLine().getOut());
    screen.print(LoadDiff.of("first", a, "second", b, screen.columns()));
    return 0;
  }

  private static LoadResult load(Path file) throws IOException {
    if (Results.read(file) instanceof LoadResult load) return load;
    throw new LabException(file + ": only results of load runs can be set side by side");
  }
}
