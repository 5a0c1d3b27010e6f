package toyredis.load;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;

/** Results as JSON files, one run each. */
public final class Results {
  private static final JSON JSON_FORMAT =
      JSON.std.with(JSON.Feature.PRETTY_PRINT_OUTPUT, JSON.Feature.FAIL_ON_UNKNOWN_BEAN_PROPERTY);

  private Results() {}

  /**
   * Writes a result, making the folder where it is missing. The file is there whole or not at all,
   * whenever the program is stopped.
   *
   * @throws IOException when the file cannot be written
   */
  public static void write(Path file, Result result) throws IOException {
    Files.createDirectories(file.toAbsolutePath().getParent());
    var unfinished = file.resolveSibling(file.getFileName() + ".part");
    Files.writeString(unfinished, JSON_FORMAT.asString(result) + "\n");
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a result.
   *
   * @throws IOException with one clear line that names the file, when it is missing, is no result,
   *     or has a format that this version does not know
   */
  public static Result read(Path file) throws IOException {
    if (!Files.exists(file)) throw new IOException(file + ": there is no such file");
    var text = Files.readString(file);
    try {
      var fields = JSON_FORMAT.mapFrom(text);
      if (!(fields.get("format") instanceof Integer format)) {
        throw new IOException(file + ": not a result of this lab (it has no format number)");
      }
      if (format != Result.FORMAT) {
        throw new IOException(
            file
                + ": format "
                + format
                + ", but this version reads only "
                + Result.FORMAT
                + "; measure again or use the version that wrote it");
      }
      return switch (String.valueOf(fields.get("kind"))) {
        case "load" -> JSON_FORMAT.beanFrom(LoadResult.class, text);
        case "race" -> JSON_FORMAT.beanFrom(RaceResult.class, text);
        case "profile" -> JSON_FORMAT.beanFrom(ProfileResult.class, text);
        case "bench" -> JSON_FORMAT.beanFrom(BenchResult.class, text);
        default -> throw new IOException(file + ": unknown kind of result: " + fields.get("kind"));
      };
    } catch (com.fasterxml.jackson.core.JacksonException e) {
      throw new IOException(file + ": not a result of this lab: " + e.getOriginalMessage(), e);
    }
  }

  /**
   * Reads all results of a folder ({@code *.json}, not of folders in it), ordered by file name.
   * None when the folder does not exist.
   *
   * @throws IOException as {@link #read}, at the first file that cannot be read
   */
  public static List<Result> readAll(Path folder) throws IOException {
    var results = new ArrayList<Result>();
    for (var file : files(folder)) results.add(read(file));
    return results;
  }

  private static List<Path> files(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) return List.of();
    try (var files = Files.list(folder)) {
      return files.filter(f -> f.toString().endsWith(".json")).sorted().toList();
    }
  }
}
