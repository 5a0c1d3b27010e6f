package toyredis.results;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.List;

/** Results as JSON files, one run each. */
public final class Results {
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
    Files.writeString(unfinished, JsonFile.text(result));
    Files.move(unfinished, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /**
   * Reads a result.
   *
   * @throws IOException with one clear line that names the file, when it is missing, is no result,
   *     lacks a field, or has a format that this version does not know
   */
  public static Result read(Path file) throws IOException {
    var json = new JsonFile(file, "result", Result.FORMAT);
    var result =
        switch (json.field("kind")) {
          case "load" -> json.as(LoadResult.class);
          case "race" -> json.as(RaceResult.class);
          case "stall" -> json.as(StallResult.class);
          case "profile" -> json.as(ProfileResult.class);
          case "bench" -> json.as(BenchResult.class);
          default -> throw json.wrong("unknown kind " + json.field("kind"));
        };
    try {
      Instant.parse(result.started());
    } catch (DateTimeParseException e) {
      throw json.wrong("started is no time: " + result.started());
    }
    return result;
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
