package toyredis.report.book;

import java.util.ArrayList;
import java.util.List;
import toyredis.report.BookException;
import toyredis.report.Measurements;

/**
 * {@code table::original[]} or {@code table::race[step=step1]}: the figures themselves, one of the
 * {@link Tables}.
 *
 * @param caption where they were measured
 */
record TableMacro(Measurements measurements, String caption) implements Macro {
  /** The stores without the network are no part of {@code ./lab book}. */
  private static final List<String> NOT_MEASURED =
      List.of(
          "[.origin]",
          "Not measured on this machine yet. It takes four minutes: `./lab bench --book`, and then"
              + " `./lab book` again.");

  @Override
  public List<String> expand(MacroCall call) throws BookException {
    call.allow("step", "up-to");
    if (call.target().equals("bench") && measurements.bench().isEmpty()) return NOT_MEASURED;
    var lines = new ArrayList<>(Tables.asciidoc(call.target(), measurements, call.options()));
    lines.addAll(List.of("", "[.origin]", caption));
    return lines;
  }
}
