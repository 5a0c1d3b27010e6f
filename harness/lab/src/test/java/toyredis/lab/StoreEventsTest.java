package toyredis.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.Socket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import toyredis.lab.process.Checkout;
import toyredis.lab.server.StepServer;
import toyredis.load.profile.Recorder;
import toyredis.results.Step;

/** What a step's server tells Java Flight Recorder, from its jar and over a socket. */
@Timeout(60)
@Tag("slow")
class StoreEventsTest {
  /** Pipelined, so that batches are looked ahead; that is no store call. */
  private static final String REQUESTS =
      "SET a 1\r\nSET b 2\r\nGET a\r\nGET b\r\nGET c\r\nINCR a\r\nPING\r\nINCR broken x\r\n"
          + "KEYS *\r\nDBSIZE\r\nDEL a\r\nFLUSHALL\r\nQUIT\r\n";

  private static final Map<String, Integer> CALLS =
      Map.of("set", 2, "get", 3, "increment", 1, "keys", 1, "size", 1, "delete", 1, "clear", 1);

  @TempDir private Path folder;

  @ParameterizedTest
  @CsvSource({
    "MUTEX, synchronized, virtual, SynchronizedStore",
    "MUTEX, reentrant, platform, ReentrantLockStore",
    "SINGLE_WRITER, per-command, virtual, MailboxStore",
    "SINGLE_WRITER, batch, platform, NaiveMapStore",
    "EVENT_LOOP, single-loop, loop, NaiveMapStore",
    "EVENT_LOOP, look-ahead, loop, NaiveMapStore"
  })
  void everyStoreCallIsThereOnceAndNamesItsOperation(
      Step step, String variant, String threads, String store) throws Exception {
    var options = new ArrayList<>(Recorder.SERVER_OPTIONS);
    options.addAll(List.of("--variant", variant, "--threads", threads));
    var calls = new HashMap<String, Integer>();
    for (var event : recorded(step, options)) {
      if (!event.getEventType().getName().equals(Recorder.STORE_CALL)) continue;
      calls.merge(event.getString("operation"), 1, Integer::sum);
      assertEquals(store, simpleName(event));
    }
    assertEquals(CALLS, calls);
  }

  @Test
  void everyRequestIsInOneBatchOfItsConnection() throws Exception {
    var requests = 0;
    for (var event :
        recorded(Step.SINGLE_WRITER, List.of("--store-events=on", "--variant=batch"))) {
      if (event.getEventType().getName().equals(Recorder.APPLY)) {
        requests += event.getInt("requests");
      }
    }
    assertEquals(REQUESTS.lines().count(), requests);
  }

  @Test
  void aServerThatWasNotAskedTellsNothing() throws Exception {
    var events = recorded(Step.MUTEX, List.of());
    assertEquals(
        List.of(),
        events.stream()
            .map(event -> event.getEventType().getName())
            .filter(name -> name.startsWith("toyredis."))
            .toList());
  }

  private static String simpleName(RecordedEvent event) {
    return event.getClass("store").getName().replaceFirst(".*\\.", "");
  }

  private List<RecordedEvent> recorded(Step step, List<String> options) throws Exception {
    var file = folder.resolve("server.jfr");
    var checkout = Checkout.ofThisLab();
    try (var server = StepServer.start(checkout, step, Recorder.jvmFlags(file), options)) {
      converse(server.target().address().getPort());
      server.end();
    }
    return RecordingFile.readAllEvents(file);
  }

  private static void converse(int port) throws IOException {
    try (var socket = new Socket("127.0.0.1", port)) {
      socket.getOutputStream().write(REQUESTS.getBytes());
      socket.getInputStream().readAllBytes(); // QUIT closes it
    }
  }
}
