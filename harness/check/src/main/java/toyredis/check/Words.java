package toyredis.check;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * A command as it is typed into redis-cli: words between spaces; in double quotes with spaces, and
 * with {@code \r}, {@code \n}, {@code \"}, {@code \\} and {@code \x00}.
 */
final class Words {
  private final String line;
  private int at;

  private Words(String line) {
    this.line = line;
  }

  /** The words of a line. */
  static List<byte[]> of(String line) {
    var words = new ArrayList<byte[]>();
    var reader = new Words(line.strip());
    while (reader.at < reader.line.length()) {
      words.add(reader.word());
      while (reader.at < reader.line.length() && reader.line.charAt(reader.at) == ' ') reader.at++;
    }
    return words;
  }

  /** The request as clients send it: an array of byte strings. */
  static byte[] request(String line) {
    var words = of(line);
    var bytes = new ByteArrayOutputStream();
    bytes.writeBytes(Bytes.of("*" + words.size() + "\r\n"));
    for (var word : words) {
      bytes.writeBytes(Bytes.of("$" + word.length + "\r\n"));
      bytes.writeBytes(word);
      bytes.writeBytes(Bytes.of("\r\n"));
    }
    return bytes.toByteArray();
  }

  /** A text without quotes around it, its escapes taken for what they mean. */
  static byte[] unescaped(String text) {
    var reader = new Words(text);
    var bytes = new ByteArrayOutputStream();
    while (reader.at < text.length()) bytes.write(reader.character());
    return bytes.toByteArray();
  }

  private byte[] word() {
    var bytes = new ByteArrayOutputStream();
    var quoted = line.charAt(at) == '"';
    if (quoted) at++;
    while (at < line.length() && line.charAt(at) != (quoted ? '"' : ' ')) {
      bytes.write(quoted ? character() : line.charAt(at++));
    }
    if (quoted) at++;
    return bytes.toByteArray();
  }

  private int character() {
    var c = line.charAt(at++);
    if (c != '\\') return c;
    var escaped = line.charAt(at++);
    return switch (escaped) {
      case 'r' -> '\r';
      case 'n' -> '\n';
      case 'x' -> {
        at += 2;
        yield Integer.parseInt(line.substring(at - 2, at), 16);
      }
      default -> escaped;
    };
  }
}
