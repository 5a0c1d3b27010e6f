package toyredis.server;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Collects the replies to a batch of requests, so that they leave in one write. What is long is not
 * copied: a large value's array itself is handed to the socket, and a reply that outgrows one array
 * goes on in the next. Belongs to one thread.
 */
public final class ReplyBuffer {
  private static final int INITIAL = 1024; // the array doubles …
  private static final int LARGEST = 64 * 1024; // … up to here; then another one follows
  private static final int TOO_LARGE_TO_COPY = 16 * 1024;

  private byte[] bytes = new byte[INITIAL];
  private int written; // bytes[0, written) are in use …
  private int parted; // … of which [0, parted) are already among the parts
  private final List<ByteBuffer> parts = new ArrayList<>(0);
  private long partsLength;

  /** {@code +OK} and the like; {@code text} has no line end. */
  public void simple(String text) {
    line('+', text);
  }

  /**
   * An error.
   *
   * @param reply a code and a sentence, {@code "ERR no such thing"}; line ends become spaces
   */
  public void error(String reply) {
    line('-', reply.replace('\r', ' ').replace('\n', ' '));
  }

  /** {@code :7}. */
  public void integer(long number) {
    header(':', number);
  }

  /** A value. The array must not be changed before the replies have been written. */
  public void bulk(byte[] value) {
    header('$', value.length);
    if (value.length < TOO_LARGE_TO_COPY) {
      reserve(value.length + 2);
      System.arraycopy(value, 0, bytes, written, value.length);
      written += value.length;
    } else {
      part(ByteBuffer.wrap(value));
      reserve(2);
    }
    lineEnd();
  }

  /** A value, one byte a char. */
  public void bulk(String latin1) {
    var length = latin1.length();
    header('$', length);
    reserve(length + 2);
    putLatin1(latin1);
    lineEnd();
  }

  /** A text for people to read, which RESP3 marks as such. */
  public void verbatim(Session session, String latin1) {
    if (session.resp3()) {
      header('=', "txt:".length() + latin1.length());
      reserve("txt:".length() + latin1.length());
      putLatin1("txt:");
      putLatin1(latin1);
      lineEnd();
    } else {
      bulk(latin1);
    }
  }

  /** "No such key": {@code $-1} in RESP2, {@code _} in RESP3. */
  public void nil(Session session) {
    line(session.resp3() ? '_' : '$', session.resp3() ? "" : "-1");
  }

  /** The head of an array; {@code length} replies follow. */
  public void array(int length) {
    header('*', length);
  }

  /** The head of a map: {@code entries} times a key and a value follow. RESP2 has only arrays. */
  public void map(Session session, int entries) {
    header(session.resp3() ? '%' : '*', session.resp3() ? entries : 2 * entries);
  }

  /** The head of a set, an array in RESP2. */
  public void set(Session session, int length) {
    header(session.resp3() ? '~' : '*', length);
  }

  /** Replies that were collected elsewhere, {@code other}, which must not be used any more. */
  public void append(ReplyBuffer other) {
    for (var part : other.toWrite()) append(part);
  }

  private void append(ByteBuffer encoded) {
    var length = encoded.remaining();
    if (length < TOO_LARGE_TO_COPY) {
      reserve(length);
      encoded.get(bytes, written, length);
      written += length;
    } else {
      part(encoded);
    }
  }

  /**
   * Adds the replies that several owners of keys gave to one request, each for its own keys:
   * numbers are added up, arrays of strings joined; of other answers, which are all the same or
   * tell of all owners so far, the last stands.
   */
  public void appendMerged(List<ReplyBuffer> answers) {
    var type = (char) answers.getFirst().toWrite()[0].get(0);
    if (type != ':' && type != '*') {
      append(answers.getLast());
      return;
    }
    var sum = 0L;
    for (var answer : answers) sum += takeHeader(answer.toWrite()[0]);
    header(type, sum);
    for (var answer : answers) append(answer);
  }

  /** Reads over a first line, and returns the number in it. */
  private static long takeHeader(ByteBuffer encoded) {
    var from = encoded.arrayOffset() + encoded.position() + 1;
    while (encoded.get() != '\r') {}
    var number =
        Decimal.parse(encoded.array(), from, encoded.arrayOffset() + encoded.position() - 1);
    encoded.get(); // \n
    return number;
  }

  /** Whether so much is collected that it should be written before another request is applied. */
  public boolean isFull() {
    return length() > LARGEST;
  }

  /** How many bytes are collected. */
  public long length() {
    return partsLength + written - parted;
  }

  /** The replies, in order, to be written before anything is added; then call {@link #clear}. */
  public ByteBuffer[] toWrite() {
    partWritten();
    return parts.toArray(ByteBuffer[]::new);
  }

  /** Forgets what was collected. */
  public void clear() {
    if (bytes.length > LARGEST) bytes = new byte[INITIAL];
    written = 0;
    parted = 0;
    if (!parts.isEmpty()) {
      parts.clear();
      partsLength = 0;
    }
  }

  /** Hands the collected bytes over: nothing here refers to them any more. */
  public void release() {
    bytes = new byte[INITIAL];
    clear();
  }

  /** Adds bytes that are not copied, behind those that are. */
  private void part(ByteBuffer part) {
    partWritten();
    parts.add(part);
    partsLength += part.remaining();
  }

  private void partWritten() {
    if (written == parted) return;
    parts.add(ByteBuffer.wrap(bytes, parted, written - parted));
    partsLength += written - parted;
    parted = written;
  }

  private void line(char type, String text) {
    reserve(text.length() + 3);
    bytes[written++] = (byte) type;
    putLatin1(text);
    lineEnd();
  }

  private void header(char type, long number) {
    reserve(1 + 20 + 2);
    bytes[written++] = (byte) type;
    if (number >= 0 && number < 10) {
      bytes[written++] = (byte) ('0' + number);
    } else {
      putLatin1(Long.toString(number));
    }
    lineEnd();
  }

  @SuppressWarnings("deprecation") // for Latin-1 it is exact, and the only copy without a detour
  private void putLatin1(String text) {
    text.getBytes(0, text.length(), bytes, written);
    written += text.length();
  }

  private void lineEnd() {
    bytes[written++] = '\r';
    bytes[written++] = '\n';
  }

  /** Makes room for so many bytes and a line end. */
  private void reserve(int more) {
    var needed = written + more + 2;
    if (needed <= bytes.length) return;
    if (needed <= LARGEST) {
      bytes = Arrays.copyOf(bytes, Math.clamp(2L * bytes.length, needed, LARGEST));
    } else {
      partWritten();
      bytes = new byte[Math.max(LARGEST, more + 2)];
      written = 0;
      parted = 0;
    }
  }

  /** For tests and logs. */
  @Override
  public String toString() {
    var text = new StringBuilder();
    for (var part : parts) text.append(StandardCharsets.ISO_8859_1.decode(part.duplicate()));
    return text.append(new String(bytes, parted, written - parted, StandardCharsets.ISO_8859_1))
        .toString();
  }
}
