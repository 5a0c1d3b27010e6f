import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Exercise 5.3, solved: what is half there stays in a buffer, and how far it has been looked at
 * stays in fields. So a byte is looked at once, and is moved seldom: the buffer doubles.
 */
final class Decoder {
  static final int MAX_LINE = 1_000_000;
  static final int MAX_PARTS = 100_000;
  static final int MAX_PART = 1_000_000;

  private byte[] buffer = new byte[64];
  private int start; // what stands before it is decoded
  private int looked; // there is no line end between start and here
  private int end;
  private List<byte[]> parts; // of the request under way; null between two
  private int count; // of the parts it will have
  private int length = -1; // of the part under way; -1 if its line is not there
  private IOException refused;

  /** Takes what has arrived: the bytes from {@code from} to {@code to - 1}. */
  void feed(byte[] bytes, int from, int to) {
    var more = to - from;
    if (end + more > buffer.length) {
      var left = end - start;
      // room for as much again, so that each byte is moved a few times at most
      var roomy = 2 * (left + more) > buffer.length ? new byte[2 * (left + more)] : buffer;
      System.arraycopy(buffer, start, roomy, 0, left);
      buffer = roomy;
      looked -= start;
      start = 0;
      end = left;
    }
    System.arraycopy(bytes, from, buffer, end, more);
    end += more;
  }

  /** The next request's parts, at least one; null if it is not there as a whole. */
  List<byte[]> next() throws IOException {
    if (refused != null) throw refused;
    try {
      return decode();
    } catch (IOException e) {
      throw refused = e;
    }
  }

  private List<byte[]> decode() throws IOException {
    while (true) {
      if (length >= 0) {
        if (end - start < length + 2) return null;
        parts.add(Arrays.copyOfRange(buffer, start, start + length));
        start = looked = start + length + 2;
        if (buffer[start - 2] != '\r' || buffer[start - 1] != '\n') throw refuse("no end of part");
        length = -1;
      } else {
        var line = line();
        if (line == null) return null;
        if (parts != null) {
          length = number(line, '$', 0, MAX_PART);
        } else if (line.length > 0 && line[0] == '*') {
          count = number(line, '*', 1, MAX_PARTS);
          parts = new ArrayList<>();
        } else {
          var words = words(line);
          if (!words.isEmpty()) return words;
        }
      }
      if (parts != null && parts.size() == count) {
        var request = parts;
        parts = null;
        return request;
      }
    }
  }

  private byte[] line() throws IOException {
    while (looked < end && buffer[looked] != '\n') looked++;
    var whole = looked < end;
    var lineEnd = looked > start && buffer[looked - 1] == '\r' ? looked - 1 : looked;
    if (lineEnd - start > MAX_LINE) throw refuse("a line is too long");
    if (!whole) return null;
    var line = Arrays.copyOfRange(buffer, start, lineEnd);
    start = ++looked;
    return line;
  }

  private static int number(byte[] line, char sign, int least, int most) throws IOException {
    if (line.length < 2 || line[0] != sign) throw refuse(sign + " and a number expected");
    var number = 0;
    for (var i = 1; i < line.length; i++) {
      if (line[i] < '0' || line[i] > '9') throw refuse("not a digit");
      number = number * 10 + line[i] - '0';
      if (number > most) throw refuse("the number is too large");
    }
    if (number < least) throw refuse("the number is too small");
    return number;
  }

  private static List<byte[]> words(byte[] line) {
    var words = new ArrayList<byte[]>();
    for (int i = 0, from = 0; i <= line.length; i++) {
      if (i < line.length && line[i] != ' ') continue;
      if (i > from) words.add(Arrays.copyOfRange(line, from, i));
      from = i + 1;
    }
    return words;
  }

  private static IOException refuse(String why) {
    return new IOException(why);
  }
}
