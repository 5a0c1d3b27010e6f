import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;

/** Step 2's server on your store and with your commands; nothing is to be done here. */
final class ManyKeysServer {
  public static void main(String[] args) {
    var options =
        ServerOptions.parse(
            "many-keys", List.of("synchronized"), List.of("virtual", "platform"), args);
    var store = new ManyKeys(options.newMap());
    ThreadPerConnectionServer.serve(options, store, store);
  }
}
