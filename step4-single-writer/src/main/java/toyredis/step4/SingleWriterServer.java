package toyredis.step4;

import java.util.List;
import toyredis.server.Commands;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;
import toyredis.step1.NaiveMapStore;

/**
 * Step 4: one thread owns the map, the others send it messages. The map is step 1's, unchanged: it
 * was never the problem, sharing it was. The promise is step 2's, by ownership instead of a lock.
 */
public final class SingleWriterServer {
  public static void main(String[] args) {
    var options =
        ServerOptions.parse(
            "step4-single-writer",
            List.of("per-command", "batch"),
            List.of("virtual", "platform"),
            args);
    // tag::start[]
    var store = new NaiveMapStore(); // touched by the owner's thread only
    if (options.variant().equals("batch")) {
      var owner = Owner.start();
      var commands = new Commands(store, options);
      ThreadPerConnectionServer.serve(options, () -> new BatchHandler(owner, commands));
    } else {
      ThreadPerConnectionServer.serve(options, new MailboxStore(store));
    }
    // end::start[]
  }
}
