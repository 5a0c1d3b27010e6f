import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.fail;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;

class Check {
  private static final int[] SIZES = {0, 1, 15, 16, 17, 32, 33, 50};

  /** Clients with their queues, and what was served. Client "b"'s first request is "b0". */
  private static final class Clients {
    private final List<Queue<String>> list = new ArrayList<>(); // the exercise may change it
    private final Map<String, Queue<String>> queues = new TreeMap<>();
    private final Map<String, Integer> sent = new TreeMap<>();
    private final Map<String, Integer> served = new TreeMap<>();
    private final Map<String, Map<String, Integer>> passed = new TreeMap<>(); // while one waits
    private final List<String> late = new ArrayList<>(); // had no turn so far
    private final String what;
    private Consumer<String> also = _ -> {};

    Clients(String what) {
      this.what = what;
    }

    static Clients of(int... sizes) {
      var clients =
          new Clients(
              "Clients a, b, c … sent so many requests: "
                  + Arrays.toString(sizes).replaceAll("[\\[\\]]", "")
                  + ".");
      for (var i = 0; i < sizes.length; i++) clients.connect("" + (char) ('a' + i), sizes[i]);
      return clients;
    }

    void connect(String client, int requests) {
      var queue = new ArrayDeque<String>();
      queues.put(client, queue);
      sent.put(client, 0);
      served.put(client, 0);
      passed.put(client, new TreeMap<>());
      send(client, requests);
      list.add(queue);
    }

    void send(String client, int requests) {
      for (var i = 0; i < requests; i++) {
        queues.get(client).add(client + sent.merge(client, 1, Integer::sum));
      }
    }

    /** Notes a request, and fails if it was not this one's turn. */
    private void serve(String request) {
      if (request == null) fail(what + "\nA request that is not there was served: null.");
      var client = request.substring(0, 1);
      var number = served.merge(client, 1, Integer::sum);
      assertEquals(
          client + number,
          request,
          what + "\nA connection's requests must be served once each, and in their order; request");
      passed.get(client).clear();
      late.remove(client);
      queues.forEach(
          (waiting, queue) -> {
            if (waiting.equals(client) || queue.isEmpty()) return;
            var count = passed.get(waiting).merge(client, 1, Integer::sum);
            var most = late.contains(waiting) ? 2 * Turns.MOST : Turns.MOST;
            if (count > most) {
              fail(
                  "%s\nClient %s waits with %d requests, and %d requests of client %s were served meanwhile, one after the other or in several turns."
                      .formatted(what, waiting, queue.size(), count, client));
            }
          });
      also.accept(request);
    }

    void serveAll() {
      Turns.serveAll(list, this::serve);
    }

    /** Serves all, and sees that nothing is left. */
    void check() {
      serveAll();
      sent.forEach(
          (client, count) ->
              assertEquals(
                  count,
                  served.get(client),
                  what
                      + "\nserveAll returned; requests of client "
                      + client
                      + " that were served"));
    }
  }

  @Test
  @Order(1)
  void whoSentFewRequestsDoesNotWaitForWhoSentMany() {
    Clients.of(1_000, 3, 40).check();
  }

  @Test
  @Order(2)
  void inAllTriplesOfSizesNobodyIsPassedByMoreThanATurn() {
    for (var a : SIZES) for (var b : SIZES) for (var c : SIZES) Clients.of(a, b, c).check();
  }

  @Test
  @Order(3)
  void anyNumberOfConnectionsIsServedToTheLastRequest() {
    Clients.of().check();
    Clients.of(7).check();
    Clients.of(2, 40, 3, 0, 17, 16, 90, 1).check();
    Clients.of(20_000, 2_000, 1, 5_000).check();
  }

  @Test
  @Order(4)
  void requestsThatArriveMeanwhileAreServedAndHaveNoTurnOfTheirOwn() {
    for (var size : SIZES) {
      var clients = Clients.of(1, size, 20);
      clients.also =
          request -> {
            // client a sends its next request when it has its answer
            if (request.startsWith("a") && clients.sent.get("a") < 100) clients.send("a", 1);
          };
      clients.check();
    }
  }

  @Test
  @Order(5)
  void connectionsThatComeMeanwhileAreServedToo() {
    for (var at : new String[] {"a1", "a16", "a17", "b1", "b5", "b18", "a40"}) {
      var clients = Clients.of(40, 18);
      clients.also =
          request -> {
            if (!request.equals(at)) return;
            clients.late.add("x");
            clients.connect("x", 35);
            clients.late.add("y");
            clients.connect("y", 1);
          };
      clients.check();
      assertEquals(
          36, clients.served.get("x") + clients.served.get("y"), "requests of new clients");
    }
  }

  @Test
  @Order(6)
  void anExceptionReachesTheCallerAndLosesNoRequest() {
    for (var at : new String[] {"a1", "a16", "a20", "b3", "c1", "c40"}) {
      var clients = Clients.of(20, 3, 40);
      var queues = List.copyOf(clients.list);
      var failure = new IllegalStateException("request " + at + " failed");
      var failed = new boolean[1];
      clients.also =
          request -> {
            if (failed[0]) fail("After " + at + " had thrown, serveAll went on with " + request);
            if (!request.equals(at)) return;
            failed[0] = true;
            throw failure;
          };
      Throwable seen = null;
      try {
        clients.serveAll();
      } catch (IllegalStateException e) {
        seen = e;
      }
      if (seen == null) fail("serve threw at request " + at + ", and nobody heard of it");
      assertSame(failure, seen, "what the caller of serveAll got");
      // whether the one at which it threw is still there is left open
      for (var queue : clients.queues.values()) if (at.equals(queue.peek())) queue.remove();
      clients.queues.forEach(
          (client, queue) ->
              assertEquals(
                  clients.sent.get(client) - clients.served.get(client),
                  queue.size(),
                  "After request %s had thrown, requests behind it in the queue of client %s"
                      .formatted(at, client)));
      clients.also = _ -> {};
      clients.passed.values().forEach(Map::clear);
      clients.list.clear();
      clients.list.addAll(queues);
      clients.check();
      assertNull(queues.getFirst().peek());
    }
  }
}
