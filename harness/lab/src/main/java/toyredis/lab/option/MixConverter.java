package toyredis.lab.option;

import java.util.HashMap;
import java.util.Locale;
import java.util.Set;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;
import toyredis.results.LoadSettings.Mix;

/** Reads the weights of commands: {@code get=8,set=2,incr=1}. */
final class MixConverter implements ITypeConverter<Mix> {
  private static final Set<String> COMMANDS = Set.of("get", "set", "incr", "del", "keys");

  @Override
  public Mix convert(String text) {
    var weights = new HashMap<String, Integer>();
    for (var part : text.split(",")) {
      var words = part.split("=", 2);
      var command = words[0].strip().toLowerCase(Locale.ROOT);
      if (words.length != 2 || !words[1].matches("\\d{1,6}") || !COMMANDS.contains(command)) {
        throw wrong(part);
      }
      if (weights.put(command, Integer.valueOf(words[1])) != null) throw wrong(part);
    }
    return new Mix(
        weights.getOrDefault("get", 0),
        weights.getOrDefault("set", 0),
        weights.getOrDefault("incr", 0),
        weights.getOrDefault("del", 0),
        weights.getOrDefault("keys", 0));
  }

  private static TypeConversionException wrong(String part) {
    return new TypeConversionException(
        "'" + part + "' is no weight; try get=8,set=2 (there are get, set, incr, del, keys)");
  }
}
