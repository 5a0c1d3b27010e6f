package toyredis.results;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A record as a JSON file: a field for each component, none missing, none null, none unknown. */
public final class JsonFile {
  private static final JSON FORM =
      JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.FAIL_ON_UNKNOWN_BEAN_PROPERTY);
  private static final JSON WITH_NULLS = FORM.with(JSON.Feature.WRITE_NULL_PROPERTIES);

  private final Path file;
  private final String what;
  private final String text;

  /** Its fields as they are, unchecked. */
  private final Map<String, Object> fields;

  /**
   * Reads a file.
   *
   * @param what it should be, {@code "result"} for one
   * @throws IOException with one clear line that names the file, when it is missing, is no JSON, or
   *     has another format number
   */
  public JsonFile(Path file, String what, int format) throws IOException {
    this.file = file;
    this.what = what;
    if (!Files.exists(file)) throw new IOException(file + ": there is no such file");
    if (Files.isDirectory(file)) throw new IOException(file + " is a folder, not a " + what);
    try {
      text = Files.readString(file);
      fields = FORM.mapFrom(text);
    } catch (CharacterCodingException e) {
      throw wrong("it is no text");
    } catch (JacksonException e) {
      throw wrong(e.getOriginalMessage());
    }
    if (!(fields.get("format") instanceof Integer number)) throw wrong("it has no format number");
    if (number != format) {
      throw new IOException(
          Digits.in(
              "%s: format %d, but this version reads only %d; measure again or use the version that"
                  + " wrote it",
              file, number, format));
    }
  }

  /** A field's value as text; {@code "null"} if it is not there. */
  String field(String name) {
    return String.valueOf(fields.get(name));
  }

  /**
   * The file as a record.
   *
   * @throws IOException with one clear line that names the file and the field, when one is missing,
   *     null, unknown, or of another type
   */
  public <R extends Record> R as(Class<R> type) throws IOException {
    try {
      var it = FORM.beanFrom(type, text);
      // what is missing was read as null or 0, so it is there when the record is written
      requireSame("", FORM.mapFrom(WITH_NULLS.asString(it)), fields);
      return it;
    } catch (JacksonException e) {
      throw wrong(e.getOriginalMessage().lines().findFirst().orElse(""));
    }
  }

  private void requireSame(String name, Object written, Object found) throws IOException {
    if (found == null) throw wrong(name + " is missing");
    switch (written) {
      case Map<?, ?> map when found instanceof Map<?, ?> there -> {
        for (var field : map.keySet()) {
          var inner = name.isEmpty() ? "" + field : name + "." + field;
          requireSame(inner, map.get(field), there.get(field));
        }
      }
      case List<?> list when found instanceof List<?> there && there.size() == list.size() -> {
        for (int i = 0; i < list.size(); i++) {
          requireSame(name + "[" + i + "]", list.get(i), there.get(i));
        }
      }
      case Number _ when found instanceof Number -> {}
      case Object scalar when scalar.equals(found) -> {}
      case null, default -> throw wrong(name + " cannot be " + found);
    }
  }

  /** What is wrong with the file. */
  public IOException wrong(String reason) {
    return new IOException(file + ": not a " + what + " of this lab: " + reason);
  }

  /** What such a file holds of a record. */
  public static String text(Object it) throws IOException {
    return FORM.asString(it) + "\n";
  }
}
