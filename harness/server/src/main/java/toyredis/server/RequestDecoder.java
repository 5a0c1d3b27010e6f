package toyredis.server;

import java.util.Arrays;

/**
 * Turns bytes into requests: RESP arrays of bulk strings, and inline commands, as the Redis
 * serialization protocol specification describes them. It does no I/O.
 *
 * <p>What an unfinished request costs is the bytes of it that have arrived, at most doubled; an
 * announced length allocates nothing. Between requests the decoder holds no buffer at all.
 */
public final class RequestDecoder implements Requests {
  /** The longest inline command, and the longest line with a length, in bytes. */
  static final int MAX_LINE = 64 * 1024;

  /**
   * By how much a line may be longer if its end arrives with it: Redis, which reads 16 KiB at a
   * time, looks for the end first and at the length afterwards.
   */
  private static final int SLACK = 16 * 1024;

  /** The most arguments of one request. */
  static final int MAX_ARGUMENTS = 1024 * 1024;

  /** The most bytes of one request, all arguments together. */
  static final int MAX_REQUEST = 1024 * 1024 * 1024;

  private static final int NONE = -1;

  private static final int LARGE = 64 * 1024; // bytes of an unfinished request

  private final int maxValue;
  private final MemoryLimit memory;
  private Request request = new Request();

  private byte[] buffer = new byte[0]; // the caller's array, or own
  private byte[] own; // holds an unfinished request between two feeds; null if there is none
  private int start; // of the request being decoded
  private int position; // decoded up to here
  private int scanned; // no line end before here
  private int end;

  private ProtocolException failure; // nobody knows where a request begins after this

  private int argumentsLeft; // of a RESP array whose head is decoded
  private int bulkLength = NONE; // of a bulk string whose head is decoded

  /**
   * @param maxValue the longest bulk string to take, in bytes
   * @param memory asked before much of an unfinished request is kept
   */
  public RequestDecoder(int maxValue, MemoryLimit memory) {
    this.maxValue = maxValue;
    this.memory = memory;
  }

  /** {@inheritDoc} Unescaped inline commands are written over their escaped form in it. */
  @Override
  public void feed(byte[] bytes, int from, int to) {
    if (own == null) {
      buffer = bytes;
      start = position = scanned = from;
      end = to;
      return;
    }
    var length = to - from;
    if ((long) end + length > MAX_REQUEST) {
      failure = new ProtocolException("too big request"); // next() throws it
      return;
    }
    if (end + length > own.length) {
      var capacity = capacity(end + length);
      if (capacity > LARGE && memory.isReachedBy(capacity)) {
        failure = new ProtocolException("out of memory for so large a request");
        return;
      }
      own = Arrays.copyOf(own, capacity);
    }
    System.arraycopy(bytes, from, own, end, length);
    end += length;
    buffer = own;
  }

  /** Room for {@code needed} bytes: doubled, but no more than a bulk string's rest asks for. */
  private int capacity(int needed) {
    var doubled = (int) Math.min(2L * own.length, MAX_REQUEST);
    var toFinish = bulkLength == NONE ? MAX_REQUEST : position + bulkLength + 2L;
    return Math.max(needed, (int) Math.min(doubled, toFinish));
  }

  @Override
  public Request next() throws ProtocolException {
    if (failure != null) throw failure;
    try {
      return decode();
    } catch (ProtocolException e) {
      failure = e;
      throw e;
    }
  }

  /**
   * As {@link #next()}, but the request stays valid until the next {@link #feed}, since the decoder
   * goes on with {@code spare} in its place. If the answer is null, {@code spare} is not taken.
   */
  Request next(Request spare) throws ProtocolException {
    var next = next();
    if (next != null) request = spare;
    return next;
  }

  private Request decode() throws ProtocolException {
    while (position < end || argumentsLeft > 0) {
      if (argumentsLeft == 0) {
        request.reset();
        start = position;
        var whole = buffer[position] == '*' ? decodeArrayHead() : decodeInline();
        if (!whole) break;
      }
      if (argumentsLeft > 0 && !decodeArguments()) break;
      if (request.count() > 0) {
        request.locate(buffer, start);
        return request;
      }
    }
    keep();
    return null;
  }

  /** {@code *2\r\n}: how many arguments follow. Whether it was there as a whole. */
  private boolean decodeArrayHead() throws ProtocolException {
    var lineEnd = lineEnd("too big mbulk count string");
    if (lineEnd == NONE) return false;
    var from = position + 1;
    if (!Decimal.isValid(buffer, from, lineEnd)
        || Decimal.parse(buffer, from, lineEnd) > MAX_ARGUMENTS) {
      throw new ProtocolException("invalid multibulk length");
    }
    argumentsLeft = (int) Math.max(0, Decimal.parse(buffer, from, lineEnd));
    position = scanned = lineEnd + 2;
    return true;
  }

  /** {@code $3\r\nfoo\r\n}, as often as the head said. Whether all were there. */
  private boolean decodeArguments() throws ProtocolException {
    while (argumentsLeft > 0) {
      if (bulkLength == NONE) {
        var lineEnd = lineEnd("too big bulk count string");
        if (lineEnd == NONE) return false;
        if (buffer[position] != '$') {
          var got = (char) (buffer[position] & 0xff);
          throw new ProtocolException("expected '$', got '" + got + "'");
        }
        var from = position + 1;
        if (!Decimal.isValid(buffer, from, lineEnd)) {
          throw new ProtocolException("invalid bulk length");
        }
        var length = Decimal.parse(buffer, from, lineEnd);
        if (length < 0 || length > maxValue) throw new ProtocolException("invalid bulk length");
        bulkLength = (int) length;
        position = scanned = lineEnd + 2;
      }
      if (end - position < bulkLength + 2L) return false;
      request.add(position - start, bulkLength);
      position = scanned = position + bulkLength + 2;
      bulkLength = NONE;
      argumentsLeft--;
    }
    return true;
  }

  /**
   * Where the line at {@code position} ends: the place of its {@code \r}, once the byte behind it
   * has arrived too. The bytes looked at are not looked at again when more arrive.
   */
  private int lineEnd(String tooBig) throws ProtocolException {
    while (scanned < end && buffer[scanned] != '\r') scanned++;
    if (scanned + 1 < end && scanned - position <= MAX_LINE + SLACK) return scanned;
    if (end - position > MAX_LINE) throw new ProtocolException(tooBig);
    return NONE;
  }

  /** {@code SET key "a value"\n}, as typed into nc. Whether the line was there as a whole. */
  private boolean decodeInline() throws ProtocolException {
    while (scanned < end && buffer[scanned] != '\n') scanned++;
    if (scanned == end) {
      if (end - position > MAX_LINE) throw new ProtocolException("too big inline request");
      return false;
    }
    if (scanned - position > MAX_LINE + SLACK)
      throw new ProtocolException("too big inline request");
    var lineEnd = scanned > position && buffer[scanned - 1] == '\r' ? scanned - 1 : scanned;
    splitWords(position, lineEnd);
    position = ++scanned;
    return true;
  }

  /** Words are parted by white space; quotes and escapes as in Redis. */
  private void splitWords(int from, int lineEnd) throws ProtocolException {
    var i = from;
    while (true) {
      while (i < lineEnd && isSpace(buffer[i])) i++;
      if (i == lineEnd) return;
      var wordStart = i; // a word is written here without its quotes and escapes:
      var wordEnd = i; // it never becomes longer than it was
      var quote = 0;
      while (i < lineEnd && (quote != 0 || !endsWord(buffer[i]))) {
        var b = buffer[i++];
        if (quote == 0 && (b == '"' || b == '\'')) {
          quote = b;
        } else if (quote != 0 && b == quote) {
          if (i < lineEnd && !isSpace(buffer[i])) throw unbalanced();
          quote = 0;
          break; // a closing quote ends the word
        } else if (quote == '"' && b == '\\' && i < lineEnd) {
          if (buffer[i] == 'x' && i + 2 < lineEnd && hex(i + 1) >= 0 && hex(i + 2) >= 0) {
            buffer[wordEnd++] = (byte) (hex(i + 1) * 16 + hex(i + 2));
            i += 3;
          } else {
            buffer[wordEnd++] = unescape(buffer[i++]);
          }
        } else if (quote == '\'' && b == '\\' && i < lineEnd && buffer[i] == '\'') {
          buffer[wordEnd++] = buffer[i++];
        } else {
          buffer[wordEnd++] = b;
        }
      }
      if (quote != 0) throw unbalanced();
      request.add(wordStart - start, wordEnd - wordStart);
    }
  }

  private static ProtocolException unbalanced() {
    return new ProtocolException("unbalanced quotes in request");
  }

  private static boolean isSpace(byte b) {
    return b == ' ' || b >= '\t' && b <= '\r';
  }

  private static boolean endsWord(byte b) {
    return b == ' ' || b == '\t' || b == '\r' || b == '\n';
  }

  private int hex(int i) {
    return buffer[i] < 0 ? -1 : Character.digit(buffer[i], 16);
  }

  private static byte unescape(byte b) {
    return switch (b) {
      case 'n' -> '\n';
      case 'r' -> '\r';
      case 't' -> '\t';
      case 'b' -> '\b';
      case 'a' -> 7;
      default -> b;
    };
  }

  /** {@inheritDoc} Without anything to keep, the decoder's own array is freed. */
  @Override
  public void keep() {
    if (argumentsLeft == 0) start = position;
    if (start == end) {
      request.release();
      own = null;
      buffer = null;
    } else if (buffer != own || start > 0) {
      own = Arrays.copyOfRange(buffer, start, end);
      buffer = own;
    }
    position -= start;
    scanned -= start;
    end -= start;
    start = 0;
  }

  /** The bytes of memory that an unfinished request occupies; 0 between requests. */
  int heldBytes() {
    return own == null ? 0 : own.length;
  }
}
