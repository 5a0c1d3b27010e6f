package toyredis.lab.exercise;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import toyredis.report.book.Exercise;

/**
 * A Java file as the compiler gets it.
 *
 * @param name {@code AppendStore.java}
 */
record Source(String name, String text) {
  private static final String BYTE_ORDER_MARK = "\uFEFF";

  /**
   * The Java files of a folder, by name. A byte-order mark, which some editors write, is dropped.
   *
   * @throws Unusable if one is no text, or empty
   */
  static List<Source> of(Path folder) throws Unusable, IOException {
    var sources = new ArrayList<Source>();
    for (var file : Exercise.sources(folder)) sources.add(read(file));
    return sources;
  }

  private static Source read(Path file) throws Unusable, IOException {
    var name = file.getFileName().toString();
    if (!Files.isRegularFile(file)) throw new Unusable(name + " is no file");
    var bytes = ByteBuffer.wrap(Files.readAllBytes(file));
    var decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
    try {
      var text = decoder.decode(bytes).toString();
      if (text.startsWith(BYTE_ORDER_MARK)) text = text.substring(1);
      if (text.isBlank()) throw new Unusable(name + " is empty");
      return new Source(name, text);
    } catch (CharacterCodingException e) {
      int line = 1;
      for (int i = 0; i < bytes.position(); i++) if (bytes.get(i) == '\n') line++;
      throw new Unusable(
          "%s:%d: a character that is not written in UTF-8; save the file as UTF-8"
              .formatted(name, line));
    }
  }

  /** One line of it, counted from 1. */
  String line(long number) {
    return text.lines().skip(Math.max(0, number - 1)).findFirst().orElse("");
  }
}
