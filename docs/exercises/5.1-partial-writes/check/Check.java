import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import org.junit.jupiter.api.Test;

class Check {

  /** A socket whose buffer has room for three bytes each time it is ready. */
  private static final class Narrow implements WritableByteChannel {
    private final StringBuilder received = new StringBuilder();
    private int room = 3;
    private int refused;

    void ready() {
      room = 3;
      refused = 0;
    }

    @Override
    public int write(ByteBuffer bytes) {
      var written = 0;
      while (room > 0 && bytes.hasRemaining()) {
        received.append((char) bytes.get());
        room--;
        written++;
      }
      if (written == 0 && bytes.hasRemaining()) refused++;
      assertTrue(refused < 100, "the loop spins on a socket that is full: nobody else is served");
      return written;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public void close() {}
  }

  @Test
  void whatTheSocketDidNotTakeIsWrittenWhenItIsReadyAgain() throws IOException {
    var socket = new Narrow();
    var replies = new Replies();
    replies.add("+PONG\r\n".getBytes(US_ASCII));
    assertFalse(replies.flush(socket), "seven bytes, room for three: something must still wait");
    replies.add(":1\r\n".getBytes(US_ASCII));
    var flushes = 1;
    var done = false;
    while (!done && flushes < 10) {
      socket.ready();
      done = replies.flush(socket);
      flushes++;
    }
    assertEquals("+PONG\r\n:1\r\n", socket.received.toString(), "what the client received");
    assertTrue(done, "all is written, but flush does not say so");
    assertEquals(4, flushes, "times the socket had to be ready for eleven bytes");
  }

  @Test
  void aSocketThatTakesAllIsNotAskedAgain() throws IOException {
    var replies = new Replies();
    replies.add("OK".getBytes(US_ASCII));
    assertTrue(replies.flush(new Narrow()), "two bytes, room for three: nothing waits");
  }
}
