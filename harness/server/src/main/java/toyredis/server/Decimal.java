package toyredis.server;

import java.nio.charset.StandardCharsets;

/**
 * 64-bit integers as Redis writes them: decimal digits, a leading {@code -} if negative, and
 * nothing else: no {@code +}, no spaces, no leading zeros.
 */
public final class Decimal {

  private Decimal() {}

  /** Whether {@code text[from, to)} is such an integer. */
  public static boolean isValid(byte[] text, int from, int to) {
    var negative = from < to && text[from] == '-';
    var first = negative ? from + 1 : from;
    var digits = to - first;
    if (digits < 1 || digits > 19) return false;
    if (text[first] == '0') return digits == 1 && !negative;
    var magnitude = 0L; // kept negative, where there is room for one more
    for (var i = first; i < to; i++) {
      var digit = text[i] - '0';
      if (digit < 0 || digit > 9) return false;
      if (magnitude < (Long.MIN_VALUE + digit) / 10) return false;
      magnitude = magnitude * 10 - digit;
    }
    return negative || magnitude != Long.MIN_VALUE;
  }

  /** The integer in {@code text[from, to)}, which must be {@link #isValid valid}. */
  public static long parse(byte[] text, int from, int to) {
    var negative = text[from] == '-';
    var magnitude = 0L;
    for (var i = negative ? from + 1 : from; i < to; i++) {
      magnitude = magnitude * 10 - (text[i] - '0');
    }
    return negative ? magnitude : -magnitude;
  }

  /** The bytes that {@link #parse} reads back as {@code number}. */
  public static byte[] toBytes(long number) {
    return Long.toString(number).getBytes(StandardCharsets.ISO_8859_1);
  }

  /**
   * What INCR does to a value.
   *
   * @param value a stored value, or null for a key that is absent, which counts as 0
   * @throws CommandException if it is no integer, or the sum would not fit in 64 bits
   */
  public static long add(byte[] value, long delta) {
    if (value == null) return delta;
    if (!isValid(value, 0, value.length)) {
      throw new CommandException("ERR value is not an integer or out of range");
    }
    var number = parse(value, 0, value.length);
    var sum = number + delta;
    if (((number ^ sum) & (delta ^ sum)) < 0) { // both have a sign that the sum has not
      throw new CommandException("ERR increment or decrement would overflow");
    }
    return sum;
  }
}
