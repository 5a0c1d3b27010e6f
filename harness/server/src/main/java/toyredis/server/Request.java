package toyredis.server;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One request: a command's name (argument 0) and its arguments, as the client sent them.
 *
 * <p>It is a view into the decoder's buffer, valid until the decoder is used again, so that a
 * request costs no memory of its own. {@link #copy} makes one that lasts.
 */
public final class Request {
  private byte[] buffer;
  private int base; // offsets count from here, so that the buffer's content can be moved
  private int[] offsets = new int[4];
  private int[] lengths = new int[4];
  private int count;
  private Command command; // what argument 0 names, once somebody has asked for it
  private String key; // argument 1 as a string, once somebody has asked for it

  /** How many arguments there are, the command's name included; at least 1. */
  public int count() {
    return count;
  }

  /** The bytes from the first argument's beginning to the last one's end. */
  int length() {
    return offsets[count - 1] + lengths[count - 1] - offsets[0];
  }

  /** Argument {@code i} as a Latin-1 string: one char a byte. */
  public String text(int i) {
    return new String(buffer, base + offsets[i], lengths[i], StandardCharsets.ISO_8859_1);
  }

  /** The command that argument 0 names, in any case, or null; found once. */
  Command command() {
    if (command == null) command = Command.named(packedName());
    return command;
  }

  /** Argument 1, which is a key in most commands, as a string that is made once. */
  public String key() {
    if (key == null) key = text(1);
    return key;
  }

  /** Argument {@code i} in an array of its own. */
  public byte[] bytes(int i) {
    var from = base + offsets[i];
    return Arrays.copyOfRange(buffer, from, from + lengths[i]);
  }

  /** Whether argument {@code i} is {@code word}, which is in capitals, in any case. */
  public boolean is(int i, String word) {
    if (lengths[i] != word.length()) return false;
    var from = base + offsets[i];
    for (var k = 0; k < word.length(); k++) {
      if (upper(buffer[from + k]) != word.charAt(k)) return false;
    }
    return true;
  }

  /**
   * Argument {@code i} as a 64-bit integer.
   *
   * @throws CommandException if it is none
   */
  public long integer(int i) {
    var from = base + offsets[i];
    if (!Decimal.isValid(buffer, from, from + lengths[i])) {
      throw new CommandException("ERR value is not an integer or out of range");
    }
    return Decimal.parse(buffer, from, from + lengths[i]);
  }

  /**
   * The command's name in capitals, packed into a number, a byte a letter: no command has more than
   * eight. 0 if the name is longer.
   */
  long packedName() {
    if (lengths[0] > Long.BYTES) return 0;
    var packed = 0L;
    for (int i = base + offsets[0], end = i + lengths[0]; i < end; i++) {
      packed = packed << 8 | upper(buffer[i]) & 0xff;
    }
    return packed;
  }

  private static int upper(byte b) {
    return b >= 'a' && b <= 'z' ? b - ('a' - 'A') : b;
  }

  /** A copy that does not depend on the decoder: for a request that goes to another thread. */
  public Request copy() {
    var copy = new Request();
    var last = count - 1;
    copy.buffer =
        Arrays.copyOfRange(buffer, base + offsets[0], base + offsets[last] + lengths[last]);
    copy.base = -offsets[0];
    copy.offsets = Arrays.copyOf(offsets, count);
    copy.lengths = Arrays.copyOf(lengths, count);
    copy.count = count;
    copy.command = command;
    copy.key = key;
    return copy;
  }

  /** Begins anew: arguments will be added that lie in {@code buffer}, counted from {@code base}. */
  void reset() {
    count = 0;
    command = null;
    key = null;
    if (offsets.length > 1024) { // one huge request must not keep its memory for good
      offsets = new int[4];
      lengths = new int[4];
    }
  }

  /** Lets go of the bytes: a request that is done with must not keep a large buffer alive. */
  void release() {
    buffer = null;
    key = null;
  }

  void locate(byte[] buffer, int base) {
    this.buffer = buffer;
    this.base = base;
  }

  void add(int offset, int length) {
    if (count == offsets.length) {
      offsets = Arrays.copyOf(offsets, count * 2);
      lengths = Arrays.copyOf(lengths, count * 2);
    }
    offsets[count] = offset;
    lengths[count] = length;
    count++;
  }
}
