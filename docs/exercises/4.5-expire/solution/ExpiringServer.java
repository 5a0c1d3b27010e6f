import java.util.HashMap;
import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;
import toyredis.step4.MailboxStore;
import toyredis.step4.Owner;

/** Step 4's server on your store and with your commands; nothing is to be done here. */
final class ExpiringServer {
  public static void main(String[] args) {
    var options =
        ServerOptions.parse(
            "expiring", List.of("per-command"), List.of("virtual", "platform"), args);
    var owner = Owner.start(options.thread());
    var store = new Expiring(options.newMap(), new HashMap<>(), owner, System::currentTimeMillis);
    ThreadPerConnectionServer.serve(options, new MailboxStore(store, owner), store);
  }
}
