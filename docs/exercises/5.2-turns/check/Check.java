import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class Check {

  private static Queue<String> requests(String client, int count) {
    var requests = new ArrayDeque<String>();
    for (var i = 0; i < count; i++) requests.add(client + i);
    return requests;
  }

  private static List<String> serve(List<Queue<String>> connections) {
    var served = new ArrayList<String>();
    Turns.serveAll(connections, served::add);
    return served;
  }

  @Test
  void nobodyWaitsForMoreThanOneTurnOfEachOther() {
    var served = serve(List.of(requests("a", 1_000), requests("b", 3), requests("c", 40)));
    var b = served.indexOf("b0");
    assertTrue(b <= Turns.MOST, "client b's first request waited for " + b + " of client a's");
    var run = 0;
    for (var i = 0; i < served.indexOf("c39"); i++) {
      run = i > 0 && served.get(i).charAt(0) == served.get(i - 1).charAt(0) ? run + 1 : 1;
      assertTrue(
          run <= Turns.MOST, "client c waited while another was served " + run + " requests");
    }
  }

  @Test
  void everyRequestIsServedOnceAndInItsConnectionsOrder() {
    var served = serve(List.of(requests("a", 100), requests("b", 0), requests("c", 17)));
    assertEquals(117, served.size(), "requests served");
    for (var client : List.of("a", "c")) {
      var own = served.stream().filter(request -> request.startsWith(client)).toList();
      assertEquals(List.copyOf(requests(client, own.size())), own, "order of " + client);
    }
  }
}
