package toyredis.step1;

import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;

/**
 * Step 1: a map, and a thread for each connection. It answers every request, and promises nothing:
 * the threads share a {@link NaiveMapStore} that nothing guards.
 */
public final class NaiveMapServer {
  public static void main(String[] args) {
    var options =
        ServerOptions.parse(
            "step1-naive-map", List.of("hashmap"), List.of("virtual", "platform"), args);
    ThreadPerConnectionServer.serve(options, new NaiveMapStore(options.newMap()));
  }
}
