package toyredis.server;

import static java.lang.ProcessBuilder.Redirect.DISCARD;
import static java.lang.ProcessBuilder.Redirect.INHERIT;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static toyredis.server.TestClient.resp;

import java.io.EOFException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.AfterParameterizedClassInvocation;
import org.junit.jupiter.params.BeforeParameterizedClassInvocation;

/**
 * What every step's server bears besides: that something runs out. Heap, threads, descriptors,
 * places for clients, and the time that is left after SIGTERM.
 */
@Tag("slow")
public abstract class ScarcityContract extends HardenedContract {
  private static final String OOM = "-OOM command not allowed when used memory > 'maxmemory'.\r\n";

  private ServerProcess tight; // its heap is soon full

  /**
   * @param safe whether one client's writes never harm another's: not so in step 1
   */
  protected ScarcityContract(Class<?> main, boolean safe) {
    super(main, safe);
  }

  @BeforeParameterizedClassInvocation
  void startTight() throws IOException {
    tight = ServerProcess.start(withHeap("64m", command()).redirectError(DISCARD));
  }

  @AfterParameterizedClassInvocation
  void stopTight() throws IOException {
    tight.close();
  }

  /** The same under limits of the shell's {@code ulimit}, its warnings in {@code log}. */
  private static ServerProcess startLimited(String limits, Path log, ProcessBuilder command)
      throws IOException {
    var limited = new ArrayList<>(List.of("bash", "-c", limits + "; exec \"$@\"", "bash"));
    limited.addAll(command.command());
    return ServerProcess.start(new ProcessBuilder(limited).redirectError(log.toFile()));
  }

  /** Whoever stored too much has been refused: the others are served, and FLUSHALL helps. */
  private void assertRecovers(Healthy healthy) throws IOException {
    assertTrue(tight.isAlive());
    assertEquals("+PONG\r\n", healthy.client.ask("PING"));
    try (var late = tight.connect()) {
      assertEquals("+OK\r\n", late.ask("FLUSHALL"));
      await("room again", () -> late.ask("SET", "k", "v").equals("+OK\r\n"));
      assertEquals("$1\r\nv\r\n", late.ask("GET", "k"));
      assertEquals("+OK\r\n", late.ask("FLUSHALL"));
    }
  }

  @Test
  void aHeapFullOfSmallValuesRefusesMoreAndServesOn() throws IOException {
    try (var healthy = new Healthy(tight, "small");
        var greedy = tight.connect()) {
      var value = "x".repeat(1_000);
      var stored = 0;
      for (var refused = false; !refused; stored += 100) {
        assertTrue(stored < 1_000_000, "stored in 64 MB: " + stored);
        var requests = new StringBuilder();
        for (var i = 0; i < 100; i++) requests.append(resp("SET", "small:" + (stored + i), value));
        refused = greedy.send(requests.toString()).replies(100).endsWith(OOM);
      }
      assertEquals(OOM, healthy.client.ask("INCR", "n"));
      assertEquals("$1000\r\n" + value + "\r\n", healthy.client.ask("GET", "small:0"));
      assertEquals(":1\r\n", healthy.client.ask("DEL", "small:0"));
      print("64 MB of heap were full after %,d values of 1,000 bytes", stored);
      assertRecovers(healthy);
    }
  }

  @Test
  void aHeapFullOfLargeValuesRefusesMoreAndServesOn() throws Exception {
    var value = "x".repeat((int) (3 * MB));
    try (var healthy = new Healthy(tight, "large");
        var pool = Executors.newFixedThreadPool(4)) {
      var greedy = new ArrayList<Callable<Integer>>();
      for (var g = 0; g < 4; g++) {
        var name = "large:" + g + ":";
        greedy.add(
            () -> {
              var stored = 0;
              for (var i = 0; i < 20; i++) {
                try (var client = tight.connect()) {
                  if (client.ask("SET", name + i, value).equals("+OK\r\n")) stored++;
                } catch (SocketException | EOFException e) {
                  // closed, for lack of memory to read so much
                }
              }
              return stored;
            });
      }
      var stored = 0;
      for (var each : pool.invokeAll(greedy)) stored += each.get();
      assertTrue(stored > 0 && stored < 20, "stored in 64 MB: " + stored);
      print("64 MB of heap took %d values of 3 MB out of 80", stored);
      assertRecovers(healthy);
    }
  }

  @Test
  void aLargeRequestTakesNoHeapWhenItIsDone() throws IOException {
    var idle = new ArrayList<TestClient>();
    try {
      for (var i = 0; i < 40; i++) {
        idle.add(tight.connect());
        assertEquals("+OK\r\n", idle.getLast().ask("SET", "done", "x".repeat(3_000_000)));
      }
      assertEquals(":1\r\n", idle.getLast().ask("DEL", "done"));
    } finally {
      for (var client : idle) client.close();
    }
  }

  @Test
  void unfinishedRequestsDoNotTakeTheHeap() throws IOException {
    var half = "*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$3000000\r\n" + "x".repeat(1_500_000);
    var attackers = new ArrayList<TestClient>();
    try (var healthy = new Healthy(tight, "unfinished")) {
      for (var i = 0; i < 100; i++) {
        var attacker = tight.connect();
        attackers.add(attacker);
        try {
          attacker.send(half);
        } catch (SocketException e) {
          // closed already, for asking too much
        }
        assertEquals("+PONG\r\n", healthy.client.ask("PING"));
      }
      for (var attacker : attackers) attacker.close();
      assertRecovers(healthy);
    } finally {
      for (var attacker : attackers) attacker.close();
    }
  }

  @Test
  void longRepliesThatNobodyReadsDoNotTakeTheHeap() throws IOException {
    var slow = new ArrayList<TestClient>();
    try (var healthy = new Healthy(tight, "unread")) {
      var keys = new StringBuilder();
      for (var i = 0; i < 5_000; i++) keys.append(resp("SET", "unread:" + "x".repeat(200) + i, ""));
      healthy.client.send(keys.toString()).replies(5_000);
      for (var i = 0; i < 200; i++) {
        slow.add(tight.connect().send(resp("KEYS", "*").repeat(20)));
        assertEquals("+PONG\r\n", healthy.client.ask("PING"));
      }
      for (var client : slow) client.close();
      assertRecovers(healthy);
    } finally {
      for (var client : slow) client.close();
    }
  }

  @Test
  void aBatchOfLongRepliesTakesNoMoreMemoryThanAFew() throws IOException {
    try (var client = server.connect()) {
      client.ask("FLUSHALL");
      var keys = new StringBuilder();
      for (var i = 0; i < 20_000; i++) keys.append(resp("SET", "long:" + "x".repeat(200) + i, ""));
      client.send(keys.toString()).replies(20_000);
      var length = client.ask("KEYS", "long*").length();
      var count = 64;
      client.send(resp("KEYS", "long*").repeat(count) + resp("ECHO", "end"));
      client.skip((long) count * length);
      assertEquals("$3\r\nend\r\n", client.reply());
      client.ask("FLUSHALL");
      print("%d replies of %,d KB in a batch, with 256 MB of heap", count, length / 1024);
    }
  }

  @Test
  void largeValuesAreReadWithoutBeingCopiedAsAWhole() throws IOException {
    var size = (int) (20 * MB);
    var count = 20;
    try (var client = server.connect();
        var healthy = new Healthy(server, "copied")) {
      client.ask("SET", "copied", "x".repeat(size));
      var before = server.residentBytes();
      client.send(resp("GET", "copied").repeat(count) + resp("DEL", "copied"));
      for (var i = 0; i < count; i++) {
        client.skip(("$" + size + "\r\n").length() + size + 2);
        healthy.checks();
      }
      assertEquals(":1\r\n", client.reply());
      var grown = server.residentBytes() - before;
      print("%d replies of %d MB grew its memory by %,d KB", count, size / MB, grown / 1024);
      assertTrue(grown < 3 * size, "grown by " + grown);
    }
  }

  @Test
  void whenThreadsRunOutNewClientsWaitAndTheOthersNoticeNothing() throws IOException {
    // a thread takes 64 MB of addresses, and there are 4 GB: a loop needs none, and serves them all
    var command = command();
    command.command().replaceAll(word -> word.equals("virtual") ? "platform" : word);
    command.command().addAll(1, List.of("-Xss64m", "-XX:CompressedClassSpaceSize=64m"));
    var clients = new ArrayList<TestClient>();
    var log = Files.createTempFile("toy-redis", ".log");
    try (var starved = startLimited("ulimit -v 4000000", log, command);
        var healthy = new Healthy(starved, "threads")) {
      while (clients.size() < 150) {
        clients.add(starved.connect().send("PING\r\n"));
        healthy.checks();
      }
      while (!clients.isEmpty()) { // whoever is served leaves, and another takes the place
        var client = clients.removeFirst();
        assertEquals("+PONG\r\n", client.reply());
        client.close();
        healthy.checks();
      }
      assertEquals(threads.equals("loop") ? 0 : 1, warnings(log), Files.readString(log));
      print("%d warning of 150 clients; %s", warnings(log), healthy.figures());
    } finally {
      for (var client : clients) client.close();
      Files.delete(log);
    }
  }

  @Test
  void aBurstThatTakesAllDescriptorsAtTheStartBreaksNothing() throws IOException {
    var log = Files.createTempFile("toy-redis", ".log");
    var burst = new ArrayList<TestClient>();
    try (var starved = startLimited("ulimit -n 64", log, command())) {
      for (var i = 0; i < 100; i++) burst.add(starved.connect());
      await("a warning", () -> warnings(log) > 0);
      for (var client : burst) client.close();
      try (var pausing = starved.connect();
          var other = starved.connect()) {
        for (var round = 0; round < 10; round++) {
          pausing.send("PI");
          assertEquals("+PONG\r\n", other.ask("PING"));
          assertEquals("+PONG\r\n", pausing.send("NG\r\n").reply());
        }
      }
      assertEquals(1, Files.readAllLines(log).size(), Files.readString(log));
    } catch (IOException e) {
      throw new IOException(Files.readString(log), e);
    } finally {
      for (var client : burst) client.close();
      Files.delete(log);
    }
  }

  @Test
  void whoeverReadsSteadilyIsNotSilent() throws IOException {
    try (var impatient = ServerProcess.start(command("--timeout", "1"));
        var reader = impatient.connect()) {
      var size = (int) (18 * MB);
      reader.socket().setReceiveBufferSize(64 * 1024);
      reader.ask("SET", "k", "x".repeat(size));
      reader.send(resp("GET", "k") + "PING\r\n");
      reader.skip(("$" + size + "\r\n").length());
      for (var read = 0L; read < size; read += MB) {
        reader.skip(MB);
        LockSupport.parkNanos(100_000_000); // 1.8 seconds in all: a slow reader, but never silent
      }
      reader.skip(2);
      assertEquals("+PONG\r\n", reader.reply());
      assertEquals("", reader.untilClosed()); // and then it is
    }
  }

  @Test
  void whatWasAppliedBeforeSigtermIsAnswered() throws Exception {
    try (var stopped = ServerProcess.start(command().redirectError(INHERIT));
        var sender = stopped.connect();
        var watcher = stopped.connect();
        var pool = Executors.newFixedThreadPool(2)) {
      pool.submit(
          () -> {
            var requests = "INCR n\r\n".repeat(1_000);
            while (true) sender.send(requests); // until the server ends it
          });
      var answered =
          pool.submit(
              () -> {
                var last = 0L;
                for (var line = ":0"; line != null; line = sender.lineOrNull()) {
                  last = Long.parseLong(line.substring(1).strip());
                }
                return last;
              });
      var applied = 0L;
      try {
        for (var asked = 0; ; asked++) {
          var reply = watcher.ask("GET", "n");
          if (!reply.startsWith("$-1"))
            applied = Long.parseLong(reply.lines().skip(1).findFirst().get());
          if (asked == 100) stopped.terminate();
        }
      } catch (SocketException | EOFException e) {
        // the server has ended, or the watcher was silent for a moment
      }
      assertEquals(0, stopped.exitCode(10_000));
      assertTrue(answered.get() >= applied, applied + " applied, answered " + answered.get());
    }
  }

  @Test
  void sigtermEndsAServerAtRestAtOnceWhoeverLeftItBefore() throws Exception {
    // Who still waits for a client takes 1.3 seconds at least. Others may too, if the processor is
    // busy; but hardly three times.
    assertTrue(endsAtOnce() || endsAtOnce() || endsAtOnce());
  }

  private boolean endsAtOnce() throws Exception {
    try (var stopped = ServerProcess.start(command())) {
      var open = stopped.descriptors();
      var keys = new StringBuilder();
      for (var i = 0; i < 20; i++) keys.append("PING\r\nGET k" + i + "\r\n");
      for (var i = 0; i < 500; i++) stopped.connect().send(keys.toString()).reset();
      await("descriptors as before", () -> stopped.descriptors() <= open);
      stopped.terminate();
      return stopped.exitCode(1_200) == 0;
    }
  }

  @Test
  void sigtermEndsTheServerWhateverRuns() throws Exception {
    try (var stopped = ServerProcess.start(command());
        var client = stopped.connect()) {
      var keys = new StringBuilder();
      for (var i = 0; i < 5_000; i++) keys.append(resp("SET", "a".repeat(300) + i, ""));
      client.send(keys.toString()).replies(5_000);
      // each takes a while, since it nearly matches at every place of every key
      var slow = resp("KEYS", "*" + "a".repeat(50) + "b*");
      assertEquals("*0\r\n", client.send(slow).reply());
      client.send(slow.repeat(1_000));
      stopped.terminate();
      assertEquals(0, stopped.exitCode(4_000));
    }
  }

  @Test
  void clientsBeyondTheMaximumLeaveAndComeAgain() throws IOException {
    try (var small = ServerProcess.start(command("--max-clients", "5"))) {
      for (var round = 1; round <= 20; round++) {
        var served = new ArrayList<TestClient>();
        while (served.size() < 5) {
          var client = small.connect();
          if (isServed(client)) served.add(client);
          else client.close(); // one of the last round is still leaving
        }
        var open = small.descriptors();
        for (var i = 0; i < 5; i++) {
          small.connect().reset(); // refused as well, but has gone
          try (var refused = small.connect()) {
            assertEquals("-ERR max number of clients reached\r\n", refused.untilClosed());
          }
        }
        for (var client : served) assertEquals("+PONG\r\n", client.ask("PING"));
        await("descriptors as before", () -> small.descriptors() <= open);
        for (var client : served) client.close();
      }
    }
  }

  @Test
  void ofTwoThatComeAtOnceTheOnlyPlaceGoesToOne() throws Exception {
    try (var small = ServerProcess.start(command("--max-clients", "1"));
        var pool = Executors.newFixedThreadPool(2)) {
      var open = small.descriptors();
      for (var round = 1; round <= 100; round++) {
        var begin = new CyclicBarrier(2);
        Callable<Boolean> comes =
            () -> {
              begin.await();
              try (var client = small.connect()) {
                var served = isServed(client);
                begin.await(); // who is served keeps the place until the other has an answer
                return served;
              }
            };
        var one = pool.submit(comes);
        var other = pool.submit(comes);
        assertTrue(one.get() != other.get(), "served: " + one.get() + ", " + other.get());
        await("the place is free", () -> small.descriptors() <= open);
      }
    }
  }

  private static boolean isServed(TestClient client) throws IOException {
    try {
      return client.ask("PING").equals("+PONG\r\n");
    } catch (SocketException | EOFException e) {
      return false; // the refusal was lost, since more came than the server has read
    }
  }

  @Test
  void whenDescriptorsRunOutNewClientsWaitAndTheOthersNoticeNothing() throws IOException {
    var warnings = Files.createTempFile("toy-redis", ".log");
    var clients = new ArrayList<TestClient>();
    try (var starved = startLimited("ulimit -n 64", warnings, command());
        var healthy = new Healthy(starved, "starved")) {
      healthy.checks();
      // One after the other, until the server says that it is full. Whoever comes then is connected
      // by the kernel, and waits.
      while (warnings(warnings) == 0) {
        var client = starved.connect().send("PING\r\n");
        clients.add(client);
        healthy.checks();
        await(
            "an answer, or a warning that there can be none",
            () -> client.socket().getInputStream().available() > 0 || warnings(warnings) > 0);
      }
      var waiting = List.of(clients.removeLast(), starved.connect().send("PING\r\n"));
      for (var client : clients) assertEquals("+PONG\r\n", client.reply());
      var attempts = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(300); // several, by then
      while (System.nanoTime() < attempts) healthy.checks();
      assertEquals(1, warnings(warnings), "warnings");
      assertEquals(0, waiting.getLast().socket().getInputStream().available());
      for (var client : clients) assertEquals("+PONG\r\n", client.ask("PING"));

      var served = clients.size();
      for (var leaving = 0; leaving < 5; leaving++) clients.removeLast().close();
      for (var client : waiting) {
        assertEquals("+PONG\r\n", client.reply());
        client.close();
      }
      try (var late = starved.connect()) {
        assertEquals("+PONG\r\n", late.ask("PING"));
      }
      for (var client : clients) assertEquals("+PONG\r\n", client.ask("PING"));
      print("out of descriptors after %d connections; %s", served, healthy.figures());
    } finally {
      for (var client : clients) client.close();
      Files.delete(warnings);
    }
  }

  private static int warnings(Path log) throws IOException {
    return Files.readString(log).split("cannot accept", -1).length - 1;
  }

  @Test
  void anIPv4AddressToListenOnIsNoIPv6Address() throws IOException {
    try (var everywhere = ServerProcess.start(command("--bind", "0.0.0.0"));
        var client = everywhere.connect()) {
      assertEquals("+PONG\r\n", client.ask("PING"));
      assertThrows(
          IOException.class,
          () -> new Socket(InetAddress.getByName("::1"), everywhere.port()).close());
    }
  }
}
