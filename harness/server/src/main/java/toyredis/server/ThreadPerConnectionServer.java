package toyredis.server;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadFactory;

/**
 * The server of steps 1 to 4: a thread for each connection, and in that thread a plain loop of
 * read, decode, apply, reply. It shares nothing between connections; what the threads share is the
 * store behind the {@link RequestHandler}, and that is what the steps are about.
 *
 * <p>With virtual threads a blocked read costs a small object on the heap instead of a thread of
 * the operating system. The code is the same for both.
 */
public final class ThreadPerConnectionServer {
  /** As long as the kernel allows: it cuts this down to its own limit (Linux: somaxconn). */
  private static final int BACKLOG = 1_000_000;

  private static final int FIRST_BUFFER = 512; // an idle connection costs little …
  private static final int LARGEST_BUFFER = 64 * 1024; // … a busy one may read much at once
  private static final long LONGEST_STOP_MILLIS =
      Shutdown.ANSWER_MILLIS + Shutdown.LEAVE_MILLIS + 100;
  private static final long QUIET_NANOS = 10_000_000; // nobody's request takes so long to arrive

  /** A client, as the thread that stops the server sees it. */
  private final class Connection implements AutoCloseable {
    final Socket socket;
    volatile Session session; // null until its own thread begins

    Connection(Socket socket) {
      this.socket = socket;
    }

    @Override
    public void close() throws IOException {
      connections.remove(this); // first: who sees the socket closed may come again at once
      clients.remove(session);
      socket.close();
    }
  }

  private final ServerOptions options;
  private final RequestHandler handler;
  private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
  private final Clients clients;
  private Socket accepted; // and without a thread yet; of the accepting thread
  private volatile boolean leaving; // the time to apply requests is over

  private ThreadPerConnectionServer(
      ServerOptions options, RequestHandler handler, Clients clients) {
    this.options = options;
    this.clients = clients;
    this.handler = options.storeEvents() ? new RecordedHandler(handler) : handler;
  }

  /** Serves {@code store} until the program is stopped; every request is applied at once. */
  public static void serve(ServerOptions options, Store store) {
    serve(options, store, Extension.NONE);
  }

  /** The same with commands of an exercise's. */
  public static void serve(ServerOptions options, Store store, Extension extension) {
    var clients = new Clients();
    serve(options, new Commands(store, options, clients, extension)::apply, clients);
  }

  /** Serves until the program is stopped; {@code handler} is called by all connections' threads. */
  public static void serve(ServerOptions options, RequestHandler handler, Clients clients) {
    Shutdown.onLostThread();
    try (var listener = new ServerSocket()) {
      if (options.threads().equals("virtual")) VirtualThreads.startPoller();
      listener.bind(options.address(), BACKLOG);
      var server = new ThreadPerConnectionServer(options, handler, clients);
      if (!options.storeEvents()) server.rehearse(); // which no recording is to see
      Shutdown.onSignal(() -> server.stop(listener));
      System.out.println(options.readyLine(listener.getLocalPort()));
      server.accept(listener);
    } catch (IOException e) {
      System.err.println(options.cannotListen(e));
      System.exit(1);
    }
  }

  /**
   * Serves nobody once, so that all classes are loaded: when clients have taken all descriptors, no
   * class file can be opened.
   */
  private void rehearse() throws IOException {
    var request = new ByteArrayInputStream("PING\r\n".getBytes());
    var connection = new Connection(null);
    connection.session = new Session(0, null, null);
    serve(connection, request, OutputStream.nullOutputStream());
  }

  private void accept(ServerSocket listener) {
    var threads =
        options
            .thread()
            .name("client-", 1)
            .uncaughtExceptionHandler((_, e) -> System.err.println("a connection failed: " + e))
            .factory();
    while (!listener.isClosed()) {
      try {
        acceptOne(listener, threads);
      } catch (IOException | OutOfMemoryError e) {
        if (listener.isClosed()) break;
        // Out of descriptors, threads or memory. Those who are connected are not to suffer: pause,
        // and let new connections wait in the backlog until somebody leaves.
        Warning.CANNOT_ACCEPT.print();
        pause(50);
      }
    }
    pause(LONGEST_STOP_MILLIS); // stop() is at work, and ends the program before
  }

  // tag::accept[]
  private void acceptOne(ServerSocket listener, ThreadFactory threads) throws IOException {
    if (accepted == null) accepted = listener.accept(); // waits for a client
    start(accepted, threads);
    accepted = null;
  }

  private void start(Socket socket, ThreadFactory threads) {
    if (connections.size() >= options.maxClients()) {
      threads.newThread(() -> refuse(socket)).start();
      return;
    }
    var connection = new Connection(socket);
    connections.add(connection); // by the accepting thread only, so that there is no one too many
    try {
      threads.newThread(() -> serve(connection)).start();
    } catch (OutOfMemoryError e) {
      connections.remove(connection);
      throw e;
    }
  }

  // end::accept[]

  private void refuse(Socket socket) {
    try (socket) {
      socket.getOutputStream().write("-ERR max number of clients reached\r\n".getBytes());
      skipUnread(socket.getInputStream());
    } catch (IOException e) {
      // the client has gone by itself
    }
  }

  private void serve(Connection connection) {
    try (connection) {
      var socket = connection.socket;
      socket.setTcpNoDelay(true); // replies are written whole; nothing is gained by waiting
      socket.setSoTimeout(options.timeoutSeconds() * 1000);
      connection.session =
          clients.add(socket.getRemoteSocketAddress(), socket.getLocalSocketAddress());
      var in = socket.getInputStream();
      serve(connection, in, socket.getOutputStream());
      if (leaving) {
        socket.shutdownOutput(); // the client sees the end, and stops sending
        in.transferTo(OutputStream.nullOutputStream());
      }
      skipUnread(in);
    } catch (IOException e) {
      // The client went away or was silent for too long; this thread was only there for it.
    } catch (OutOfMemoryError e) {
      Warning.OUT_OF_MEMORY.print();
    }
  }

  /** Closing with bytes unread would reset the connection, and could destroy the last replies. */
  private static void skipUnread(InputStream in) throws IOException {
    while (in.available() > 0 && in.skip(in.available()) > 0) {}
  }

  // tag::connection[]
  private void serve(Connection connection, InputStream in, OutputStream out) throws IOException {
    var session = connection.session;
    var decoder = new RequestDecoder(options.maxValue(), options.memory());
    var batch = new Batch();
    var replies = new ReplyBuffer();
    var buffer = new byte[FIRST_BUFFER];
    try {
      for (int n; !session.closing() && !leaving && (n = in.read(buffer)) > 0; ) { // read
        session.active();
        decoder.feed(buffer, 0, n);
        while (!leaving && batch.fill(decoder) > 0) { // decode
          handler.apply(batch, session, replies); // apply
          if (session.closing()) break;
          if (replies.isFull()) write(replies, out);
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

  /** Answers what has been received, then leaves; whoever is not done by then is cut off. */
  private void stop(ServerSocket listener) {
    try {
      listener.close();
    } catch (IOException e) {
      // it listens no more
    }
    awaitConnections(Shutdown.ANSWER_MILLIS, this::endQuietOnes);
    leaving = true;
    awaitConnections(Shutdown.LEAVE_MILLIS, () -> {});
  }

  private void awaitConnections(long millis, Runnable meanwhile) {
    var deadline = System.nanoTime() + millis * 1_000_000;
    while (!connections.isEmpty() && System.nanoTime() < deadline) {
      meanwhile.run();
      pause(10);
    }
  }

  /** Ends the input of connections from which nothing comes any more. */
  private void endQuietOnes() {
    for (var connection : connections) {
      var socket = connection.socket;
      var quiet = connection.session != null && connection.session.silentNanos() > QUIET_NANOS;
      try {
        // The thread then finds the end of input, after the replies it is writing.
        if (quiet && !socket.isInputShutdown() && socket.getInputStream().available() == 0) {
          socket.shutdownInput();
        }
      } catch (IOException e) {
        // it has ended by itself, and its thread is about to find out
      }
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
