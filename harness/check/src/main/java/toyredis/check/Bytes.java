package toyredis.check;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Bytes as text, and two rows of them compared. */
public final class Bytes {
  private static final int BEFORE = 30;
  private static final int AFTER = 30;

  private Bytes() {}

  /** Printable ASCII as it is, the rest as {@code \r}, {@code \n} or {@code \xff}. */
  public static String shown(byte[] bytes) {
    if (bytes == null) return "null";
    var text = new StringBuilder();
    for (var b : bytes) text.append(shown(b));
    return text.toString();
  }

  private static String shown(byte b) {
    return switch (b) {
      case '\r' -> "\\r";
      case '\n' -> "\\n";
      case '\\' -> "\\\\";
      default -> b >= ' ' && b < 127 ? String.valueOf((char) b) : "\\x%02x".formatted(b & 0xff);
    };
  }

  /** The Latin-1 bytes of a text. */
  public static byte[] of(String text) {
    return text.getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * Compares.
   *
   * @param what the bytes are, for the message: "the reply to GET"
   * @throws AssertionError with both rows and a caret below the first wrong byte
   */
  public static void same(byte[] expected, byte[] actual, String what) {
    int at = Arrays.mismatch(expected, actual);
    if (at < 0) return;
    int from = Math.max(0, at - BEFORE);
    var lead = from > 0 ? "…" : "";
    var caret = lead.length() + shown(Arrays.copyOfRange(expected, from, at)).length();
    throw new AssertionError(
        "%s is wrong from byte %d on%s\n  expected: %s%s\n  received: %s%s\n            %s^"
            .formatted(
                what,
                at,
                at == actual.length
                    ? ": it ends too early"
                    : at == expected.length ? ": there is more than there should be" : "",
                lead,
                piece(expected, from, at),
                lead,
                piece(actual, from, at),
                " ".repeat(caret)));
  }

  private static String piece(byte[] bytes, int from, int at) {
    int to = Math.min(bytes.length, at + AFTER);
    return shown(Arrays.copyOfRange(bytes, from, to)) + (to < bytes.length ? "…" : "");
  }
}
