package toyredis.report.book;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.results.Result;
import toyredis.results.Step;
import toyredis.results.text.ResultText;
import toyredis.results.text.Table;

/**
 * {@code output::race[step=step1]} or {@code output::load[step=step1]}: what {@code ./lab} printed
 * of that result; of the loads the saturated one with the median throughput.
 *
 * @param origin where the results come from, in words
 */
record OutputMacro(Measurements measurements, String origin) implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException {
    var id =
        call.allow("step")
            .option("step")
            .orElseThrow(
                () -> new BookException("output:: needs a step: output::race[step=step1]"));
    var step = Step.of(id).orElseThrow(() -> new BookException("there is no step " + id));
    var lines = new ArrayList<>(List.of("[.output]", ".Its output (" + origin + ")", LISTING));
    lines.addAll(printed(call.target(), step).lines().toList());
    lines.add(LISTING);
    return lines;
  }

  private String printed(String command, Step step) throws BookException {
    switch (command) {
      case "race" -> {
        var race = measurements.race(step);
        if (race.isPresent()) return ResultText.of(race.get(), Table.WIDE);
      }
      case "load" -> {
        var runs = measurements.loads(Result.SATURATED, step);
        if (!runs.isEmpty()) return ResultText.of(Measurements.median(runs));
      }
      default -> throw Macro.unknown("output", command, Stream.of("race", "load"));
    }
    throw new BookException("there is no " + command + " result of " + step.id());
  }
}
