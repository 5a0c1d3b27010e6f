package toyredis.results;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.jr.ob.JSON;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import toyredis.results.LoadSettings.KeyChoice;

public class ResultsTest {
  private static final Machine MACHINE =
      new Machine("CPU \"X\"", 2, 4096, "Linux 6", "25", 1024, 4096, "1-2", 0.5, "abc+");
  private static final ServerInfo STEP3 =
      new ServerInfo("step3", "rwlock", "virtual", List.of("java", "-jar", "step3.jar"));
  public static final RaceResult RACE =
      new RaceResult(
          Result.FORMAT,
          "race",
          "race",
          "2026-01-01T00:00:00Z",
          STEP3,
          8,
          7,
          List.of(
              new RaceResult.Check("updates", 160_000, 12, 0, ""),
              new RaceResult.Check("scan", 9_000, 0, 3, "ERR no")),
          false,
          MACHINE);

  @TempDir private Path folder;

  public static LoadResult load(EnumMap<ErrorClass, Long> errors, long failedConnections) {
    var latency =
        new LoadResult.Latency(
            510, 1_250, 3_000, 20_000, 30_000, List.of(new LoadResult.Point(50, 510)));
    return new LoadResult(
        Result.FORMAT,
        "load",
        "original",
        "2026-01-01T00:00:00Z",
        STEP3,
        LoadSettings.closedLoop(500)
            .withKeys(new LoadSettings.Keys(KeyChoice.ONE, 1))
            .withArrivals(LoadSettings.Arrivals.closed(0, 99))
            .withTimes(2, 10)
            .withSeed(7),
        10.5,
        101_000,
        9619.05,
        failedConnections,
        0,
        ErrorClass.byName(errors),
        latency,
        latency,
        500 / 0.0495,
        new LoadResult.ServerUse(12.3, 80.2, 90.4, 33, 512, 1.5, 0, 2, 3.5),
        new LoadResult.ClientUse(7.5, 0.4, 0, 0, ""),
        List.of(new LoadResult.Sample(1, true, 1, 9_000, 3_100)),
        MACHINE);
  }

  private static LoadResult load() {
    return load(new EnumMap<>(ErrorClass.class), 0);
  }

  @Test
  void aLoadResultIsReadAsItWasWritten() throws IOException {
    var file = folder.resolve("new/folder/a.json");
    Results.write(file, load());
    assertEquals(load(), Results.read(file));
  }

  @Test
  void aRaceResultIsReadAsItWasWritten() throws IOException {
    var file = folder.resolve("a.json");
    Results.write(file, RACE);
    assertEquals(RACE, Results.read(file));
  }

  @Test
  void aStallResultIsReadAsItWasWritten() throws IOException {
    var stall =
        new StallResult(
            Result.FORMAT,
            "stall",
            "stall",
            "2001-02-03T04:05:06Z",
            new ServerInfo("step2", "", "", List.of()),
            1_500_000,
            List.of(StallResult.Phase.of(StallResult.ALONE, List.of(2.5, 0.5, 1.0))),
            MACHINE);
    var file = folder.resolve("a.json");
    Results.write(file, stall);
    assertEquals(stall, Results.read(file));
    assertEquals(new StallResult.Phase("alone", 3, 0.5, 1, 2.5), stall.phase("alone"));
  }

  @Test
  void nothingButTheFileIsLeftInTheFolder() throws IOException {
    Results.write(folder.resolve("a.json"), RACE);
    Results.write(folder.resolve("a.json"), RACE);
    try (var files = Files.list(folder)) {
      assertEquals(List.of(folder.resolve("a.json")), files.toList());
    }
  }

  @Test
  void allResultsOfAFolderAreReadInTheOrderOfTheirNames() throws IOException {
    Results.write(folder.resolve("b.json"), RACE);
    Results.write(folder.resolve("a.json"), load());
    Files.writeString(folder.resolve("notes.txt"), "not a result");
    assertEquals(List.of(load(), RACE), Results.readAll(folder));
  }

  @Test
  void aFolderThatIsNotThereHasNoResults() throws IOException {
    assertEquals(List.of(), Results.readAll(folder.resolve("nowhere")));
  }

  @Test
  void aFileNamesLoopKeysAndErrorsInTheWordsOfTheCommandLine() throws IOException {
    var file = folder.resolve("a.json");
    Results.write(file, load());
    var text = Files.readString(file);
    for (var word :
        List.of("\"loop\" : \"closed\"", "\"choice\" : \"one\"", "\"onError\" : \"stop\"")) {
      assertTrue(text.contains(word), text);
    }
    Files.writeString(file, text.replace("\"closed\"", "\"square\""));
    var message = assertThrows(IOException.class, () -> Results.read(file)).getMessage();
    assertTrue(message.contains("square"), message);
  }

  @Test
  void anUnknownFormatIsRefusedWithItsNumberAndItsFile() throws IOException {
    var file = folder.resolve("a.json");
    Results.write(file, load());
    Files.writeString(
        file, Files.readString(file).replace("\"format\" : " + Result.FORMAT, "\"format\" : 99"));
    var message = assertThrows(IOException.class, () -> Results.read(file)).getMessage();
    assertTrue(message.contains(file.toString()) && message.contains("99"), message);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "[]",
        "{}",
        "{\"format\": \"one\"}",
        "{\"format\": " + Result.FORMAT + "}",
        "{\"format\": " + Result.FORMAT + ", \"kind\": \"cake\"}",
        "{\"format\": " + Result.FORMAT + ", \"kind\": \"load\", \"unknown\": 3}",
        "{\"format\": " + Result.FORMAT + ", \"kind\": \"race\", \"checks\": 3}",
        "{\"format\": " + Result.FORMAT + ", \"kind\": \"load\"",
        "not JSON"
      })
  void whatIsNoResultIsRefusedWithItsFile(String text) throws IOException {
    var file = folder.resolve("a.json");
    Files.writeString(file, text);
    var message = assertThrows(IOException.class, () -> Results.read(file)).getMessage();
    assertTrue(message.startsWith(file.toString()), message);
    assertEquals(1, message.lines().count(), message);
  }

  @Test
  void aFieldThatIsMissingOrNullIsNamed() throws IOException {
    for (var result : List.of(load(), RACE)) {
      for (var path : paths("", JSON.std.mapFrom(JsonFile.text(result)))) {
        refused(changed(result, path, null), path + " is missing");
        if (!path.endsWith("]")) refused(changed(result, path, ABSENT), path + " is missing");
      }
    }
  }

  @Test
  void aFieldOfAnotherTypeOrATimeThatIsNoneIsNamed() throws IOException {
    refused(changed(load(), "seconds", "ten"), "seconds cannot be ten");
    refused(changed(load(), "latency.p99", "ten"), "latency.p99 cannot be ten");
    refused(changed(load(), "started", "yesterday"), "yesterday");
    refused(changed(load(), "errors.read", "many"), "many");
  }

  @Test
  void whatCannotBeReadAsTextIsRefusedWithItsFile() throws IOException {
    var file = folder.resolve("a.json");
    Files.write(file, new byte[] {(byte) 0xff, (byte) 0xfe, '{', '}'});
    for (var path : List.of(file, folder, folder.resolve("nowhere.json"))) {
      var message = assertThrows(IOException.class, () -> Results.read(path)).getMessage();
      assertTrue(message.startsWith(path + ": ") || message.startsWith(path + " is a"), message);
    }
  }

  private static final Object ABSENT = new Object();

  private void refused(String text, String why) throws IOException {
    var file = folder.resolve("a.json");
    Files.writeString(file, text);
    var message = assertThrows(IOException.class, () -> Results.read(file), why).getMessage();
    assertTrue(message.startsWith(file.toString()) && message.contains(why), why + ": " + message);
    assertEquals(1, message.lines().count(), message);
  }

  /** The paths of all fields and elements, but for those that say which record it is. */
  private static List<String> paths(String above, Object value) {
    var paths = new ArrayList<String>();
    if (value instanceof Map<?, ?> map) {
      for (var entry : map.entrySet()) {
        if (List.of("format", "kind").contains(entry.getKey())) continue;
        // which errors there are is the file's own business
        if (above.equals("errors")) continue;
        var path = above.isEmpty() ? "" + entry.getKey() : above + "." + entry.getKey();
        paths.add(path);
        paths.addAll(paths(path, entry.getValue()));
      }
    } else if (value instanceof List<?> list) {
      for (int i = 0; i < list.size(); i++) {
        paths.add(above + "[" + i + "]");
        paths.addAll(paths(above + "[" + i + "]", list.get(i)));
      }
    }
    return paths;
  }

  /** A result's JSON with another value, or none, at a path. */
  private static String changed(Result result, String path, Object value) throws IOException {
    Map<String, Object> root = JSON.std.mapFrom(JsonFile.text(result));
    Object at = root;
    var names = path.split("\\.|(?=\\[)");
    for (int i = 0; i < names.length - 1; i++) at = child(at, names[i]);
    var last = names[names.length - 1];
    if (last.startsWith("[")) {
      list(at).set(index(last), value);
    } else if (value == ABSENT) {
      map(at).remove(last);
    } else {
      map(at).put(last, value);
    }
    return JSON.std.with(JSON.Feature.WRITE_NULL_PROPERTIES).asString(root);
  }

  private static Object child(Object at, String name) {
    return name.startsWith("[") ? list(at).get(index(name)) : map(at).get(name);
  }

  private static int index(String name) {
    return Integer.parseInt(name.substring(1, name.length() - 1));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> map(Object json) {
    return (Map<String, Object>) json;
  }

  @SuppressWarnings("unchecked")
  private static List<Object> list(Object json) {
    return (List<Object>) json;
  }
}
