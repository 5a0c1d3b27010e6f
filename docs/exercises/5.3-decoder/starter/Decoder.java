import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Exercise 5.3: requests arrive in pieces.
 *
 * <p>A read brings half a request, or ten. Write a decoder that finds the same requests wherever
 * the pieces end. There are two kinds. A line that does not begin with {@code *} is a request in
 * words, parted by one or more spaces; without a word it is no request, and skipped. A line {@code
 * *2} says that two parts follow, from 1 to MAX_PARTS; each is a line {@code $3} with its length,
 * from 0 to MAX_PART, then as many bytes, of any value, and {@code \r\n}. A line ends with {@code
 * \n}, or with {@code \r\n}, which is then no part of it. A number is written in digits alone.
 *
 * <p>What breaks these rules is refused: next throws an IOException, at that place and ever after.
 * So is a line of more than MAX_LINE bytes, its end not counted, even if the end never comes. What
 * stands before it is answered first. What is only announced takes no memory, nor what has been
 * answered.
 *
 * <p>The array given to feed is the caller's again afterwards; what next answers stays as it is. No
 * byte may cost more because many came before it: a request of a million bytes may come in a
 * million pieces.
 */
final class Decoder {
  static final int MAX_LINE = 1_000_000;
  static final int MAX_PARTS = 100_000;
  static final int MAX_PART = 1_000_000;

  private byte[] bytes;
  private int position;
  private int end;

  /** Takes what has arrived: the bytes from {@code from} to {@code to - 1}. */
  void feed(byte[] bytes, int from, int to) {
    this.bytes = bytes;
    position = from;
    end = to;
  }

  /** The next request's parts, at least one; null if it is not there as a whole. */
  List<byte[]> next() throws IOException {
    if (position == end) return null;
    var line = new String(bytes, position, end - position).strip();
    position = end;
    var words = new ArrayList<byte[]>();
    for (var word : line.split(" +")) words.add(word.getBytes());
    return words;
  }
}
