package toyredis.step4;

import java.util.List;
import toyredis.server.Clients;
import toyredis.server.Commands;
import toyredis.server.RequestHandler;
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
    var store = new NaiveMapStore(options.newMap()); // touched by the owner's thread only
    if (options.variant().equals("batch")) {
      var clients = new Clients();
      var commands = new Commands(store, options, clients);
      ThreadPerConnectionServer.serve(
          options, batchHandler(Owner.start(options.thread()), commands), clients);
    } else {
      ThreadPerConnectionServer.serve(options, new MailboxStore(store, options.thread()));
    }
    // end::start[]
  }

  // tag::batch[]
  /**
   * What a client has pipelined, as one message: the owner applies it and collects the replies
   * while the connection's thread waits. Many commands then cost one hand-over.
   */
  private static RequestHandler batchHandler(Owner owner, Commands commands) {
    return (batch, session, replies) ->
        owner.ask(
            () -> {
              commands.apply(batch, session, replies);
              return null;
            });
  }
  // end::batch[]
}
