package toyredis.lab.option;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes in bytes: {@code 32}, or {@code 16-512}. */
record SizeRange(int from, int to) {
  private static final Pattern RANGE = Pattern.compile("(\\d{1,9})(?:-(\\d{1,9}))?");

  /** Reads one. */
  static final class Converter implements ITypeConverter<SizeRange> {
    @Override
    public SizeRange convert(String text) {
      var range = RANGE.matcher(text);
      if (!range.matches()) {
        throw new TypeConversionException("'" + text + "' is no size; try 32 or 16-512");
      }
      int from = Integer.parseInt(range.group(1));
      return new SizeRange(from, range.group(2) == null ? from : Integer.parseInt(range.group(2)));
    }
  }
}
