package toyredis.step5;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import toyredis.server.Clients;
import toyredis.server.Commands;
import toyredis.server.Extension;
import toyredis.server.ProtocolException;
import toyredis.server.RequestDecoder;
import toyredis.server.ServerOptions;
import toyredis.server.Session;
import toyredis.server.Store;
import toyredis.server.Warning;
import toyredis.step5.loop.Acceptor;
import toyredis.step5.loop.Connection;
import toyredis.step5.loop.Connections;
import toyredis.step5.loop.Loop;

/**
 * One thread, all connections. The selector tells which of them have something to read, and the
 * loop serves one after the other: accept, read, decode, apply, reply, and never a wait for anyone.
 */
final class EventLoop implements Loop {
  private static final int READ_SIZE = 64 * 1024; // what one connection may read in its turn
  private static final long LOOK_AGAIN_MILLIS = 50;

  // All of this belongs to the loop's thread, but for the phase, which another sets.
  private final Store store;
  private final Commands commands;
  private final ServerOptions options;
  private final Connections connections;
  private final Acceptor acceptor;
  private final ByteBuffer input = ByteBuffer.wrap(new byte[READ_SIZE]); // shared by connections
  private volatile Phase phase = Phase.SERVING;

  EventLoop(
      ServerSocketChannel listener,
      ServerOptions options,
      Clients clients,
      Store store,
      Extension extension)
      throws IOException {
    this.options = options;
    this.store = store;
    commands = new Commands(store, options, clients, extension);
    connections = new Connections(clients);
    acceptor = new Acceptor(listener, connections.selector, options, clients, this::add);
  }

  @Override
  public void run() throws IOException {
    while (phase == Phase.SERVING) {
      try {
        select(acceptor.isPaused() ? LOOK_AGAIN_MILLIS : options.timeoutSeconds() > 0 ? 1000 : 0);
        acceptor.resume();
        connections.closeSilent(options.timeoutSeconds());
      } catch (OutOfMemoryError e) {
        Warning.OUT_OF_MEMORY.print(); // and go on: all the others wait for this thread
      }
    }
    acceptor.close();
    answerWhatHasArrived();
  }

  // tag::turn[]
  /** Waits until a connection can be served, and serves all that can; returns how many. */
  private int select(long millis) throws IOException {
    return connections.selector.select(this::turn, millis);
  }

  /** One connection's turn. What goes wrong in it ends this connection and no other. */
  private void turn(SelectionKey key) {
    if (key.isAcceptable()) {
      acceptor.accept();
      return;
    }
    var connection = (Connection) key.attachment();
    try {
      if (key.isReadable()) read(connection);
      else if (connections.writePending(connection)) process(connection); // what waited meanwhile
      if (connection.session.closing() && !connection.hasPending()) connections.close(connection);
    } catch (IOException e) {
      connections.close(connection);
    } catch (OutOfMemoryError e) {
      Warning.OUT_OF_MEMORY.print();
      connections.close(connection);
    }
  }

  // end::turn[]

  // tag::add[]
  private void add(SocketChannel channel, Session session) throws IOException {
    var decoder = new RequestDecoder(options.maxValue(), options.memory());
    var lookAhead = options.variant().equals("look-ahead");
    var requests = lookAhead ? new LookAhead(decoder, store) : decoder;
    connections.add(new Connection(channel, session, requests));
  }

  // end::add[]

  // tag::read[]
  private void read(Connection connection) throws IOException {
    var n = connection.channel.read(input.clear()); // read
    if (n < 0) {
      connections.close(connection);
      return;
    }
    if (phase == Phase.LEAVING) return; // dropped: see answerWhatHasArrived
    connection.session.active();
    connection.requests.feed(input.array(), 0, n);
    process(connection);
  }

  private void process(Connection connection) throws IOException {
    var session = connection.session;
    try {
      while (phase != Phase.LEAVING && !session.closing()) {
        var request = connection.requests.next(); // decode
        if (request == null) break;
        commands.apply(request, session, connections.replies); // apply
        session.count(1);
        if (connections.replies.isFull() && !connections.write(connection)) return;
      }
    } catch (ProtocolException e) {
      connections.replies.error(e.getMessage());
      session.close();
    }
    connections.write(connection); // reply
  }

  // end::read[]

  @Override
  public void enter(Phase phase) {
    this.phase = phase;
    connections.selector.wakeup();
  }

  private void answerWhatHasArrived() throws IOException {
    while (phase != Phase.LEAVING && (select(LOOK_AGAIN_MILLIS) > 0 || connections.anyPending())) {}
    if (phase != Phase.LEAVING) return; // all is answered
    // Somebody goes on sending. They are told that it ends, and what they send is read and dropped:
    // bytes unread would reset the connection, and could destroy the last replies.
    do {
      for (var connection : connections.all()) {
        if (!connection.hasPending()) connections.endOutput(connection);
      }
    } while (select(LOOK_AGAIN_MILLIS) > 0 || connections.anyPending());
  }
}
