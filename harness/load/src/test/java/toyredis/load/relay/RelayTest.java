package toyredis.load.relay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Random;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class RelayTest {
  private static final Duration RTT = Duration.ofMillis(40);

  private ServerSocket server;
  private Relay relay;

  @BeforeEach
  void begin() throws IOException {
    server = new ServerSocket(0, 2048, InetAddress.getLoopbackAddress());
    relay = new Relay((InetSocketAddress) server.getLocalSocketAddress(), RTT);
  }

  @AfterEach
  void end() throws IOException {
    relay.close();
    server.close();
  }

  private Socket connect() throws IOException {
    return new Socket(relay.address().getAddress(), relay.address().getPort());
  }

  /** More than the relay and all buffers hold: each side has to be stopped and resumed. */
  @Test
  void everyByteArrivesInItsOrderInBothDirections() throws Exception {
    var there = new byte[5_000_000];
    var back = new byte[5_000_000];
    var random = new Random(1);
    random.nextBytes(there);
    random.nextBytes(back);
    try (var client = connect();
        var accepted = server.accept();
        var pool = Executors.newVirtualThreadPerTaskExecutor()) {
      var clientSends = pool.submit(() -> send(client, there));
      var serverSends = pool.submit(() -> send(accepted, back));
      var atServer = pool.submit(() -> accepted.getInputStream().readNBytes(there.length));
      assertArrayEquals(back, client.getInputStream().readNBytes(back.length));
      assertArrayEquals(there, atServer.get());
      clientSends.get();
      serverSends.get();
    }
  }

  private static Void send(Socket socket, byte[] bytes) throws IOException {
    socket.getOutputStream().write(bytes);
    return null;
  }

  @Test
  void halfOfTheRoundTripPassesOnEachWay() throws Exception {
    try (var client = connect();
        var accepted = server.accept()) {
      for (int i = 0; i < 5; i++) {
        long sent = System.nanoTime();
        client.getOutputStream().write(i);
        assertEquals(i, accepted.getInputStream().read());
        long arrived = System.nanoTime();
        accepted.getOutputStream().write(i);
        assertEquals(i, client.getInputStream().read());
        long answered = System.nanoTime();
        assertTrue(arrived - sent >= RTT.toNanos() / 2, arrived - sent + " ns there");
        assertTrue(answered - arrived >= RTT.toNanos() / 2, answered - arrived + " ns back");
      }
    }
  }

  @Test
  void whoHasSentAllCanStillBeAnswered() throws Exception {
    try (var client = connect();
        var accepted = server.accept()) {
      client.getOutputStream().write(1);
      client.shutdownOutput();
      assertArrayEquals(new byte[] {1}, accepted.getInputStream().readAllBytes());
      accepted.getOutputStream().write(2);
      accepted.shutdownOutput();
      assertArrayEquals(new byte[] {2}, client.getInputStream().readAllBytes());
    }
  }

  @Test
  void aResetIsPassedOnBehindWhatWasSentBefore() throws Exception {
    var client = connect();
    try (var accepted = server.accept()) {
      client.getOutputStream().write(1);
      reset(client);
      assertEquals(1, accepted.getInputStream().read());
      assertThrows(SocketException.class, () -> accepted.getInputStream().read());
    }
    try (var other = connect()) {
      reset(server.accept());
      assertThrows(SocketException.class, () -> other.getInputStream().read());
    }
  }

  private static void reset(Socket socket) throws IOException {
    socket.setSoLinger(true, 0);
    socket.close();
  }

  @Test
  void aServerThatRefusesIsSeenAsAReset() throws Exception {
    server.close();
    try (var client = connect()) {
      assertThrows(SocketException.class, () -> client.getInputStream().read());
    }
  }

  @Test
  void itBearsTheOriginalsConnectionsAndEndsThemAllWhenItIsClosed() throws Exception {
    var sockets = new ArrayList<Socket>();
    try {
      for (int i = 0; i < 1200; i++) {
        sockets.add(connect());
        sockets.add(server.accept());
      }
      for (int i = 0; i < sockets.size(); i += 2) sockets.get(i).getOutputStream().write(i);
      for (int i = 1; i < sockets.size(); i += 2) {
        assertTrue(sockets.get(i).getInputStream().read() >= 0);
      }
      relay.close();
      for (var socket : sockets) assertEnded(socket);
    } finally {
      for (var socket : sockets) socket.close();
    }
  }

  private static void assertEnded(Socket socket) {
    try {
      assertEquals(-1, socket.getInputStream().read());
    } catch (IOException reset) {
      // an end, too
    }
  }
}
