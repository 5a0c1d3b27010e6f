import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Bytes;

class Check {
  private static final int ALL = 1_000_000_000;
  private static final int HIGH = SlowReader.HIGH;
  private static final int LOW = SlowReader.LOW;

  /** A connection: its socket, its key in the selector, and what the loop may expect of it. */
  private static final class Connection implements ByteChannel {
    private final int replyLength;
    private final SlowReader reader = new SlowReader(this, this::interestOps, this::apply);
    private final ByteArrayOutputStream expected = new ByteArrayOutputStream();
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int interest = SelectionKey.OP_READ;
    private int arrived; // requests that nobody has read
    private int sent;
    private int read;
    private int applied;
    private int room;
    private int refused;
    private boolean stopped;
    private boolean broken;

    Connection(int replyLength) {
      this.replyLength = replyLength;
    }

    private void interestOps(int operations) {
      interest = operations;
    }

    private int waiting() {
      return expected.size() - taken.size();
    }

    private String state() {
      return "\n%,d bytes of replies wait (HIGH %,d, LOW %,d), %d requests are read and not applied; each reply has %,d bytes."
          .formatted(waiting(), HIGH, LOW, read - applied, replyLength);
    }

    private byte[] apply(int request) {
      if (applied >= read) fail("A request was applied that nobody sent." + state());
      if (stopped) {
        fail(
            "The client does not take its replies, the connection is stopped, and still a request"
                + " was applied."
                + state());
      }
      if ((byte) request != (byte) applied) {
        fail(
            "Requests must be applied in the order in which they came: number %d was due, and number %d (modulo 256) came."
                    .formatted(applied & 0xff, request & 0xff)
                + state());
      }
      var reply = new byte[replyLength];
      Arrays.fill(reply, (byte) applied);
      reply[0] = (byte) ~applied;
      applied++;
      expected.writeBytes(reply);
      if (waiting() > HIGH) stopped = true;
      return reply;
    }

    @Override
    public int read(ByteBuffer to) {
      if (stopped) {
        fail("The client does not take its replies, and its requests are still read." + state());
      }
      var count = Math.min(arrived, to.remaining());
      for (var i = 0; i < count; i++) to.put((byte) read++);
      arrived -= count;
      if (read - applied > SlowReader.READ) {
        fail("More than READ bytes are read and not applied: memory without a limit." + state());
      }
      return count;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
      if (broken) throw new IOException("Broken pipe");
      var count = Math.min(room, from.remaining());
      if (count == 0 && from.hasRemaining() && ++refused > 1) {
        fail(
            "The socket took nothing, and was asked again in the same call: nobody else is served."
                + state());
      }
      var bytes = new byte[count];
      from.get(bytes);
      taken.writeBytes(bytes);
      room -= count;
      if (waiting() <= LOW) stopped = false;
      return count;
    }

    /** The selector's turn: calls what is asked for and possible. Whether anything was. */
    boolean turn(int room) throws IOException {
      var before = interest;
      var any = false;
      if ((before & SelectionKey.OP_READ) != 0 && arrived > 0) {
        this.room = room;
        refused = 0;
        reader.readable();
        look("readable");
        any = true;
      }
      if ((before & interest & SelectionKey.OP_WRITE) != 0 && room > 0) {
        this.room = room;
        refused = 0;
        reader.writable();
        look("writable");
        any = true;
      }
      return any;
    }

    private void look(String call) {
      var reads = (interest & SelectionKey.OP_READ) != 0;
      var writes = (interest & SelectionKey.OP_WRITE) != 0;
      var after = "After " + call + ": ";
      if (waiting() < 0) same();
      if (stopped && reads) {
        fail(
            after
                + "the client does not take its replies, and the loop still asks for OP_READ."
                + state());
      }
      if (!stopped && !reads && read == applied) {
        fail(
            after
                + "the connection need not be stopped, but the loop does not ask for OP_READ."
                + state());
      }
      if (waiting() > 0 && !writes) {
        fail(
            after
                + "replies wait, but the loop does not ask for OP_WRITE: they never leave."
                + state());
      }
      if (waiting() == 0 && writes) {
        fail(
            after
                + "nothing waits, but the loop asks for OP_WRITE: select never sleeps."
                + state());
      }
      if (read > applied && waiting() == 0) {
        fail(
            after
                + "requests were kept, all replies have left, and nobody will ask for the kept ones"
                + " again: the client waits for ever."
                + state());
      }
    }

    void send(int requests) {
      arrived += requests;
      sent += requests;
    }

    /** Turns until nothing moves; then all that was sent is answered. */
    void finish(int room) throws IOException {
      for (var i = 0; turn(room); i++) {
        if (i > 200_000) fail("This never comes to an end." + state());
      }
      if (applied < sent) {
        fail(
            "The client takes its replies, and only %d of its %d requests are answered; nothing goes on."
                    .formatted(applied, sent)
                + state());
      }
      same();
    }

    private void same() {
      Bytes.same(expected.toByteArray(), taken.toByteArray(), "What the client received");
    }

    @Override
    public boolean isOpen() {
      return !broken;
    }

    @Override
    public void close() {
      broken = true;
    }
  }

  @Test
  @Order(1)
  void aClientThatReadsIsAnswered() throws IOException {
    for (var length : new int[] {1, 100, 5_000}) {
      var connection = new Connection(length);
      for (var i = 0; i < 5; i++) {
        connection.send(10);
        connection.turn(ALL);
      }
      connection.finish(ALL);
    }
  }

  @Test
  @Order(2)
  void aClientThatDoesNotReadIsNotReadFrom() throws IOException {
    for (var length : new int[] {1_000, 1_024, 10_000, 70_000}) {
      var connection = new Connection(length);
      for (var i = 0; i < 100; i++) {
        connection.send(1);
        connection.turn(0);
      }
      if (!connection.stopped)
        fail("100 requests came, and not all were taken." + connection.state());
      connection.finish(ALL);
    }
  }

  @Test
  @Order(3)
  void whatWasReadIsKeptAndComesFirst() throws IOException {
    for (var room : new int[] {777, LOW, LOW + 1, HIGH, ALL}) {
      var connection = new Connection(10_000);
      connection.send(100);
      connection.turn(0);
      connection.finish(room);
      connection = new Connection(10_000);
      connection.send(20);
      connection.turn(0);
      connection.send(90);
      connection.finish(room);
    }
  }

  @Test
  @Order(4)
  void itStopsAboveTheUpperMarkAndGoesOnAtTheLowerOne() throws IOException {
    var connection = new Connection(1_024);
    for (var i = 0; i < HIGH / 1_024; i++) {
      connection.send(1);
      if (!connection.turn(0))
        fail("No more than HIGH bytes wait: go on reading." + connection.state());
    }
    connection.send(1);
    connection.turn(0);
    connection.send(5);
    for (var i = 0; i < 100; i++) connection.turn(1_023); // through all between the marks
    connection.finish(1_024);
    var exact = new Connection(1_024); // comes to stand at the lower mark exactly
    for (var i = 0; i <= HIGH / 1_024; i++) {
      exact.send(1);
      exact.turn(0);
    }
    while (exact.waiting() > LOW) exact.turn(1_024);
    exact.finish(1_024);
  }

  @Test
  @Order(5)
  void inEveryOrderOfRoomsAndArrivalsNothingIsLost() throws IOException {
    var rooms = new int[] {0, 1, 1_000, HIGH - LOW, ALL};
    var arrivals = new int[] {1, 70, 1_100};
    for (var length : new int[] {1, 1_024, 9_000}) {
      for (var first : rooms) {
        for (var second : rooms) {
          for (var third : new int[] {0, 1_000, ALL}) {
            for (var arrival : arrivals) {
              if (length * arrival > 650_000) continue;
              var connection = new Connection(length);
              connection.send(arrival);
              connection.turn(first);
              connection.turn(second);
              connection.send(7);
              connection.turn(third);
              connection.turn(first);
              connection.finish(20_000);
            }
          }
        }
      }
    }
  }

  @Test
  @Order(6)
  void othersAreServedMeanwhile() throws IOException {
    var slow = new Connection(9_000);
    var fast = new Connection(9_000);
    slow.send(1_200);
    for (var i = 0; i < 50; i++) {
      slow.turn(0);
      fast.send(1);
      fast.turn(ALL);
      if (fast.applied != fast.sent) fail("One client does not read, and another gets no answer.");
    }
    fast.finish(ALL);
    slow.finish(50_000);
  }

  @Test
  @Order(7)
  void theLoopHearsThatASocketIsBroken() throws IOException {
    var connection = new Connection(100);
    connection.send(3);
    connection.turn(10);
    connection.broken = true;
    assertThrows(
        IOException.class,
        connection.reader::writable,
        "The socket is broken; the loop must hear it, or it keeps the dead connection for ever");
  }

  @Test
  @Order(8)
  void aRealSocketIsStoppedAndLosesNothing() throws IOException {
    var requests = 1_500;
    var length = 10_000;
    try (var listener = ServerSocketChannel.open();
        var client = SocketChannel.open();
        var selector = Selector.open()) {
      listener.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
      client.setOption(StandardSocketOptions.SO_RCVBUF, 16 * 1024);
      client.connect(listener.getLocalAddress());
      try (var server = listener.accept()) {
        server.setOption(StandardSocketOptions.SO_SNDBUF, 16 * 1024);
        server.configureBlocking(false);
        var key = server.register(selector, SelectionKey.OP_READ);
        var applied = new int[1];
        var reader =
            new SlowReader(
                server,
                key::interestOps,
                _ -> {
                  var reply = new byte[length];
                  Arrays.fill(reply, (byte) applied[0]++);
                  return reply;
                });
        client.write(ByteBuffer.allocate(requests));
        client.configureBlocking(false);
        var received = ByteBuffer.allocate(64 * 1024);
        var count = 0;
        var stopped = false;
        var idle = 0;
        while (count < requests * length) {
          // the client begins to read when it sees that the server has stopped
          var ready = selector.select(stopped ? 1 : 1_000);
          for (var chosen : selector.selectedKeys()) {
            if (chosen.isReadable()) reader.readable();
            if (chosen.isWritable()) reader.writable();
          }
          selector.selectedKeys().clear();
          stopped |= (key.interestOps() & SelectionKey.OP_READ) == 0;
          if (!stopped && applied[0] == requests) {
            fail("The client reads nothing, and the server applied all of its requests.");
          }
          var n = stopped ? client.read(received.clear()) : 0;
          for (var i = 0; i < n; i++) {
            if (received.get(i) != (byte) (count++ / length)) {
              fail("Over a real socket, byte %d of the replies is wrong.".formatted(count - 1));
            }
          }
          idle = ready == 0 && n <= 0 ? idle + 1 : 0;
          if (idle > (stopped ? 3_000 : 3)) {
            fail(
                "Over a real socket nothing goes on: %d of %d requests are applied, %d bytes came."
                    .formatted(applied[0], requests, count));
          }
        }
      }
    }
  }
}
