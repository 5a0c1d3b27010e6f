package toyredis.step5;

import java.io.IOException;
import java.nio.channels.ServerSocketChannel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import toyredis.server.Clients;
import toyredis.server.Extension;
import toyredis.server.ServerOptions;
import toyredis.server.Shutdown;
import toyredis.server.Store;
import toyredis.step1.NaiveMapStore;
import toyredis.step5.loop.Loop;
import toyredis.step5.multiloop.PartitionedLoop;

/**
 * Step 5: one thread does it all, see {@link EventLoop}. No lock, no queue, and step 1's map,
 * unchanged. The promise is step 2's. The price: a long command makes every client wait, and a
 * second processor idles. The variant {@code look-ahead} looks up a pipeline's keys in advance, see
 * {@link LookAhead}; {@code multi-loop} is another design, see {@link PartitionedLoop}.
 */
public final class NioServer {
  private static final int BACKLOG = 1_000_000; // the kernel cuts it down to its own limit

  /** What a server's loops are to be, once it listens. */
  @FunctionalInterface
  private interface Design {
    List<? extends Loop> loops(ServerSocketChannel listener, Clients clients) throws IOException;
  }

  public static void main(String[] args) throws IOException {
    var options =
        ServerOptions.parse(
            "step5-nio", List.of("single-loop", "look-ahead", "multi-loop"), List.of("loop"), args);
    if (options.variant().equals("multi-loop")) {
      var processors = Math.max(2, Runtime.getRuntime().availableProcessors());
      serve(
          options,
          (listener, clients) -> PartitionedLoop.create(processors, listener, options, clients));
    } else {
      serve(options, new NaiveMapStore(options.newMap()), Extension.NONE);
    }
  }

  /**
   * Serves {@code store} in a single loop; public for the exercises, whose servers are this one
   * with a store and commands of the reader's. Only the loop's thread calls either.
   */
  public static void serve(ServerOptions options, Store store, Extension extension)
      throws IOException {
    serve(
        options,
        (listener, clients) ->
            List.of(new EventLoop(listener, options, clients, store, extension)));
  }

  private static void serve(ServerOptions options, Design design) throws IOException {
    Shutdown.onLostThread();
    var listener = ServerSocketChannel.open();
    try {
      listener.bind(options.address(), BACKLOG);
    } catch (IOException e) {
      System.err.println(options.cannotListen(e));
      System.exit(1);
    }
    var clients = new Clients();
    var loops = design.loops(listener, clients);
    var threads = new ArrayList<Thread>();
    for (var loop : loops) {
      threads.add(Thread.ofPlatform().name("loop-" + threads.size()).start(() -> run(loop)));
    }
    Shutdown.onSignal(
        () -> {
          loops.forEach(loop -> loop.enter(Loop.Phase.ANSWERING));
          join(threads, Shutdown.ANSWER_MILLIS);
          loops.forEach(loop -> loop.enter(Loop.Phase.LEAVING));
          join(threads, Shutdown.LEAVE_MILLIS);
        });
    System.out.println(options.readyLine(listener.socket().getLocalPort()));
  }

  private static void run(Loop loop) {
    try {
      loop.run();
    } catch (IOException e) {
      System.err.println("step5-nio: the selector failed: " + e.getMessage());
      System.exit(1);
    }
  }

  /** Waits for the threads' ends, all in all no longer than so many milliseconds. */
  private static void join(List<Thread> threads, long millis) {
    var deadline = System.nanoTime() + millis * 1_000_000;
    try {
      for (var thread : threads) thread.join(Duration.ofNanos(deadline - System.nanoTime()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
