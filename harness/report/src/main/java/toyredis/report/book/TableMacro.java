package toyredis.report.book;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jsoup.Jsoup;
import toyredis.report.BookException;
import toyredis.report.Measurements;
import toyredis.results.Step;

/**
 * {@code table::original[]}, {@code table::saturated[]}, {@code table::race[]} or {@code
 * table::race[step=step1]}: the figures themselves.
 *
 * @param caption where they were measured
 */
record TableMacro(Measurements measurements, String caption) implements Macro {

  @Override
  public List<String> expand(MacroCall call) throws BookException {
    var lines = new ArrayList<>(table(call.target(), Map.copyOf(call.options())));
    lines.addAll(List.of("", "[.origin]", caption));
    return lines;
  }

  private List<String> table(String name, Map<String, Object> options) throws BookException {
    var step = options.get("step") instanceof String id ? Step.of(id) : null;
    var html =
        switch (name) {
          case "race" ->
              Tables.race(
                  measurements,
                  step == null
                      ? List.of(Step.values())
                      : List.of(step.orElseThrow(() -> new BookException("there is no step"))));
          case "original" -> Tables.original(measurements);
          case "saturated" -> Tables.saturated(measurements);
          default -> throw Macro.unknown("table", name, Stream.of("race", "original", "saturated"));
        };
    var cells = Jsoup.parse(html).select("tr");
    var lines = new ArrayList<String>();
    var columns = new ArrayList<String>();
    for (var head : cells.getFirst().children()) columns.add(head.hasClass("number") ? ">1" : "<2");
    lines.add("[.figures%header,cols=\"" + String.join(",", columns) + "\"]");
    lines.add("|===");
    for (var row : cells) {
      for (var cell : row.children()) lines.add("|" + Macro.literal(cell.text()));
      lines.add("");
    }
    lines.add("|===");
    return lines;
  }
}
