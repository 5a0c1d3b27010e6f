import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;
import toyredis.step1.NaiveMapStore;

/** Step 1's server with your command; nothing is to be done here. */
final class GetdelServer {
  public static void main(String[] args) {
    var options =
        ServerOptions.parse("getdel", List.of("hashmap"), List.of("virtual", "platform"), args);
    var store = new NaiveMapStore(options.newMap());
    ThreadPerConnectionServer.serve(options, store, new Getdel(store));
  }
}
