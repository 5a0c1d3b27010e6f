package toyredis.lab;

import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** What a command is to be tried on. */
sealed interface Subject {

  /** A step, started fresh for each run. */
  record OfStep(Step step) implements Subject {}

  /** A server that is already there. */
  record Remote(InetSocketAddress address) implements Subject {}

  /** All five steps. */
  record All() implements Subject {}

  /** The subjects with {@code all} written out. */
  static List<Subject> expand(List<Subject> named) {
    var subjects = new ArrayList<Subject>();
    for (var subject : named) {
      if (subject instanceof All) {
        for (var step : Step.values()) subjects.add(new OfStep(step));
      } else {
        subjects.add(subject);
      }
    }
    return subjects;
  }

  /** Reads {@code step3}, {@code all} or {@code host:port}. */
  final class Converter implements ITypeConverter<Subject> {
    @Override
    public Subject convert(String name) {
      if (name.equals("all")) return new All();
      int colon = name.lastIndexOf(':');
      try {
        if (colon < 0) return new OfStep(Step.of(name));
        return new Remote(
            new InetSocketAddress(
                name.substring(0, colon), Integer.parseInt(name.substring(colon + 1))));
      } catch (NumberFormatException e) {
        throw new TypeConversionException("'" + name + "' has no port number after its colon");
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage() + ", all, or host:port");
      }
    }
  }
}
