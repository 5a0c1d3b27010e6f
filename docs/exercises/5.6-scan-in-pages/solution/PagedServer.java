import java.io.IOException;
import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.step5.NioServer;

/** Step 5's loop on your store and with your SCAN; nothing is to be done here. */
final class PagedServer {
  public static void main(String[] args) throws IOException {
    var options = ServerOptions.parse("paged", List.of("single-loop"), List.of("loop"), args);
    var store = new Paged();
    NioServer.serve(options, store, store);
  }
}
