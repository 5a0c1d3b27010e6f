package toyredis.load.client;

import java.net.ProtocolException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Reads RESP2 replies out of bytes that arrive in pieces of any size. It does no I/O: hand it what
 * has arrived with {@link #accept}, then call {@link #next} until it says {@link Kind#INCOMPLETE}.
 *
 * <p>While whole replies arrive, it reads them where they are and copies nothing; only the
 * beginning of a reply whose end is still to come is kept.
 */
public final class ReplyReader {

  public enum Kind {
    /** The rest of the reply has not arrived. */
    INCOMPLETE,
    STATUS,
    ERROR,
    INTEGER,
    BULK,
    NULL,
    ARRAY
  }

  private static final int MAX_LINE = 64 * 1024;
  private static final int MAX_BULK = 512 * 1024 * 1024;
  private static final byte[] NOTHING = {};

  private byte[] bytes = NOTHING;
  private int position;
  private int limit;
  private boolean ours;

  // How far the reply at position has been read: an array of a million elements arrives in many
  // pieces, and none of them is read twice.

  /** Values of it that have not been read: itself, and for an array then its elements. */
  private long missing = 1;

  /** How many of its bytes have been read. */
  private int read;

  private Kind kind = Kind.INCOMPLETE;
  private int start;
  private int end;
  private long integer;

  /**
   * Takes bytes that arrived. The array is read in place until {@link #next} says INCOMPLETE; after
   * that the caller may use it again.
   */
  public void accept(byte[] arrived, int from, int to) {
    if (position == limit) {
      bytes = arrived;
      position = from;
      limit = to;
      ours = false;
    } else {
      keepRest(to - from);
      System.arraycopy(arrived, from, bytes, limit, to - from);
      limit += to - from;
    }
  }

  /**
   * The kind of the next whole reply; its content is in {@link #text}, {@link #integer}, {@link
   * #elements}, or between {@link #start} and {@link #end} of {@link #bytes} until the next call.
   *
   * @throws ProtocolException when the bytes are no RESP2 reply
   */
  public Kind next() throws ProtocolException {
    if (readOn()) {
      // the array itself, not its last element
      if (bytes[position] == '*') value(position);
      position += read;
      if (kind == Kind.ARRAY) end = position;
      read = 0;
      missing = 1;
    } else {
      kind = Kind.INCOMPLETE;
      keepRest(0);
    }
    return kind;
  }

  /** Reads what has arrived of the reply; false when some of it is missing. */
  private boolean readOn() throws ProtocolException {
    while (missing > 0) {
      int at = position + read;
      int after = at == limit ? -1 : value(at);
      if (after < 0) return false;
      read = after - position;
      missing += kind == Kind.ARRAY ? integer - 1 : -1;
    }
    return true;
  }

  /** What {@link #next} found last. */
  Kind kind() {
    return kind;
  }

  public byte[] bytes() {
    return bytes;
  }

  /** Where the content of a status, error or bulk string begins; an array's first element. */
  public int start() {
    return start;
  }

  /** Where it ends, exclusive. */
  public int end() {
    return end;
  }

  /** The value of an INTEGER, the number of elements of an ARRAY. */
  public long integer() {
    return integer;
  }

  /** The content of a status, an error or a bulk string, as Latin-1. */
  public String text() {
    return new String(bytes, start, end - start, StandardCharsets.ISO_8859_1);
  }

  /** The elements of an ARRAY as Latin-1 strings; a nested array or a null is null. */
  public List<String> elements() throws ProtocolException {
    if (kind != Kind.ARRAY) throw new IllegalStateException("not an array but " + kind);
    int count = (int) integer;
    int at = start;
    var elements = new ArrayList<String>(count);
    for (int i = 0; i < count; i++) {
      at = value(at);
      elements.add(kind == Kind.ARRAY || kind == Kind.NULL ? null : text());
      for (long inner = kind == Kind.ARRAY ? integer : 0; inner > 0; inner--) {
        at = value(at);
        if (kind == Kind.ARRAY) inner += integer;
      }
    }
    kind = Kind.ARRAY;
    return elements;
  }

  /** Moves what has not been read into an array of our own, with room for {@code more} bytes. */
  private void keepRest(int more) {
    int rest = limit - position;
    if (rest == 0) {
      bytes = NOTHING;
      ours = true;
      position = limit = 0;
      return;
    }
    if (ours && bytes.length - limit >= more) return;
    var room = new byte[Math.max(rest + more, ours ? 2 * rest : rest)];
    System.arraycopy(bytes, position, room, 0, rest);
    bytes = room;
    ours = true;
    position = 0;
    limit = rest;
  }

  /**
   * Reads one value from {@code at} and returns where it ends, or -1 when it is not all there. Of
   * an array it reads only how many elements follow: each is a value of its own.
   */
  private int value(int at) throws ProtocolException {
    int line = at + 1;
    int cr = endOfLine(line);
    if (cr < 0) return -1;
    int after = cr + 2;
    switch (bytes[at]) {
      case '+' -> text(Kind.STATUS, line, cr);
      case '-' -> text(Kind.ERROR, line, cr);
      case ':' -> {
        text(Kind.INTEGER, line, cr);
        integer = number(line, cr);
      }
      case '$' -> {
        long length = number(line, cr);
        if (length == -1) {
          text(Kind.NULL, after, after);
          return after;
        }
        if (length < 0 || length > MAX_BULK) throw new ProtocolException("bulk of " + length);
        if (limit - after < length + 2) return -1;
        int close = after + (int) length;
        if (bytes[close] != '\r' || bytes[close + 1] != '\n') {
          throw new ProtocolException("bulk string does not end where its length says");
        }
        text(Kind.BULK, after, close);
        return close + 2;
      }
      case '*' -> {
        long count = number(line, cr);
        if (count == -1) {
          text(Kind.NULL, after, after);
          return after;
        }
        if (count < 0 || count > MAX_BULK) throw new ProtocolException("array of " + count);
        text(Kind.ARRAY, after, after);
        integer = count;
      }
      default -> throw new ProtocolException("reply begins with byte " + (bytes[at] & 0xff));
    }
    return after;
  }

  private void text(Kind kind, int start, int end) {
    this.kind = kind;
    this.start = start;
    this.end = end;
  }

  /** Where the line's CR is, or -1 when its CRLF has not arrived. */
  private int endOfLine(int from) throws ProtocolException {
    for (int i = from; i < limit - 1; i++) {
      if (bytes[i] == '\r') {
        if (bytes[i + 1] != '\n') throw new ProtocolException("CR without LF");
        return i;
      }
    }
    if (limit - from > MAX_LINE) throw new ProtocolException("line too long");
    return -1;
  }

  private long number(int from, int to) throws ProtocolException {
    boolean negative = from < to && bytes[from] == '-';
    int first = negative ? from + 1 : from;
    if (first == to || to - first > 19) throw notANumber(from, to);
    long value = 0;
    for (int i = first; i < to; i++) {
      int digit = bytes[i] - '0';
      if (digit < 0 || digit > 9) throw notANumber(from, to);
      value = value * 10 - digit;
    }
    // counted downwards, since the smallest long has no positive twin
    if (value > 0 || (!negative && value == Long.MIN_VALUE)) throw notANumber(from, to);
    return negative ? value : -value;
  }

  private ProtocolException notANumber(int from, int to) {
    var shown = Arrays.copyOfRange(bytes, from, Math.min(to, from + 32));
    return new ProtocolException("not a number: " + new String(shown, StandardCharsets.ISO_8859_1));
  }
}
