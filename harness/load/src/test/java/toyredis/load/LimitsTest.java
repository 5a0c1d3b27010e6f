package toyredis.load;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import toyredis.load.client.SourceAddresses;
import toyredis.results.LoadSettings;
import toyredis.results.LoadSettings.KeyChoice;
import toyredis.results.Machine;

class LimitsTest {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final InetAddress ELSEWHERE = new InetSocketAddress("192.0.2.1", 1).getAddress();

  @Test
  void aRunThatFitsIsAllowed() {
    assertEquals(Optional.empty(), tooLow(10_100, 4096, "32768-60999", 10_000, HERE));
  }

  @Test
  void descriptorsAreNamedWithTheCommandThatRaisesThem() {
    assertEquals(
        "open files are limited to 10,099, and 10,000 connections need 10,100; raise it with:"
            + " sudo prlimit --pid $$ --nofile=65536:65536 in this shell",
        tooLow(10_099, 4096, "32768-60999", 10_000, HERE).orElseThrow());
  }

  @Test
  void aRelayNeedsTwoDescriptorsMoreForEachConnection() {
    var far = LoadSettings.closedLoop(1_000).withRttMillis(250);
    assertEquals(Optional.empty(), new Limits(machine(3_100, 0, "")).tooLow(far, HERE));
    assertEquals(
        "open files are limited to 3,099, and 1,000 connections need 3,100; raise it with:"
            + " sudo prlimit --pid $$ --nofile=65536:65536 in this shell",
        new Limits(machine(3_099, 0, "")).tooLow(far, HERE).orElseThrow());
  }

  @Test
  void portsLimitConnectionsToAnotherMachineButNotOnTheLoopbackNetwork() {
    assertEquals(
        "the port range 32768-42767 is enough for 9,000 connections, and this run has 10,000; raise"
            + " it with: sudo sysctl -w net.ipv4.ip_local_port_range=\"10000 65535\"",
        tooLow(20_000, 4096, "32768-42767", 10_000, ELSEWHERE).orElseThrow());
    assertEquals(Optional.empty(), tooLow(20_000, 4096, "32768-42767", 10_000, HERE));
  }

  @Test
  void aBacklogThatIsTooShortIsNamedUnlessTheServerIsElsewhere() {
    // half of three seconds for 10,000 connections: 0.15 ms each, 667 in a tenth of a second
    assertEquals(
        "net.core.somaxconn lets 128 connections wait to be accepted, and this run needs 667; raise"
            + " it with: sudo sysctl -w net.core.somaxconn=667",
        tooLow(20_000, 128, "32768-60999", 10_000, HERE).orElseThrow());
    assertEquals(Optional.empty(), tooLow(20_000, 128, "32768-60999", 10_000, ELSEWHERE));
  }

  @Test
  void aLoadThatTheGeneratorCannotHoldIsRefusedWithWhatToTakeLessOf() {
    var limits = new Limits(machine(0, 0, ""));
    var large = LoadSettings.closedLoop(50).withValueBytes(1, 400_000_000);
    var sentence = limits.memory(large, 1 << 30).orElseThrow();
    assertTrue(sentence.startsWith("the load generator has 1,024 MiB of memory"), sentence);
    assertTrue(sentence.contains("smaller values"), sentence);
    var deep = LoadSettings.closedLoop(5_000).withPipeline(100_000);
    assertTrue(limits.memory(deep, 1 << 30).isPresent());
    var keys =
        LoadSettings.closedLoop(50).withKeys(new LoadSettings.Keys(KeyChoice.OWN, 100_000_000));
    assertTrue(limits.memory(keys, 1 << 30).isPresent());
    assertEquals(Optional.empty(), limits.memory(LoadSettings.closedLoop(10_000), 1 << 28));
  }

  @Test
  void descriptorsAreCountedBeyondWhatAnIntHolds() {
    assertTrue(
        tooLow(1024, 0, "", Integer.MAX_VALUE, HERE).orElseThrow().contains("2,147,483,747"));
  }

  @Test
  void whatTheSystemDoesNotTellIsNotChecked() {
    assertEquals(Optional.empty(), tooLow(0, 0, "", 100_000, HERE));
  }

  @Test
  void moreConnectionsThanOneAddressHasPortsComeFromSeveral() {
    var sources = SourceAddresses.of(HERE, machine(0, 0, "1001-1100"));
    assertEquals(null, sources.of(89));
    assertEquals("127.0.0.2", sources.of(90).getAddress().getHostAddress());
    assertEquals("127.0.0.3", sources.of(180).getAddress().getHostAddress());
    assertEquals(null, SourceAddresses.of(ELSEWHERE, machine(0, 0, "1001-1100")).of(180));
  }

  private static Optional<String> tooLow(
      long openFiles, long somaxconn, String ports, int connections, InetAddress server) {
    var load = LoadSettings.closedLoop(connections);
    return new Limits(machine(openFiles, somaxconn, ports)).tooLow(load, server);
  }

  private static Machine machine(long openFiles, long somaxconn, String ports) {
    return new Machine("", 2, 0, "", "", openFiles, somaxconn, ports, 0, "");
  }
}
