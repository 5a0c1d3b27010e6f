package toyredis.load.client;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import toyredis.results.Machine;

/**
 * From which address a connection comes. One address has only so many ephemeral ports; on the
 * loopback network there are more addresses: 127.0.0.2, 127.0.0.3, …
 *
 * @param perAddress connections from one address
 * @param many whether there is more than one address
 */
public record SourceAddresses(int perAddress, boolean many) {
  private static final int LAST = 254;

  /** For a server at {@code server}, from a machine with these ephemeral ports. */
  public static SourceAddresses of(InetAddress server, Machine machine) {
    boolean many = server.isLoopbackAddress() && server.getAddress().length == 4;
    return new SourceAddresses(perAddress(machine.portRange()), many);
  }

  /** Nine tenths of the range {@code "32768-60999"}: other programs use some, too. */
  private static int perAddress(String range) {
    var ends = range.split("-");
    if (ends.length != 2) return Integer.MAX_VALUE / LAST;
    return (Integer.parseInt(ends[1]) - Integer.parseInt(ends[0]) + 1) * 9 / 10;
  }

  /** The most connections that can be open at a time. */
  public int capacity() {
    return many ? perAddress * LAST : perAddress;
  }

  /** Where connection number {@code number} comes from; null where the system may choose. */
  public InetSocketAddress of(int number) {
    int extra = number / perAddress;
    if (!many || extra == 0) return null;
    try {
      var address = InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) (1 + extra)});
      return new InetSocketAddress(address, 0);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }
}
