package toyredis.step2;

import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;

/**
 * Step 2: one lock around every command. It keeps the promise that step 1 breaks: nothing that was
 * acknowledged is lost, and no answer is wrong. Commands wait for one another, reads for reads too.
 */
public final class MutexServer {
  public static void main(String[] args) {
    var options =
        ServerOptions.parse(
            "step2-mutex",
            List.of("synchronized", "reentrant"),
            List.of("virtual", "platform"),
            args);
    ThreadPerConnectionServer.serve(
        options,
        options.variant().equals("reentrant")
            ? new ReentrantLockStore(options.newMap())
            : new SynchronizedStore(options.newMap()));
  }
}
