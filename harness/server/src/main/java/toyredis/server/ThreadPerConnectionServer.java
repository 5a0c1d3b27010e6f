package toyredis.server;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The server of steps 1 to 4: a thread for each connection, and in that thread a plain loop of
 * read, decode, apply, reply. It shares nothing between connections; what the threads share is the
 * store behind the {@link RequestHandler}, and that is what the steps are about.
 *
 * <p>With virtual threads a blocked read costs a small object on the heap instead of a thread of
 * the operating system. The code is the same for both.
 */
public final class ThreadPerConnectionServer {
  private static final System.Logger LOG = System.getLogger("toyredis");

  /** As long as the kernel allows: it cuts this down to its own limit (Linux: somaxconn). */
  private static final int BACKLOG = 1_000_000;

  private static final int FIRST_BUFFER = 512; // an idle connection costs little …
  private static final int LARGEST_BUFFER = 64 * 1024; // … a busy one may read much at once
  private static final int LARGEST_REPLY = 64 * 1024; // replies are written when so many bytes wait
  private static final long STOP_MILLIS = 1_500;
  private static final long WARN_AGAIN_NANOS = 60_000_000_000L;

  private final ServerOptions options;
  private final RequestHandler handler;
  private final Set<Socket> connections = ConcurrentHashMap.newKeySet();
  private final AtomicLong ids = new AtomicLong();

  private ThreadPerConnectionServer(ServerOptions options, RequestHandler handler) {
    this.options = options;
    this.handler = options.storeEvents() ? new RecordedHandler(handler) : handler;
  }

  /** Serves {@code store} until the program is stopped; every request is applied at once. */
  public static void serve(ServerOptions options, Store store) {
    serve(options, new Commands(store, options)::apply);
  }

  /** Serves until the program is stopped; {@code handler} is called by all connections' threads. */
  public static void serve(ServerOptions options, RequestHandler handler) {
    try (var listener = new ServerSocket()) {
      listener.bind(options.address(), BACKLOG);
      var server = new ThreadPerConnectionServer(options, handler);
      Signals.onStop(() -> server.stop(listener));
      System.out.println(options.readyLine(listener.getLocalPort()));
      server.accept(listener);
    } catch (IOException e) {
      System.err.println(options.cannotListen(e));
      System.exit(1);
    }
  }

  // tag::accept[]
  private void accept(ServerSocket listener) throws IOException {
    var threads = options.thread().name("client-", 1).factory();
    var spare = new SpareDescriptor();
    var warnedAt = System.nanoTime() - WARN_AGAIN_NANOS;
    while (!listener.isClosed()) {
      try {
        var socket = listener.accept();
        connections.add(socket);
        threads.newThread(() -> serve(socket)).start();
      } catch (IOException e) {
        if (listener.isClosed()) break;
        // Most likely out of file descriptors. Those who are connected are not to suffer: pause,
        // and let new connections wait in the backlog until somebody leaves.
        var warning = "cannot accept, trying again: " + e;
        if (System.nanoTime() - warnedAt >= WARN_AGAIN_NANOS) {
          spare.lendTo(() -> LOG.log(System.Logger.Level.WARNING, warning));
          warnedAt = System.nanoTime();
        }
        pause(50);
      }
    }
    pause(2 * STOP_MILLIS); // stop() is answering what has been received, and then ends the program
  }

  // end::accept[]

  private void serve(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true); // replies are written whole; nothing is gained by waiting
      socket.setSoTimeout(options.timeoutSeconds() * 1000);
      var out = socket.getOutputStream();
      if (connections.size() > options.maxClients()) {
        out.write("-ERR max number of clients reached\r\n".getBytes());
      } else {
        serve(socket.getInputStream(), out);
      }
      // Closing with bytes unread would reset the connection, and could destroy the last replies.
      var unread = socket.getInputStream();
      while (unread.available() > 0 && unread.skip(unread.available()) > 0) {}
    } catch (IOException e) {
      // The client went away or was silent for too long; this thread was only there for it.
      LOG.log(System.Logger.Level.DEBUG, "connection ended", e);
    } catch (OutOfMemoryError e) {
      LOG.log(System.Logger.Level.WARNING, "a client asked for too much, and is closed: " + e);
    } finally {
      connections.remove(socket);
    }
  }

  // tag::connection[]
  private void serve(InputStream in, OutputStream out) throws IOException {
    var session = new Session(ids.incrementAndGet());
    var decoder = new RequestDecoder(options.maxValue());
    var batch = new Batch();
    var replies = new ReplyBuffer();
    var buffer = new byte[FIRST_BUFFER];
    try {
      for (int n; !session.closing() && (n = in.read(buffer)) > 0; ) { // read
        decoder.feed(buffer, 0, n);
        while (batch.fill(decoder) > 0) { // decode
          handler.apply(batch, session, replies); // apply
          if (session.closing()) break;
          if (replies.length() > LARGEST_REPLY) write(replies, out);
        }
        write(replies, out); // reply
        if (n == buffer.length && n < LARGEST_BUFFER) buffer = new byte[2 * n];
      }
    } catch (ProtocolException e) {
      replies.error(e.getMessage());
      write(replies, out);
    }
  }

  // end::connection[]

  /** One write for a batch of replies, unless there are large values among them. */
  private static void write(ReplyBuffer replies, OutputStream out) throws IOException {
    for (var part : replies.toWrite()) {
      out.write(part.array(), part.arrayOffset() + part.position(), part.remaining());
    }
    replies.clear();
  }

  /** Answers what has been received, then closes; by force what takes longer than the time left. */
  private void stop(ServerSocket listener) {
    try {
      listener.close();
    } catch (IOException e) {
      LOG.log(System.Logger.Level.DEBUG, "while stopping", e);
    }
    var deadline = System.nanoTime() + STOP_MILLIS * 1_000_000;
    while (!connections.isEmpty() && System.nanoTime() < deadline) {
      for (var socket : connections) {
        try {
          // The thread then finds the end of input, after the replies it is writing.
          if (socket.getInputStream().available() == 0) socket.shutdownInput();
        } catch (IOException e) {
          connections.remove(socket); // it has ended by itself
        }
      }
      pause(5);
    }
  }

  private static void pause(long millis) {
    try {
      Thread.sleep(millis);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
