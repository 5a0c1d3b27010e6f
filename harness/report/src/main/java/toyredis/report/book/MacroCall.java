package toyredis.report.book;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import toyredis.report.BookException;

/**
 * A line like {@code chart::cpu[up-to=step3,focus="step2 step3"]}.
 *
 * @param name {@code chart}
 * @param target {@code cpu}
 * @param options what stands in the brackets
 */
record MacroCall(String name, String target, Map<String, String> options) {
  private static final Pattern LINE = Pattern.compile("([a-z][a-z-]*)::([^\\s\\[]*)\\[(.*)]\\s*");
  private static final Pattern OPTION =
      Pattern.compile("\\s*(?:([a-z][a-z-]*)\\s*=\\s*)?(?:\"([^\"]*)\"|([^,]*))(?:,|$)");

  /** What a line calls; empty if it is no macro of a block's. */
  static Optional<MacroCall> of(String line) {
    var match = LINE.matcher(line);
    if (!match.matches()) return Optional.empty();
    var options = new LinkedHashMap<String, String>();
    var option = OPTION.matcher(match.group(3));
    while (option.lookingAt() && option.end() > option.start()) {
      var value = option.group(2) == null ? option.group(3).strip() : option.group(2);
      options.put(option.group(1) == null ? "" : option.group(1), value);
      option.region(option.end(), option.regionEnd());
    }
    return Optional.of(new MacroCall(match.group(1), match.group(2), options));
  }

  /** The value of an option. */
  Optional<String> option(String option) {
    return Optional.ofNullable(options.get(option));
  }

  /** Refuses options that the macro does not know, so that a misspelt one is not overlooked. */
  MacroCall allow(String... known) throws BookException {
    for (var option : options.keySet()) {
      if (List.of(known).contains(option)) continue;
      throw new BookException(
          "%s:: has no option %s; it has: %s"
              .formatted(
                  name,
                  option.isEmpty() ? options.get(option) : option,
                  known.length == 0 ? "none" : String.join(", ", known)));
    }
    return this;
  }
}
