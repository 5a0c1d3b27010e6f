import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;
import toyredis.step3.ConcurrentMapStore;

/** Step 3's server on a concurrent map, with your commands; nothing is to be done here. */
final class AppendingServer {
  public static void main(String[] args) {
    var options =
        ServerOptions.parse(
            "appending", List.of("concurrent-map"), List.of("virtual", "platform"), args);
    var map = options.newConcurrentMap(); // the store and your commands share it
    ThreadPerConnectionServer.serve(options, new ConcurrentMapStore(map), new Appending(map));
  }
}
