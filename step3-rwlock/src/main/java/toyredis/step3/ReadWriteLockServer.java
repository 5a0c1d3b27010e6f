package toyredis.step3;

import java.util.List;
import toyredis.server.ServerOptions;
import toyredis.server.ThreadPerConnectionServer;

/**
 * Step 3: many readers or one writer; and, as a variant, a map that needs no lock around it. The
 * promise is step 2's. What changes is who waits for whom: reads no longer wait for reads.
 */
public final class ReadWriteLockServer {
  public static void main(String[] args) {
    var options =
        ServerOptions.parse(
            "step3-rwlock",
            List.of("rwlock", "stamped", "concurrent-map"),
            List.of("virtual", "platform"),
            args);
    ThreadPerConnectionServer.serve(
        options,
        switch (options.variant()) {
          case "stamped" -> new StampedLockStore(options.newMap());
          case "concurrent-map" -> new ConcurrentMapStore(options.newConcurrentMap());
          default -> new ReadWriteLockStore(options.newMap());
        });
  }
}
