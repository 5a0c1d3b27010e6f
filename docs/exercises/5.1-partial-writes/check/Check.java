import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Pipe;
import java.nio.channels.WritableByteChannel;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import toyredis.check.Bytes;
import toyredis.check.Heap;

class Check {
  private static final int ALL = Integer.MAX_VALUE;
  private static final int[] ROOMS = {0, 1, 2, 5, ALL};

  /** A socket with room for so many bytes each time it is ready; it remembers what it took. */
  private static final class Socket implements WritableByteChannel {
    private final ByteArrayOutputStream taken = new ByteArrayOutputStream();
    private int room;
    private int most = ALL; // in one write
    private int refused;
    private boolean broken;

    void ready(int room) {
      this.room = room;
      refused = 0;
    }

    @Override
    public int write(ByteBuffer bytes) throws IOException {
      if (broken) throw new IOException("Broken pipe");
      var written = Math.min(most, Math.min(room, bytes.remaining()));
      if (written == 0 && bytes.hasRemaining() && ++refused > 1) {
        fail(
            "The socket took nothing, and was asked again in the same flush. A loop that tries"
                + " until the socket has room serves nobody else meanwhile.");
      }
      room -= written;
      for (var i = 0; i < written; i++) taken.write(bytes.get());
      return written;
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

  /** One client: what it was to be sent, what has come, and what the loop believes. */
  private static final class Client {
    private final Replies replies = new Replies();
    private final Socket socket = new Socket();
    private final ByteArrayOutputStream added = new ByteArrayOutputStream();
    private final StringBuilder all = new StringBuilder(); // calls so far

    void add(byte[] reply) {
      all.append("add(%d bytes) ".formatted(reply.length));
      added.writeBytes(reply);
      var lent = reply.clone();
      replies.add(lent);
      Arrays.fill(lent, (byte) '#'); // it is the caller's again
    }

    private String story() {
      var from = all.indexOf(" ", Math.max(0, all.length() - 240));
      return all.length() < 240
          ? all.toString().strip()
          : "…" + all.substring(from).stripTrailing();
    }

    void add(String reply) {
      add(Bytes.of(reply));
    }

    /** A flush on a socket with so much room. */
    boolean flush(int room) throws IOException {
      var before = socket.taken.size();
      socket.ready(room);
      var done = replies.flush(socket);
      all.append("flush(room %s) ".formatted(room == ALL ? "for all" : room));
      var waits = added.size() - socket.taken.size();
      assertFalse(
          done && waits > 0,
          "flush answered true while %d bytes wait: the loop no longer asks for OP_WRITE, and they never leave.\n%s"
              .formatted(waits, story()));
      assertFalse(
          !done && waits == 0,
          "flush answered false though all is written: the loop asks for OP_WRITE, and select returns at once, for ever.\n%s"
              .formatted(story()));
      if (waits < 0) same();
      assertFalse(
          room > 0 && before == socket.taken.size() && waits > 0,
          "The socket had room and something waited, but flush wrote nothing.\n" + story());
      return done;
    }

    /** Until nothing waits; what has come is then what was added. */
    void finish(int room) throws IOException {
      for (var i = 0; !flush(room); i++) assertTrue(i < 100_000, "This never ends.\n" + story());
      same();
    }

    void same() {
      Bytes.same(
          added.toByteArray(),
          socket.taken.toByteArray(),
          "What the client received (# in the caller's array, after add; " + story() + ")");
    }
  }

  @Test
  @Order(1)
  void whatTheSocketDidNotTakeIsWrittenWhenItIsReadyAgain() throws IOException {
    var client = new Client();
    client.add("+PONG\r\n");
    assertFalse(client.flush(3), "seven bytes, room for three: something must still wait");
    client.add(":1\r\n");
    client.finish(3);
  }

  @Test
  @Order(2)
  void aSocketThatTakesNothingIsNeitherClosedNorAskedAgain() throws IOException {
    var client = new Client();
    client.add("+OK\r\n");
    try {
      for (var i = 0; i < 5; i++) client.flush(0);
    } catch (IOException e) {
      fail("The socket took 0 bytes: it is full, not closed; but flush threw " + e);
    }
    client.finish(ALL);
  }

  @Test
  @Order(3)
  void inEveryOrderOfRoomsAndRepliesEachByteLeavesOnce() throws IOException {
    for (var first : ROOMS) {
      for (var second : ROOMS) {
        for (var third : ROOMS) {
          for (var fourth : ROOMS) {
            for (var most : new int[] {ALL, 2}) { // some sockets take little at each write
              var client = new Client();
              client.socket.most = most;
              client.add("+abc\r\n");
              client.flush(first);
              client.add("+defg\r\n");
              client.add(":1\r\n");
              client.flush(second);
              client.flush(third);
              client.add("+hijklmn\r\n");
              client.flush(fourth);
              client.finish(ALL);
            }
          }
        }
      }
    }
  }

  @Test
  @Order(4)
  void aReplyMayHoldAnyBytesAndBeEmpty() throws IOException {
    var bytes = new byte[256];
    for (var i = 0; i < bytes.length; i++) bytes[i] = (byte) i;
    var client = new Client();
    client.add(bytes);
    client.add(new byte[0]);
    client.flush(130);
    client.add(bytes);
    client.finish(7);
  }

  @Test
  @Order(5)
  void aReplyOf300KilobytesLeavesWhole() throws IOException {
    var large = new byte[300_000];
    new Random(5).nextBytes(large);
    var client = new Client();
    client.add(large);
    client.flush(100_000);
    client.add(large);
    client.flush(0);
    client.finish(9_999);
  }

  @Test
  @Order(6)
  void eachClientHasItsOwnReplies() throws IOException {
    var one = new Client();
    var other = new Client();
    one.add("+for one\r\n");
    other.add("+for the other\r\n");
    one.flush(2);
    other.flush(5);
    other.add("$-1\r\n");
    one.add(":7\r\n");
    one.finish(3);
    other.finish(2);
  }

  @Test
  @Order(7)
  void nothingIsLeftOverAfterAllHasGone() throws IOException {
    var client = new Client();
    for (var i = 0; i < 1_000; i++) {
      client.add("+reply " + i + "\r\n");
      client.flush(ALL);
      client.all.setLength(0);
    }
    client.same();
  }

  @Test
  @Order(8)
  void whatHasLeftTakesNoMemoryEvenIfSomethingAlwaysWaits() throws IOException {
    var replies = new Replies();
    var socket = new Socket();
    var reply = new byte[1_000];
    replies.add(new byte[1]);
    var before = Heap.used();
    for (int i = 0; i < 10_000; i++) {
      replies.add(reply);
      socket.ready(reply.length);
      replies.flush(socket);
      socket.taken.reset();
    }
    var taken = Heap.used() - before;
    assertTrue(
        taken < 2_000_000,
        "10 MB have left and one byte waits; the replies take %,d bytes of memory"
            .formatted(taken));
    socket.ready(0);
    assertFalse(replies.flush(socket), "one byte waits");
  }

  @Test
  @Order(9)
  void theCallerHearsThatASocketIsBroken() {
    var client = new Client();
    client.add("+OK\r\n");
    client.socket.broken = true;
    assertThrows(
        IOException.class,
        () -> client.replies.flush(client.socket),
        "The socket is broken; the loop must hear it, or it keeps the dead connection for ever");
  }

  @Test
  @Order(10)
  void aRealPipeGetsAllOfIt() throws IOException {
    var large = new byte[300_000];
    new Random(6).nextBytes(large);
    var replies = new Replies();
    var pipe = Pipe.open();
    try (var sink = pipe.sink();
        var source = pipe.source()) {
      sink.configureBlocking(false);
      source.configureBlocking(false);
      replies.add(large);
      var received = ByteBuffer.allocate(large.length + 1);
      var done = false;
      for (var i = 0; !done; i++) {
        assertTrue(
            i < 10_000, "The pipe was emptied again and again, and flush never answers true");
        done = replies.flush(sink);
        while (source.read(received) > 0) {}
      }
      assertEquals(large.length, received.position(), "bytes that have come through the pipe");
      Bytes.same(
          large, Arrays.copyOf(received.array(), large.length), "What came through the pipe");
    }
  }
}
