package toyredis.check;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import toyredis.server.RedisProcess;

/**
 * The checks of live exercises hold what redis-server was heard to answer, for readers who have
 * none. Is that what one answers?
 */
class RecordingsTest {
  private static final Path EXERCISES = Path.of("../../docs/exercises");
  private static final Pattern SCRIPT =
      Pattern.compile("Conversation\\.play\\(\\s*\"\"\"\\n(.*?)\"\"\"\\)", Pattern.DOTALL);
  private static final Pattern LIVE = Pattern.compile(".*Server\\.java");

  private static RedisProcess redis;

  /** What stands in a check, as the compiler reads it. */
  record Recording(String exercise, String script) {
    @Override
    public String toString() {
      return exercise;
    }
  }

  @BeforeAll
  static void startRedis() throws IOException {
    redis = RedisProcess.start();
  }

  @AfterAll
  static void stopRedis() {
    if (redis != null) redis.close();
  }

  static List<Recording> recordings() throws IOException {
    var all = new ArrayList<Recording>();
    for (var exercise : folders(EXERCISES)) {
      boolean live;
      try (var starters = Files.list(exercise.resolve("starter"))) {
        live = starters.anyMatch(file -> LIVE.matcher(file.toString()).matches());
      }
      if (!live) continue;
      var name = exercise.getFileName().toString();
      var check = Files.readString(exercise.resolve("check/Check.java"));
      var before = all.size();
      for (var script = SCRIPT.matcher(check); script.find(); ) {
        all.add(new Recording(name, script.group(1).stripIndent().translateEscapes()));
      }
      var ofOurOwn = name.equals("7.1-transfer"); // Redis has no such command
      assertTrue(
          all.size() > before || ofOurOwn,
          name + " is a server, and its check plays no conversation");
    }
    return all;
  }

  private static List<Path> folders(Path parent) throws IOException {
    try (var folders = Files.list(parent)) {
      return folders.filter(Files::isDirectory).sorted().toList();
    }
  }

  private static Supplier<Wire> connect() {
    return () -> Wire.toRedis("127.0.0.1:" + redis.port());
  }

  @ParameterizedTest
  @MethodSource("recordings")
  void redisServerAnswersWhatWasRecorded(Recording recording) {
    Conversation.verify(recording.script, connect());
  }

  @Test
  void aWrongRecordingIsFound() {
    Conversation.verify("> SET k v\n< +OK\n> GET k\n< $1\n< v\n", connect());
    assertThrows(
        AssertionError.class,
        () -> Conversation.verify("> SET k v\n< +OK\n> GET k\n< $1\n< w\n", connect()));
  }
}
