package toyredis.load.client;

import java.net.InetSocketAddress;
import java.util.List;
import toyredis.results.ServerInfo;

/**
 * A server that runs and can be measured.
 *
 * @param info what a result says of it
 * @param nodes one; or those of a Redis Cluster, which share the keys as {@link Slots} says
 */
public record ServerAddress(ServerInfo info, List<Node> nodes) {

  /**
   * A process that serves.
   *
   * @param address where it listens
   * @param pid its process, if it runs on this machine; 0 if unknown: then its CPU and memory are
   *     what its INFO tells
   */
  public record Node(InetSocketAddress address, long pid) {}

  /** A server of one node. */
  public ServerAddress(ServerInfo info, InetSocketAddress address, long pid) {
    this(info, List.of(new Node(address, pid)));
  }

  /** Where its first node listens. */
  public InetSocketAddress address() {
    return nodes.getFirst().address();
  }

  /** Its first node's process. */
  public long pid() {
    return nodes.getFirst().pid();
  }

  /** A server that was already there and of which only the address is known. */
  public static ServerAddress at(InetSocketAddress address) {
    var name = address.getHostString() + ":" + address.getPort();
    return new ServerAddress(new ServerInfo(name, "", "", List.of()), address, 0);
  }

  /** Whether this is the {@link NullServer}, whose answers mean nothing. */
  public boolean answersAConstant() {
    return info.doesNothing();
  }
}
