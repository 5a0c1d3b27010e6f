package toyredis.step5.multiloop;

import java.util.ArrayList;
import java.util.List;
import toyredis.server.Command;
import toyredis.server.Request;
import toyredis.server.Scan;

/** All loops, and which of them owns a key. Unchanged from before the first of them runs. */
final class Group {
  final List<PartitionedLoop> loops = new ArrayList<>();

  /** The loop that is to apply {@code request}; null if all must. {@code home} if any can. */
  PartitionedLoop ownerOf(Request request, PartitionedLoop home) {
    return switch (Command.keysOf(request)) {
      case NONE -> home;
      case FIRST_ARGUMENT -> ownerOf(request.key());
      case PAGE -> loops.get(Scan.page(request, loops.size()));
      case MANY -> null;
    };
  }

  private PartitionedLoop ownerOf(String key) {
    // The upper bits of a product, since a HashMap sorts by the lower bits of the hash itself.
    var spread = key.hashCode() * 0x9E3779B9 >>> 16;
    return loops.get(spread * loops.size() >>> 16);
  }
}
