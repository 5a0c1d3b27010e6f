package toyredis.server;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What steps 2 to 5 promise besides: concurrent commands are atomic. */
public abstract class SafeServerContract extends ServerContract {

  protected SafeServerContract(Class<?> main) {
    super(main);
  }

  @Test
  void concurrentIncrementsAreAllCountedAndAllDifferent() throws Exception {
    var clients = 8;
    var increments = 2_000;
    var task = new ArrayList<Callable<String>>();
    for (var i = 0; i < clients; i++) {
      task.add(
          () -> {
            try (var client = server.connect()) {
              return client.send("INCR n\r\n".repeat(increments)).replies(increments);
            }
          });
    }
    var seen = new HashSet<String>();
    try (var pool = Executors.newFixedThreadPool(clients)) {
      for (var replies : pool.invokeAll(task)) seen.addAll(List.of(replies.get().split("\r\n")));
    }
    assertEquals(clients * increments, seen.size());
    try (var client = server.connect()) {
      assertEquals("$5\r\n16000\r\n", client.ask("GET", "n"));
    }
  }

  @Test
  void keysWrittenWhileTheTableGrowsAreAllThere() throws Exception {
    var clients = 8;
    var keys = 2_000;
    var task = new ArrayList<Callable<Void>>();
    for (var i = 0; i < clients; i++) {
      var name = "client" + i + ":";
      task.add(
          () -> {
            try (var client = server.connect()) {
              for (var k = 0; k < keys; k += 100) {
                var requests = new StringBuilder();
                for (var j = k; j < k + 100; j++) requests.append("SET " + name + j + " v\r\n");
                client.send(requests + "KEYS nothing*\r\n");
                assertEquals("+OK\r\n".repeat(100) + "*0\r\n", client.replies(101));
              }
              return null;
            }
          });
    }
    try (var pool = Executors.newFixedThreadPool(clients)) {
      for (var done : pool.invokeAll(task)) done.get();
    }
    try (var client = server.connect()) {
      assertEquals(":" + clients * keys + "\r\n", client.ask("DBSIZE"));
      assertEquals("*" + clients * keys, client.ask("KEYS", "*").lines().findFirst().get());
    }
  }
}
